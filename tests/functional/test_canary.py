# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret that is easily recognised goes through everything, and is looked for in all that anybody could read."""

import base64
import json
from pathlib import Path

import pytest
from lab import cache, cores
from lab.canary import MARK, CommandLines, traces, traces_of_key
from lab.playbooks import Unsafe, Vaulted

SSH = cache.CHECKOUT / "tests" / "support" / "ssh_stub"

SECRETS = {
    "om_sso_client_secret": f'{MARK}#1 "x" \\ $y {{{{ z }}}} ü',
    "OM_SM_ACCESS_KEY": f"{MARK}-key",
    "SAML_SP_PRIVATE_KEY": f"-----BEGIN-----\n{MARK}\n-----END-----\n",
}
OLD = f"{MARK}-of-the-old-file"


def test_the_search_finds_a_secret_in_every_form():
    secret = SECRETS["om_sso_client_secret"]
    for text in (
        secret,
        json.dumps(secret),
        json.dumps(json.dumps(secret)),
        *(base64.b64encode(b"x" * n + secret.encode() + b"tail").decode() for n in range(3)),
    ):
        assert traces(f"before {text} after"), text
    assert traces("nothing of it") == []


@pytest.fixture(scope="module")
def host(install):
    """A host whose operator has secrets of their own in files that the collection reads."""
    made = install("canary").start()
    with open(made.hook, "a", encoding="utf-8") as stream:
        stream.write(f"export DB_USER_PASSWORD='{OLD}'\n")
    return made


@pytest.fixture(scope="module")
def inventory(host, operator):
    """What the inventory holds, every secret marked."""
    extra = {name: value for name, value in SECRETS.items() if not name.startswith("om_")}
    return {
        **operator,
        "om_sso_client_secret": Unsafe(SECRETS["om_sso_client_secret"]),
        "om_sso_extra_environment": extra,
    }


OTHER, LAST = {"other": f"{MARK}-other"}, {"om_sso_recover_to": "last_good"}
REVIEWED, REVIEWERS = ("-e", "om_sso_plan_file=plan.json"), {"om_sso_plan_file_key": f"{MARK}-of-the-reviewers"}
#: Everything that can happen, in this order, each as (name, verb, arguments, changes, fault at the next start, whether
#: it succeeds).
STEPS = (
    ("check before", "sso", ("--check", "--diff"), {}, "", True),
    ("first", "sso", ("--diff",), {}, "", True),
    ("again", "sso", ("--diff",), {}, "", True),
    ("plan", "plan", (), {}, "", True),
    ("plan for review", "plan", (*REVIEWED, "-e", "om_sso_plan_markdown=plan.md"), REVIEWERS, "", True),
    ("apply what was reviewed", "sso", REVIEWED, REVIEWERS, "", True),
    ("verify", "verify", (), {}, "", True),
    ("verify over http", "verify", ("-e", "om_sso_verify_from=http"), {}, "", True),
    ("drift", "verify", (), {"om_sso_client_secret": f"{MARK}-1"}, "", False),
    ("check a change", "sso", ("--check", "--diff"), {"om_sso_client_secret": f"{MARK}-2"}, "", True),
    ("never healthy", "sso", ("--diff",), {"om_sso_client_secret": f"{MARK}-3"}, "never_healthy", False),
    ("refuses to start", "sso", (), {"om_sso_client_secret": f"{MARK}-4"}, "refuse_start", False),
    ("serves something else", "sso", (), {"om_sso_client_secret": f"{MARK}-5"}, "serve_other", False),
    ("recover", "recover", (), {"om_sso_recover_to": "last_good"}, "", True),
    ("recover to basic", "recover", (), {"om_sso_recover_to": "basic"}, "", True),
    ("another verb", "audit", (), {**OTHER, "om_sso_admin_token": "{{ other | to_datetime }}"}, "", False),
    ("recover with it", "recover", (), {**OTHER, **LAST, "om_sso_admin_token": "{{ other | to_datetime }}"}, "", True),
)
#: With the oldest core only what differs in its output.
SHORT = ("first", "check a change", "never healthy")


