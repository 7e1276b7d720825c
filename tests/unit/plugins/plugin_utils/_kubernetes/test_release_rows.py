# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stored rows of a release whose servers read them: changed, restored, kept."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from fakes.kubernetes_core import BASIC
from fakes.module_faults import calls, once
from fakes.release_world import ROWS


def test_rows_are_changed_before_the_pods_and_keep_the_fields_of_others(newer):
    result = newer.transaction().apply()
    rows = config_export.read(newer.core.rows)["authenticationConfiguration"]
    assert (rows["provider"], rows["theirs"]) == ("auth0", 1)
    assert result.rows_decide and "provider" in result.rows
    order = [name for name in newer.core.changes if name.endswith(("k8s_cp", "helm"))]
    assert order == ["kubernetes.core.k8s_cp", "kubernetes.core.helm"]


@pytest.mark.parametrize("step", ["the file", "the command"])
def test_rows_that_cannot_be_written_are_restored_only_where_they_may_have_changed(newer, step):
    if step == "the file":
        newer.core.fault = once(calls("k8s_cp"))
    else:
        newer.core.fault = once(
            lambda module, arguments: module.endswith("k8s_exec") and " update " in arguments["command"],
            {"rc": 1, "stdout": "", "stderr": "Exception: no database"},
        )
    error = newer.failure()
    copies = len(newer.core.called("k8s_cp"))
    assert copies == (1 if step == "the file" else 2), "the rows from before are written again"
    assert ("stored rows" in error.more["outcome"]) == (step == "the command")
    assert newer.core.rows == ROWS and newer.is_untouched()


def test_rows_are_restored_with_everything_else(newer):
    newer.core.fault = once(calls("helm"))
    error = newer.failure()
    assert "The previous Secrets, values and stored rows are restored" in error.more["outcome"]
    assert newer.core.rows == ROWS and newer.is_untouched()


def test_pods_that_read_the_new_rows_are_restarted_when_the_old_rows_are_restored(newer):
    """The values are the same, so that no rollback replaces the pods."""
    newer.transaction().apply()
    revision, newer.core.rows = newer.core.revision()[0], ROWS
    for pod in newer.core.pods():
        pod["process"]["rows"] = ROWS
    newer.core.fault = once(
        lambda module, _arguments: module.endswith("k8s_exec") and "auth0" in newer.core.pods()[0]["process"]["rows"]
    )
    error = newer.failure()
    assert error.more["restored"] and not newer.core.rollbacks
    assert (newer.core.rows, newer.core.revision()[0]) == (ROWS, revision)
    assert newer.core._served(newer.core.pods()[0]["process"]) == BASIC


def test_rows_of_a_server_that_did_not_run_are_changed_once_it_does(newer):
    """They cannot be read before; the pods are restarted a second time."""
    core = newer.core
    core.server_answers = False
    upgrade = core.upgrade

    def heals(values):
        core.server_answers = True
        upgrade(values)

    core.upgrade = heals
    result = newer.transaction().apply()
    assert config_export.read(core.rows)["authenticationConfiguration"]["provider"] == "auth0"
    assert result.rows_decide and {row["status"] for row in result.effective} == {"ok"}
    patches = [arguments for arguments in core.called("k8s") if arguments.get("state") == "patched"]
    assert len(patches) == 1, "the pods read the rows at their start"


def test_a_pod_with_older_rows_is_restarted(newer):
    newer.transaction().apply()
    for pod in newer.core.pods():
        pod["process"]["rows"] = ROWS
    result = newer.transaction().apply()
    assert (result.stale, result.restarted) == (True, True)
    assert newer.core._served(newer.core.pods()[0]["process"])["provider"] == "auth0"


def test_rows_that_are_ignored_are_left_alone_and_reported(newer):
    result = newer.transaction(stored_configuration="ignore").apply()
    assert newer.core.rows == ROWS and not newer.core.called("k8s_cp")
    assert any("serves stored rows: provider 'basic' instead of 'auth0'" in note for note in result.notes)


def test_rows_of_another_release_are_kept_and_it_is_said(newer):
    newer.transaction().apply()
    before = newer.state().last_good["rows"]
    newer.core.version = "1.13.1"
    result = newer.transaction().apply()
    assert newer.state().exports == {"1.12.14": before}
    assert any(
        "the stored rows of 1.12.14 are kept in the Secret openmetadata-sso-state" in note for note in result.notes
    )
    assert newer.transaction().apply().notes == []
