# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of many hosts: one block for plans that are alike, each finding once."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import apply, grouped
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import SHOWN

TYPO = {"om_sso_flow": "implict"}


def plans(number, changes=None, **common):
    """Plans of om-1, om-2, …; ``changes`` are those of some hosts."""
    names = [f"om-{each}" for each in range(1, number + 1)]
    return {name: plan.make({**SHOWN, **common, **(changes or {}).get(name, {})}) for name in names}


def test_one_host_reads_as_before():
    for changes in ({}, TYPO, {"om_sso_max_age": 0}):
        (made,) = plans(1, **changes).values()
        assert grouped.planned({"om-1": made}) == apply.planned("om-1", made)


def test_a_hundred_hosts_that_are_alike_are_one_block():
    lines = grouped.planned(plans(100))
    assert lines[0] == "om-1, om-2, om-3, … (100 hosts)  OpenMetadata on Docker Compose, Auth0, authorization code"
    assert lines[1:] == apply.planned("", plans(1)["om-1"])[1:]


def test_one_typo_on_a_hundred_hosts_is_said_once():
    lines = grouped.planned(plans(100, **TYPO))
    assert lines[0] == "om-1, om-2, om-3, … (100 hosts)  1 error; nothing was changed"
    assert len(lines) == 2 and "om_sso_flow is not one of" in lines[1]


def test_a_typo_that_hosts_share_is_said_once_beside_what_each_has_alone():
    changes = {
        "om-2": {"om_sso_health_timeout": "soon"},
        "om-3": {"om_sso_session_expiry": "soon"},
    }
    lines = grouped.planned(plans(3, changes, **TYPO))
    assert [line for line in lines if not line.startswith(" ")] == [
        "om-1, om-2, om-3 (3 hosts)  1 error; nothing was changed",
        "om-2  1 error; nothing was changed",
        "om-3  1 error; nothing was changed",
    ]
    assert sum("om_sso_flow" in line for line in lines) == 1


def test_hosts_with_an_error_are_told_apart_from_those_without():
    lines = grouped.planned(plans(3, {"om-2": TYPO}, om_sso_max_age=0))
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == [
        "om-1, om-3 (2 hosts)  OpenMetadata on Docker Compose, Auth0, authorization code",
        *heads[1:],
    ]
    assert sum("FLOW-12" in line for line in lines) == 1, "a warning that all have is said once"
    assert sum("OPT-02" in line for line in lines) == 1
    assert any(head.startswith("om-2  1 error") for head in heads)


def test_names_are_counted_beyond_what_is_shown():
    hosts = [f"om-{number}" for number in range(12)]
    assert grouped.names(hosts[:10]) == ", ".join(hosts[:10])
    assert grouped.names(hosts).endswith("om-9 and 2 more")


def failures(number, changes=None, **common):
    """What each of some hosts fails with."""
    return grouped.failures({host: made.findings for host, made in plans(number, changes, **common).items()})


def test_each_host_fails_and_the_first_one_says_what_all_have():
    lines = failures(100, {"om-100": {"om_sso_flow": "authorization_code"}}, **TYPO)
    assert list(lines) == [f"om-{number}" for number in range(1, 100)], "the one without an error does not fail"
    assert lines["om-1"] == grouped.planned(plans(99, **TYPO)) and len(lines["om-1"]) == 2
    assert {tuple(lines[f"om-{number}"]) for number in range(2, 100)} == {("the same findings as om-1: OPT-02",)}


def test_a_host_that_fails_says_what_it_has_alone_and_refers_to_the_rest():
    lines = failures(3, {"om-2": {"om_sso_health_timeout": "soon"}}, **TYPO)
    head, own, rest = lines["om-2"]
    assert head == "om-2  1 error; nothing was changed" and "om_sso_health_timeout" in own
    assert rest == lines["om-3"][0] == "the same findings as om-1: OPT-02"


def test_a_warning_of_a_host_without_an_error_is_told_by_one_that_fails():
    """Its own lines are shown, and are not the message of a failure."""
    typo = plans(1, **TYPO)["om-1"].findings
    warning = typo[0]._replace(severity="warning", rule="FLOW-12")
    lines = grouped.failures({"om-1": [warning], "om-2": [*typo, warning]})
    assert list(lines) == ["om-2"] and {"FLOW-12", "OPT-02"} <= set(" ".join(lines["om-2"]).split())


def test_lines_that_hosts_share_apart_from_their_names_are_said_once():
    said = {"om-1": ["om-1  a", "  b"], "om-2": ["om-2  a", "  c"], "om-3": ["om-3  a", "  b"]}
    assert grouped.once(said) == {
        "om-1": ["om-1, om-3 (2 hosts)  a", "  b"],
        "om-3": ["the same as om-1"],
        "om-2": ["om-2  a", "  c"],
    }
