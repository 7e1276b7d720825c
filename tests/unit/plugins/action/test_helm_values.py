# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files for the Helm chart are written on the controller, by a plan for Kubernetes that says where."""

KUBERNETES = {"om_sso_deployment": "kubernetes", "om_sso_home": None}


def test_files_are_written_once(acts, tmp_path):
    folder = {"om_sso_render_directory": str(tmp_path / "out")}
    first = acts("helm_values", diff=True, **KUBERNETES, **folder)
    assert first.result["changed"] and "  applied     " in first.said and first.result["diff"]
    assert (tmp_path / "out" / "om-1" / "helm.values.yaml").exists()
    again = acts("helm_values", **KUBERNETES, **folder)
    assert not again.result["changed"] and "  current     " in again.said


def test_check_mode_writes_nothing(acts, tmp_path):
    done = acts("helm_values", check_mode=True, om_sso_render_directory=str(tmp_path / "out"), **KUBERNETES)
    assert done.result["changed"] and "  planned     " in done.said and not (tmp_path / "out").exists()


def test_another_deployment_and_a_missing_folder_are_findings(acts):
    done = acts("helm_values")
    assert done.result["failed"]
    assert {line.split()[1] for line in done.result["msg"] if line.startswith("  ERROR")} == {"OPT-02", "OPT-03"}
    assert acts.reported()["result"] == "failed"
