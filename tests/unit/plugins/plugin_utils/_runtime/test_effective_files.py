# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compose projects of real users get the right answer, from their files alone."""

from pathlib import Path

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import files_in_effect
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import host_config_files
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import effective_files

CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[4] / "support" / "real_cases").glob("*.yaml"))
}
PLACE = {"om_sso_deployment": "docker_compose", "om_sso_compose_directory": "/opt/om"}


def findings(files, release=None, own=()):
    """[(rule, severity, file, line)] of a project below /opt/om, without what is for information."""
    variables = {**PLACE, **({"om_sso_openmetadata_version": release} if release else {})}
    plan = planner.located(variables, planner.TARGET_VARIABLES)
    composed = [name for name in files if name.endswith(".yml")]
    listed = [
        {"path": f"/opt/om/{name}", "kind": "compose_file", "dialect": None, "text": files[name]} for name in composed
    ]
    listed += [
        {"path": f"/opt/om/{name}", "kind": "env_file", "dialect": "compose", "text": text}
        for name, text in files.items()
        if name not in composed
    ]
    answer = {
        "files": [file for file in listed if file["path"] not in own],
        "problems": [],
        "version": None,
        "findings": [],
    }
    answer["own"] = [(path, None) for path in own]
    answer["own_texts"] = {file["path"]: file["text"] for file in listed if file["path"] in own}
    found = files_in_effect.merged(
        host_config_files.findings(answer, plan), effective_files.findings(plan, variables, answer, "")
    )
    places = [finding.option.removeprefix("/opt/om/").rpartition(":") for finding in found]
    return [
        (finding.rule, finding.severity, file, int(line))
        for finding, (file, _colon, line) in zip(found, places)
        if finding.severity != "info"
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_project_of_a_real_user_gets_the_right_answer(name):
    case = CASES[name]
    found = findings(case["files"], case["release"])

    def meets(one, wanted):
        rule, _severity, file, line = one
        return rule in wanted["rule"] and file == wanted["file"] and wanted.get("line", line) == line

    assert [wanted for wanted in case["expect"] if not any(meets(one, wanted) for one in found)] == []
    beside = [one for one in found if not any(meets(one, wanted) for wanted in case["expect"])]
    assert [one for one in beside if one[0] not in case.get("also_true", ())] == []


def server(*lines, image="openmetadata/server:1.12.14"):
    """A Compose file whose server has these lines of environment, the first one in line 5."""
    head = f"services:\n  openmetadata-server:\n    image: {image}\n    environment:\n"
    return {"docker-compose.yml": head + "".join(f"      {line}\n" for line in lines)}


GOOGLE = (
    "AUTHENTICATION_PROVIDER: google",
    "AUTHENTICATION_CLIENT_ID: x.apps.googleusercontent.com",
    "AUTHENTICATION_CALLBACK_URL: https://catalog.example.com/callback",
)


def test_the_release_is_read_from_the_image():
    assert ("JWK-01", "error", "docker-compose.yml", 4) in findings(server(*GOOGLE))
    assert findings(server(*GOOGLE, image="openmetadata/server")) == []


def test_the_line_that_sets_the_value_is_named():
    files = server(*GOOGLE[:2], "AUTHENTICATION_CALLBACK_URL: ${URL}/callback")
    found = findings({**files, ".env": "A=1\nURL=http://catalog.example.com\n"})
    assert ("FLOW-16", "error", ".env", 2) in found


def test_nothing_is_said_of_what_the_collection_wrote():
    files = {
        **server(*GOOGLE),
        "docker-compose.override.yml": "services:\n  openmetadata-server:\n    environment:\n      A: b\n",
    }
    assert [one[0] for one in findings(files)] == ["JWK-01"]
    assert findings(files, own=("/opt/om/docker-compose.yml",)) == []


def test_a_value_that_breaks_the_file_is_named_alone():
    files = server(*GOOGLE[:2], "AUTHENTICATION_CALLBACK_URL: '\"http://localhost:8585/callback'")
    assert [one for one in findings(files) if one[3] == 7] == [("ENV-04", "error", "docker-compose.yml", 7)]
