# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server of another release than the planned one, or than the one before: its stored rows are kept."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError


@pytest.mark.parametrize("running", [True, False])
def test_a_server_that_does_not_tell_its_release_is_not_changed_and_not_verified(newer, running):
    """Whether its stored rows decide is not known, so nothing can be verified."""
    newer.is_running, newer.version = running, None
    error = newer.failure()
    assert "system/version: HTTP 500: broken" in error.message
    if running:
        assert newer.steps == [] and not newer.file.exists()
        result = newer.transaction(verb="verify").compare()
        assert not result.reachable and "HTTP 500: broken" in result.notes[0]
    else:
        assert error.more["restored"] and not newer.file.exists()


def rules(result):
    return [(finding["rule"], finding["severity"]) for finding in result.findings]


@pytest.mark.parametrize(("version", "severity"), [("1.11.4", "warning"), ("2.0.7", "info")])
def test_rows_of_another_release_are_kept_before_they_are_replaced(newer, version, severity):
    newer.rows["authenticationConfiguration"]["theirs"] = "of the directory"
    newer.transaction().apply()
    newer.version = version
    newer.rows["authenticationConfiguration"].pop("theirs")  # the other release could not read it
    compared = newer.transaction(verb="verify").compare()
    assert rules(compared) == ([("UPG-04", "warning")] if severity == "warning" else [])
    assert newer.exports() == [] and newer.transaction().predict().changed is False and newer.exports() == []
    result = newer.transaction().apply()
    (export,) = newer.exports()
    assert rules(result) == [("UPG-04", severity)] and str(export) in result.findings[0]["message"] + str(
        result.findings[0]["fix"]
    )
    assert export.name.startswith("rows-1.12.14-") and "of the directory" in export.read_text()
    assert (export.stat().st_mode & 0o777, export.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert rules(newer.transaction().apply()) == [] and newer.exports() == [export]


@pytest.mark.parametrize(("named", "words"), [("1.11.4", "a downgrade loses stored rows"), ("2.0", "do not hold yet")])
def test_a_plan_for_another_release_ends_the_run_and_the_rows_are_kept(newer, named, words):
    for _run in range(2):
        error = newer.failure(release=named)
        (finding,) = error.more["findings"]
        assert (finding["rule"], finding["severity"]) == ("MISC-01", "error") and words in finding["message"]
        (export,) = newer.exports()
        assert error.fix == f"The stored rows of 1.12.14 are kept in {export}."
        assert "provider" in export.read_text() and export.stat().st_mode & 0o777 == 0o600
    with pytest.raises(HostError) as refused:
        newer.transaction(release="1.10").predict()
    assert refused.value.fix == "" and newer.exports() == [export], "check mode writes nothing"


def test_a_plan_for_another_release_has_no_rows_to_keep_where_files_decide(server):
    assert server.failure(release="1.8.2").fix == "" and server.exports() == []


def test_a_stopped_server_may_have_been_changed_to_the_planned_release(newer):
    newer.transaction().apply()
    newer.is_running = False
    newer.version = "1.11.4"
    result = newer.transaction(release="1.11.4", verb="verify").compare()
    assert rules(result) == [("UPG-04", "warning")] and "om_sso_openmetadata_version is 1.11.4" in str(result.findings)
    result = newer.transaction(release="1.11.4").apply()
    assert rules(result) == [("UPG-04", "warning")] and len(newer.exports()) == 1 and result.version == "1.11.4"
