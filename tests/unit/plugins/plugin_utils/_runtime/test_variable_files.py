# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of variables that do not reach a host, and those that are nobody's business here."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import variable_files

OURS = "om_sso_provider: auth0\n"
GROUPS = {"all": ["om-1", "om-2"], "ungrouped": [], "openmetadata": ["om-1"], "others": ["om-2"]}


@pytest.fixture
def tell(tmp_path, monkeypatch):
    """``tell(files)``: (file, cause) of each finding of om-1, whose inventory is in inventories/prod."""
    inventory = tmp_path / "inventories" / "prod"
    inventory.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    task_vars = {
        "groups": GROUPS,
        "inventory_dir": str(inventory),
        "playbook_dir": "/c/ansible_collections/openmetadata/sso/playbooks",
    }

    def found(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        told = variable_files.findings("om-1", task_vars)
        assert {(one.rule, one.severity) for one in told} <= {("OPT-09", "warning")}
        return [(one.option.removeprefix(f"{tmp_path}/"), f"{one.message} {one.fix}") for one in told]

    return found


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("group_vars/openmetadata.yml", "Ansible does not read it"),
        ("host_vars/om-1.yaml", "Ansible does not read it"),
        ("inventories/group_vars/openmetadata/sso.yml", "Ansible does not read it"),
        ("inventories/prod/group_vars/openmetdata.yml", "Did you mean openmetadata?"),
        ("inventories/prod/group_vars/production/sso.yml", "has no production"),
        ("inventories/prod/group_vars/others.yml", "om-1 is not in the group others"),
        ("inventories/prod/host_vars/om-01", "Did you mean om-1?"),
    ],
)
def test_a_file_that_does_not_reach_the_host_is_explained(tell, name, reason):
    ((option, text),) = tell({name: OURS})
    assert option == name and reason in text


@pytest.mark.parametrize(
    "files",
    [
        {"inventories/prod/group_vars/openmetadata.yml": OURS},
        {"inventories/prod/group_vars/all/sso.yml": OURS, "inventories/prod/host_vars/om-2.yml": OURS},
        {"group_vars/openmetadata.yml": "other: 1\n# om_sso_provider\n"},
        {"group_vars/openmetadata.txt": OURS, "group_vars/.openmetadata.yml.swp": OURS},
        {},
    ],
)
def test_files_that_are_read_and_files_of_others_are_not_reported(tell, files):
    assert tell(files) == []


def test_a_folder_in_place_of_a_file_and_text_that_is_not_utf_8_are_passed_over(tell, tmp_path):
    (tmp_path / "group_vars" / "x.yml").mkdir(parents=True)
    (tmp_path / "group_vars" / "y.yml").write_bytes(b"\xff\xfe\nom_sso_x")
    assert tell({}) == []


def test_only_a_plan_without_a_provider_is_explained(monkeypatch):
    monkeypatch.setattr(variable_files, "findings", lambda host, _task_vars: [host])
    without = planner.make({"om_sso_server_url": "https://m.acme.io"})
    assert variable_files.explained("om-1", without, {}).findings[-1] == "om-1"
    wrong = planner.make({"om_sso_provider": "auth1"})
    assert variable_files.explained("om-1", wrong, {}) is wrong