def secret(value):
    """A client secret, beside a variable that it may name."""
    return {**OTHER, "om_sso_client_secret": value}


#: Variables that are refused, each those of one host.
REFUSED = {
    "bad-input": {"om_sso_client_secret": f" {MARK} ", "om_sso_client_id": "{Client ID}"},
    "wrong-type": {"om_sso_client_secret": [MARK]},
    "unencodable": {"om_sso_client_secret": f"{MARK}\u0000"},
    "not-a-variable": {"om_sso_secret": MARK},
    "like-a-template": {"om_sso_client_secret": f"{MARK}{{{{ z"},
    "like-a-statement": {"om_sso_client_secret": f"{MARK}{{% z"},
    "names-a-variable": {"om_sso_client_secret": f"x{{{{ {MARK} }}}}"},
    "filter-that-fails": secret("{{ other | to_datetime }}"),
    "lookup-that-fails": secret("{{ lookup('file', other) }}"),
    "in-a-dictionary": {**OTHER, "om_sso_extra_environment": {"A": "{{ other | to_datetime }}"}},
    "in-a-list": secret("{{ [other] | to_nice_yaml | from_json }}"),
}


def test_no_secret_is_seen_anywhere(host, each_controller, inventory, tmp_path):
    reports = each_controller.report_files
    variables = {**host.variables, "om_sso_health_timeout": 2}
    each_controller.inventory({"om-1": variables}, **inventory, om_sso_report_path=[str(file) for file in reports])
    log = tmp_path / "ansible.log"
    seen, changed = {}, tmp_path / "changes.json"
    for name, verb, arguments, changes, fault, succeeds in STEPS:
        if name not in SHORT and not cores.in_full(each_controller.core):
            continue
        if fault:
            host.fault(fault, "once")
        changed.write_text(json.dumps(changes), encoding="utf-8")
        run = each_controller.run(verb, "-vvvv", "-e", f"@{changed}", *arguments, ANSIBLE_LOG_PATH=str(log))
        assert (run.status == 0) == succeeds, (name, run.output)
        seen[f"output of {name}"] = run.output
        seen[f"results of {name}"] = json.dumps([result.data for result in run.results])
        for file in filter(Path.exists, reports):
            seen[f"{file.name} of {name}"] = file.read_text(encoding="utf-8")
    for path in each_controller.folder.glob("plan.*"):
        seen[path.name] = path.read_text(encoding="utf-8")
    assert ("plan.json" in seen and "plan.md" in seen) is cores.in_full(each_controller.core)
    seen["log file"] = log.read_text(encoding="utf-8")
    assert {place: found for place, text in seen.items() for found in [traces(text)] if found} == {}
    assert len(seen["log file"]) > 10000


@pytest.mark.parametrize("verb", ["plan", "sso"])
def test_no_secret_is_seen_of_variables_that_are_refused(host, each_controller, inventory, tmp_path, verb):
    hosts = {name: {**host.variables, **changes} for name, changes in REFUSED.items()}
    reports = each_controller.report_files
    each_controller.inventory(hosts, **inventory, om_sso_report_path=[str(file) for file in reports])
    log = tmp_path / "ansible.log"
    run = each_controller.run(verb, "-vvvv", ANSIBLE_LOG_PATH=str(log)).failed()
    assert {result.host for result in run.results if result.status == "failed"} == set(REFUSED)
    seen = {file.name: file.read_text(encoding="utf-8") for file in (*reports, log)}
    seen.update(output=run.output, results=json.dumps([result.data for result in run.results]))
    assert {place: found for place, text in seen.items() for found in [traces(text)] if found} == {}


