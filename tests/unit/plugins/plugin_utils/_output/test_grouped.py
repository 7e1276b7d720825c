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
