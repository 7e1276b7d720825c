# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The README has what the template of the Ansible community has, and names what CI tests."""

import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEADINGS = {
    "Code of Conduct",
    "Communication",
    "Contributing to this collection",
    "External requirements",
    "Included content",
    "Licensing",
    "More information",
    "Release notes",
    "Tested with Ansible",
    "Using this collection",
}


def matrix():
    """{ansible-core: Python} of CI."""
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    cores = workflow["jobs"]["ansible-test"]["strategy"]["matrix"]["core"]
    return {core["version"]: core["python"] for core in cores}


def test_the_headings_of_the_community_are_there():
    assert set() == HEADINGS - set(re.findall(r"^## (.+)$", README, re.MULTILINE))


def test_the_versions_of_ansible_are_those_that_ci_tests():
    table = README.split("## Tested with Ansible\n", 1)[1].split("\n## ", 1)[0]
    assert dict(re.findall(r"^\| ([\d.]+) \| ([\d.]+) \|$", table, re.MULTILINE)) == matrix()


def test_the_oldest_ansible_that_is_allowed_is_the_oldest_that_is_tested():
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    assert runtime["requires_ansible"] == f">={next(iter(matrix()))}.0"


def test_the_documents_of_a_project_are_there_and_linked():
    for name in ("CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "LICENSE", "MAINTAINERS", "RELEASING.md", "SECURITY.md"):
        assert (ROOT / name).is_file()
        assert f"({name})" in README