def test_nobody_else_can_read_what_the_host_keeps(host, controller, inventory):
    controller.inventory({"om-1": host.variables}, **inventory)
    controller.run("sso").passed()
    holding = [
        path
        for path in host.home.rglob("*")
        if path.is_file() and MARK.encode() in path.read_bytes() and path != host.hook
    ]
    assert host.own_file in holding
    for path in holding:
        assert MARK not in path.name
        assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0, path
    assert host.state.stat().st_mode & 0o777 == 0o700


def test_the_servers_command_line_holds_no_secret(host):
    with open(f"/proc/{host.pid}/cmdline", encoding="utf-8") as stream:
        assert traces(stream.read()) == []


def test_a_vaulted_secret_without_its_password_is_not_shown_either(host, controller, inventory, tmp_path):
    password = tmp_path / "password"
    password.write_text("open sesame\n", encoding="utf-8")
    controller.inventory(
        {"om-1": host.variables},
        **{**inventory, "om_sso_client_secret": Vaulted(controller.vault(SECRETS["om_sso_client_secret"], password))},
    )
    run = controller.run("plan", "-vvvv").failed()
    assert traces(run.output) == []


#: Verbs over SSH, which prints at -vvv what a module answers, with arguments and whether they succeed.
OVER_SSH = (
    ("sso", ("--diff",), True),
    ("rotate_keys", ("--check",), True),
    ("rotate_keys", (), True),
    ("sso", (), True),
    ("verify", (), True),
    ("audit", (), True),
    ("check_config", (), True),
    ("adopt", ("-e", "om_sso_adopt_directory=adopted"), True),
    ("recover", ("-e", "om_sso_recover_to=last_good"), True),
)


@pytest.mark.seldom_with(cores.OLDEST)
def test_no_key_and_no_secret_is_seen_over_ssh(install, each_controller, operator, folder, tmp_path):
    """Two replicas share a key pair, which travels from the first one over the controller to the second one."""
    name = f"ssh-{each_controller.core}"
    options = ("--database", str(folder / f"{name}.json"))
    hosts = [install(f"{name}-{number}", "1.12.14", *options).start() for number in (1, 2)]
    cluster = {
        "om_sso_cluster": "production",
        "om_sso_replicas": 2,
        "om_sso_sticky_sessions": True,
        "om_sso_jwt_key_id": "2026-11",
        "om_sso_public_key_urls": [
            "https://acme.eu.auth0.com/.well-known/jwks.json",
            "http://localhost:8585/api/v1/system/config/jwks",
        ],
        "ansible_connection": "ssh",
        **{f"ansible_{each}_executable": str(SSH / each) for each in ("ssh", "scp", "sftp")},
    }
    reports = each_controller.report_files
    each_controller.inventory(
        {f"om-{number}": {**host.variables, **cluster} for number, host in enumerate(hosts, 1)},
        **{**operator, "om_sso_client_secret": Unsafe(SECRETS["om_sso_client_secret"])},
        om_sso_report_path=[str(file) for file in reports],
    )
    log, seen = tmp_path / "ansible.log", {}
    calls = {"ANSIBLE_LOG_PATH": str(log), "OM_TEST_CALLS": str(tmp_path / "calls")}
    with CommandLines() as lines:
        for number, (verb, arguments, succeeds) in enumerate(OVER_SSH):
            if verb not in ("sso", "rotate_keys") and not cores.in_full(each_controller.core):
                continue
            if number == 0:  # the pair is made by the rotation
                arguments += ("-e", '{"om_sso_jwt_key_id": null}')
            run = each_controller.run(verb, "-vvvv", *arguments, **calls)
            assert (run.status == 0) == succeeds, (verb, run.output)
            seen[f"{number} {verb}"] = run.output + json.dumps([result.data for result in run.results])
            for file in filter(Path.exists, reports):
                seen[f"{file.name} of {number} {verb}"] = file.read_text(encoding="utf-8")
    seen["command lines"] = "\n".join(lines.seen)
    seen["log file"] = log.read_text(encoding="utf-8")
    places = [host.home / "conf" / "openmetadata-sso-keys" / "2026-11" / "private_key.der" for host in hosts]
    (key,) = {path.read_bytes() for path in places}
    assert {place: found for place, text in seen.items() for found in [traces(text)] if found} == {}
    assert {place: found for place, text in seen.items() for found in [traces_of_key(text, key)] if found} == {}
    left = [path for path in each_controller.folder.rglob("*") if path.is_file() and "adopted" not in path.parts]
    kept = [path for path in left if path.name != "inventory.yml" and traces(path.read_text("utf-8", "replace"))]
    assert kept == [], "files of the run are removed at its end"


