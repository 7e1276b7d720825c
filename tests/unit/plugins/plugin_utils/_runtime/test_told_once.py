# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts that fail one after the other: the first one says what they share, the others name it."""

import pytest
from ansible import constants
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output.lines import finding_lines
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import finding_of
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import told_once

SHARED = finding_of("PRE-04", "om_sso_preflight_ca_file", path="ca.pem", reason="not there")
OWN = finding_of("PRE-04", "om_sso_preflight_ca_file", path="own.pem", reason="not there")
REFERS = "the same findings as om-1: PRE-04"


@pytest.fixture(autouse=True)
def run(tmp_path, monkeypatch):
    """A run of its own."""
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))


def fails(host, *findings):
    """What a host that fails says, with a line beside its findings."""
    return told_once.by_host(host, [f"{host}  3 files", *finding_lines(findings)], findings)


def test_the_first_host_says_it_also_when_it_fails_again():
    assert fails("om-1", SHARED) is None
    assert fails("om-2", SHARED) == (["om-2  3 files", REFERS], REFERS)
    assert fails("om-1", SHARED) is None


def test_what_a_host_has_alone_stays_and_is_its_own_failure():
    assert fails("om-1", SHARED) is None
    told = fails("om-2", SHARED, OWN)
    assert told.lines == ["om-2  3 files", *finding_lines([OWN]), REFERS] and told.sentence == ""


def test_a_warning_is_not_the_reason_of_a_failure():
    """It stays where it is; only the lines as a whole may be those of another host."""
    warning = SHARED._replace(severity="warning")
    for host, log in (("om-1", "a"), ("om-2", "b")):
        lines = [f"{host}  did not start", f"  log  {log}", *finding_lines([warning])]
        assert told_once.by_host(host, lines, [warning]) is None


def test_the_same_failure_without_a_finding_keeps_its_lines():
    """They are the message that a rescue or JUnit has; they are printed in one line."""
    assert told_once.by_host("om-1", ["om-1  /opt does not exist"], []) is None
    assert told_once.by_host("om-2", ["om-2  /opt does not exist"], []) == (
        ["om-2  /opt does not exist"],
        "The same as om-1.",
    )
    assert told_once.by_host("om-3", ["om-3  /srv does not exist"], []) is None
