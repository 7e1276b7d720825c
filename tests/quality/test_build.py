# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tarball that a user installs holds what they need, and works from where it is installed."""

import json
import tarfile

import pytest
import yaml
from lab import cache


@pytest.fixture(scope="module")
def installed(tools, tarball, tmp_path_factory):
    """The root of the collection as ansible-galaxy installs it into an empty folder."""
    folder = tmp_path_factory.mktemp("installed")
    command = ["ansible-galaxy", "collection", "install", "--offline", "--collections-path", folder, tarball]
    tools.passes(*command, ANSIBLE_COLLECTIONS_PATH=str(folder))
    return folder / "ansible_collections" / "openmetadata" / "sso"


def content(folder):
    """The paths of all files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def elsewhere(tools, installed):
    """Run a program with the installed collection, away from the checkout."""

    def run(*command):
        return tools.passes(*command, folder="/", ANSIBLE_COLLECTIONS_PATH=str(installed.parents[2]))

    return run


def test_the_tarball_leaves_out_what_only_this_checkout_needs(tarball):
    with tarfile.open(tarball) as archive:
        names = archive.getnames()
    unwanted = (".git", ".github", ".ci", ".config", ".ansible", "tests/output", "run", "noxfile.py", "pyproject.toml")
    assert [name for name in names if name in unwanted or name.startswith(tuple(f"{each}/" for each in unwanted))] == []


def test_a_checkout_is_installed_as_the_readme_says(tools, installed, tmp_path):
    (command,) = (
        line
        for line in (cache.CHECKOUT / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("ansible-galaxy ")
    )
    tools.passes(*command.split(), "--offline", ANSIBLE_COLLECTIONS_PATH=str(tmp_path))
    assert content(tmp_path) == content(installed.parents[2])


def test_the_installed_collection_has_its_version_and_needs_a_supported_ansible(elsewhere, installed):
    listed = json.loads(elsewhere("ansible-galaxy", "collection", "list", "--format", "json", "openmetadata.sso"))
    version = yaml.safe_load((installed / "MANIFEST.json").read_text(encoding="utf-8"))["collection_info"]["version"]
    assert yaml.safe_load((cache.CHECKOUT / "galaxy.yml").read_text(encoding="utf-8"))["version"] == version
    assert [found["openmetadata.sso"]["version"] for found in listed.values()] == [version]
    assert 'requires_ansible: ">=2.16.0"' in (installed / "meta" / "runtime.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["module", "filter"])
def test_every_plugin_of_the_installed_collection_has_documentation(kind, elsewhere):
    names = list(json.loads(elsewhere("ansible-doc", "--type", kind, "--list", "--json", "openmetadata.sso")))
    assert names
    for name in names:
        assert json.loads(elsewhere("ansible-doc", "--type", kind, "--json", name))[name]["doc"]["short_description"]


def test_every_entry_point_of_the_role_has_documentation_tasks_and_a_playbook(elsewhere, installed):
    listed = json.loads(elsewhere("ansible-doc", "--type", "role", "--json", "openmetadata.sso.om_sso"))
    entry_points = listed["openmetadata.sso.om_sso"]["entry_points"]
    playbooks = {path.stem for path in (installed / "playbooks").glob("*.yml")} - {
        "sso",
        "init",
    }  # init is for the controller alone
    assert set(entry_points) == playbooks | {"main", "apply"}
    for name, entry in entry_points.items():
        assert (installed / "roles" / "om_sso" / "tasks" / f"{name}.yml").is_file()
        assert entry["short_description"] and "om_sso_provider" in entry["options"]


def test_every_playbook_of_the_installed_collection_can_be_called_by_its_name(elsewhere, installed):
    names = sorted(path.stem for path in (installed / "playbooks").glob("*.yml"))
    assert {"plan", "sso", "verify"} <= set(names)
    for name in names:
        elsewhere(
            "ansible-playbook",
            "--syntax-check",
            "--inventory",
            "localhost,",
            "-e",
            "om_sso_hosts=all",
            f"openmetadata.sso.{name}",
        )