def test_the_search_finds_a_key_in_every_form():
    der = bytes(range(256)) * 4
    for text in (base64.b64encode(der).decode(), repr(der), der.hex(), base64.encodebytes(der).decode()):
        assert traces_of_key(f"before {text} after", der), text
    assert traces_of_key(base64.b64encode(bytes(300)).decode(), der) == []


#: Without the key id, whose rotations before have failed: a recovery keeps the pair that the server has.
BASIC = {"om_sso_recover_to": "basic", "om_sso_jwt_key_id": None}
#: (name, verb, fault at the next start, its content, variables). ``once`` strikes the change, else its undoing as well.
FAILURES = (
    ("rotation, never healthy", "rotate_keys", "never_healthy", "once", {}),
    ("recovery, refuses to start", "recover", "refuse_start", "once", {"om_sso_recover_to": "last_good"}),
    ("rotation, refuses to start", "rotate_keys", "refuse_start", "once", {}),
    ("rotation, serves something else", "rotate_keys", "serve_other", "once", {}),
    ("rotation, cannot be undone", "rotate_keys", "refuse_start", "", {}),
    ("recovery, never healthy", "recover", "never_healthy", "once", BASIC),
    ("recovery, cannot be undone", "recover", "refuse_start", "", BASIC),
)
#: What a server writes that prints its environment when it starts.
QUOTES = 'for log in catalog.err openmetadata.log; do echo "ERROR $OIDC_CLIENT_SECRET" >>"{home}/logs/$log"; done\n'


@pytest.mark.parametrize(
    "core",
    [pytest.param(name, marks=pytest.mark.each_core) for name in (cores.CORES if cores.EVERY else (cores.NEWEST,))],
    indirect=True,
)
def test_no_secret_is_seen_where_a_rotation_or_a_recovery_fails(install, readable, operator):
    """The server quotes the secret in its log, of which a failure shows the end."""
    core = readable.controller.core
    host = install(f"failing-{core}", "1.12.14").start()
    secret = Unsafe(SECRETS["om_sso_client_secret"])
    keys = {"om_sso_jwt_key_id": "2026-11", "om_sso_health_timeout": 2}
    readable.controller.inventory({"om-1": {**host.variables, **keys}}, **{**operator, "om_sso_client_secret": secret})
    readable.run("first", "sso", om_sso_jwt_key_id=None)
    with open(host.hook, "a", encoding="utf-8") as stream:
        stream.write(QUOTES.format(home=host.home))
    for name, verb, fault, content, changes in FAILURES if cores.EVERY else FAILURES[:2]:
        host.fault(fault, content)
        if verb == "recover":
            host.stop()
        run = readable.run(name, verb, succeeds=False, **changes)
        assert "  log  " in run.output and "fault" in run.output, (name, run.output)
        host.heal()
    assert traces(host.log()), "the server has written it"
    readable.run("at last", "rotate_keys")
    key = (host.home / "conf" / "openmetadata-sso-keys" / "2026-11" / "private_key.der").read_bytes()
    assert readable.traces() == {}
    shown = {place: traces_of_key(text, key) for place, text in readable.texts.items()}
    assert {place: found for place, found in shown.items() if found} == {}
