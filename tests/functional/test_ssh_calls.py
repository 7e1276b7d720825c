# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a run goes to a host, and evaluates what is its own: counted, so that a busy machine cannot fail this."""

import collections

import pytest
from lab import cache

#: What comes from lookups that count: a secret, and an address that every step uses.
LOOKED_UP = ("om_sso_client_secret", "om_sso_server_url")
SSH = cache.CHECKOUT / "tests" / "support" / "ssh_stub"


@pytest.fixture(scope="module")
def hosts(install):
    """Two hosts, reached over an ssh that counts."""
    return {name: install(name).start().keep() for name in ("om-1", "om-2")}


def looked_up(name, value):
    """The value from a lookup that notes for which host it ran."""
    return f"{{{{ lookup('counted', '{value}', of='{name}:' ~ inventory_hostname) }}}}"


@pytest.fixture
def count(hosts, each_controller, operator, tmp_path):
    """`count(verb)` runs it and gives what each host was asked: {host: (exec, put, tasks)}."""
    calls, reads = tmp_path / "calls", tmp_path / "reads"
    over_ssh = {
        "ansible_connection": "ssh",
        "ansible_host": "target.example.com",
        **{f"ansible_{name}_executable": str(SSH / name) for name in ("ssh", "scp", "sftp")},
    }
    variables = {name: {**host.variables, **over_ssh, "ansible_host": name} for name, host in hosts.items()}
    each_controller.inventory(
        variables, **{**operator, **{name: looked_up(name, operator[name]) for name in LOOKED_UP}}
    )

    def run(verb, *arguments, passes=True):
        calls.write_text("", encoding="utf-8")
        reads.write_text("", encoding="utf-8")
        outcome = each_controller.run(verb, *arguments, OM_TEST_CALLS=str(calls), OM_TEST_READS=str(reads))
        assert (outcome.status == 0) == passes, outcome.output
        asked = [host for host in hosts if "--limit" not in arguments or host in arguments]
        assert sorted(reads.read_text(encoding="utf-8").split()) == sorted(
            f"{name}:{host}" for name in LOOKED_UP for host in asked
        ), "each lookup of a host runs once, whatever the number of tasks and plays"
        counted = collections.Counter(calls.read_text(encoding="utf-8").splitlines())
        return {
            name: (counted[f"ssh {name}"], counted[f"scp {name}"] + counted[f"sftp {name}"], len(outcome.tasks(name)))
            for name in hosts
        }

    return run


def test_a_change_is_two_calls_and_no_change_is_one(hosts, count):
    for host in hosts.values():
        host.back()
    first = count("sso")
    assert {name: (calls, puts) for name, (calls, puts, _tasks) in first.items()} == {"om-1": (2, 0), "om-2": (2, 0)}
    assert sum(tasks for _calls, _puts, tasks in first.values()) == 6, (
        "one task plans all hosts, one asks their provider, one each checks the hosts, one each applies"
    )
    assert [host.served()["provider"] for host in hosts.values()] == ["auth0", "auth0"]
    again = count("sso")
    assert [(calls, puts) for calls, puts, _tasks in again.values()] == [(1, 0)] * 2, "the check has verified them"
    assert [tasks for _calls, _puts, tasks in again.values()] == [tasks for _calls, _puts, tasks in first.values()]


def test_one_host_and_check_mode_cost_one_call(hosts, count):
    """There is no host to check before another one is changed, and a preview is the check."""
    assert [calls for calls, _puts, _tasks in count("sso", "--limit", "om-1").values()] == [1, 0]
    assert [calls for calls, _puts, _tasks in count("sso", "--check").values()] == [1, 1]


@pytest.mark.parametrize(
    ("verb", "calls", "tasks"),
    # plan: it ends before the steps that would read the hosts and write a plan file. verify by HTTP: one task asks all
    # servers, and one a host fails it, since it is not as planned.
    [("plan", 0, 1), ("verify -e om_sso_verify_from=http", 0, 3), ("verify", 1, 2), ("audit", 1, 2)],
)
def test_looking_costs_no_more_than_it_must(hosts, count, verb, calls, tasks):
    for host in hosts.values():
        host.back()
    counted = count(*verb.split(), passes=verb in ("plan", "audit"))
    assert [(execs, puts) for execs, puts, _tasks in counted.values()] == [(calls, 0)] * 2
    assert sum(number for _execs, _puts, number in counted.values()) == tasks


def test_bad_input_never_reaches_a_host(count):
    counted = count("sso", "-e", "om_sso_client_id='{Client ID}'", passes=False)
    assert [(execs, puts) for execs, puts, _tasks in counted.values()] == [(0, 0)] * 2
