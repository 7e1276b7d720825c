# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan is made on the controller, kept for later tasks, and reported."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import stash


def test_a_plan_returns_its_lines_and_an_id_for_later_tasks(acts):
    done = acts("plan")
    assert done.result["changed"] is False and done.said.startswith("om-1  OpenMetadata")
    assert done.result["msg"][-1].startswith("  note        time limits of a change: 600 s for a healthy server")
    assert done.result["hosts"]["om-1"]["result"] == acts.reported()["result"] == "planned"
    assert stash.take(done.result["ids"]["om-1"])["om_sso_provider"] == "auth0"


def test_every_finding_of_a_bad_plan_is_a_line(acts):
    done = acts("plan", om_sso_client_id="{Client ID}", om_sso_client_secret=None)
    assert done.result["msg"][0] == "om-1  2 errors; nothing was changed"
    assert {line.split()[1] for line in done.result["msg"][1:] if line.startswith("  ERROR")} == {"FLOW-01", "ENV-22"}
    assert "hosts" not in done.result and "ids" not in done.result
    assert {finding["rule"] for finding in acts.reported()["findings"]} >= {"FLOW-01", "ENV-22"}


def test_the_files_are_written_for_review(acts, tmp_path):
    acts("plan", om_sso_render_directory=str(tmp_path / "review"))
    assert sorted(path.name for path in (tmp_path / "review" / "om-1").iterdir()) == ["systemd.conf", "systemd.env"]


@pytest.mark.parametrize("bots", [[], [{"name": "x", "expiry": "91"}]])
def test_only_the_named_variables_are_checked(acts, bots):
    """What keeps bots needs no plan, so that an error elsewhere does not stop it."""
    arguments = {"variables": ["om_sso_bots"]}
    done = acts("plan", arguments=arguments, om_sso_client_id="{Client ID}", om_sso_bots=bots)
    if not bots:
        assert (done.result["msg"], done.result["changed"], done.failure) == ([], False, "")
        assert "ids" not in done.result and not acts.report.exists()
        return
    assert done.result["msg"][0] == "om-1  1 error; nothing was changed" and "om_sso_bots.0.expiry" in done.said
    assert done.failure and acts.reported()["result"] == "failed"
