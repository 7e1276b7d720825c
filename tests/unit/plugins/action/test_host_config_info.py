# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that a host has: findings as data or as a failure, and variables only where adopt may write them."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption

ERROR = {"message": "It does not run.", "option": "om_sso_home", "fix": "Start it."}
BAD = {"kind": "shell_env", "path": "/x/openmetadata-env.sh", "text": 'export A="b\n'}


def sealed(answer, error=None):
    return lambda sent: {"sealed": encryption.seal(sent["key"], {"answer": answer, "error": error})}


def answer(*files, version="1.12.14"):
    empty = {"own": [], "findings": [], "problems": [], "environment": {}, "rows": None, "served": None}
    return {"files": list(files), "version": version, **empty}


def test_a_host_without_findings_is_verified(acts):
    done = acts("host_config_info", sealed(answer()), arguments={"fail_on_error": True})
    first, second, stored = done.said.splitlines()
    assert (first, second) == ("om-1  OpenMetadata 1.12.14 on bare metal, 0 files", "  verified    no findings")
    assert stored.startswith("  INFO     DB-12") and stored.endswith("Compare both with the playbook verify.")
    assert (done.result["result"], done.result["findings"]) == ("planned", acts.reported()["findings"])


def test_a_server_of_another_release_than_the_planned_one_is_an_error(acts):
    done = acts("host_config_info", sealed(answer(version="1.9.7")), arguments={"fail_on_error": True})
    assert (
        done.result["failed"]
        and "MISC-01  om_sso_openmetadata_version is 1.12.14, but the server is 1.9.7" in done.said
    )


@pytest.mark.parametrize("name", ["host_config_info", "adopted_variables"])
def test_an_error_on_the_host_is_a_failure(acts, name, tmp_path):
    done = acts(name, sealed(None, ERROR), om_sso_adopt_directory=str(tmp_path / "out"))
    assert done.result["msg"] == ["om-1  It does not run. Start it.", "  see         om_sso_home"]
    assert done.result["failed"] and acts.reported()["result"] == "failed"


def test_kubernetes_has_no_files_on_a_host(acts):
    done = acts("host_config_info", om_sso_deployment="kubernetes")
    assert done.sent == [] and "om_sso_helm_values_files is missing" in done.said


def test_values_files_are_read_on_the_controller(acts, tmp_path):
    path = tmp_path / "values.yaml"
    path.write_text("openmetadata: {config: {authorizer: {adminPrincipals: [jane]}}}\n", encoding="utf-8")
    of_release = {"om_sso_deployment": "kubernetes", "om_sso_helm_values_files": [str(path)]}
    done = acts("host_config_info", arguments={"fail_on_error": True}, **of_release)
    assert done.sent == [] and f"HELM-04  {path} line 1" in done.said and done.result["failed"]
    done = acts("adopted_variables", om_sso_adopt_directory=str(tmp_path / "out"), **of_release)
    assert done.sent == [] and (tmp_path / "out" / "om-1" / "om_sso.yml").is_file()


def test_adopt_has_to_know_where_to_write(acts):
    done = acts("adopted_variables")
    assert done.sent == [] and "om_sso_adopt_directory is missing." in done.said
