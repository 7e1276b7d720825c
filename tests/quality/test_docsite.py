# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The docsite: antsibull-docs writes it, Sphinx builds it, and a warning is an error."""

import re
import zlib
from pathlib import Path

import pytest
import yaml
from quality.conftest import newest_tools

#: Labels of Ansible's own documentation that generated pages link to. Tests have no network for its inventory.
LABELS_OF_ANSIBLE = (
    "action_plugins",
    "ansible_configuration_settings",
    "ansible_collections.ansible.builtin.file_module",
    "common_return_values",
)
ANSIBLE = "https://docs.ansible.com/projects/ansible/devel/"


def inventory(labels) -> bytes:
    """Labels as an inventory of Sphinx, version 2."""
    head = "# Sphinx inventory version 2\n# Project: Ansible\n# Version: devel\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    lines = "".join(f"{label} std:label -1 {label}.html {label}\n" for label in labels)
    return head.encode() + zlib.compress(lines.encode())


@pytest.fixture(scope="module")
def docs_tools(copy):
    """antsibull-docs and Sphinx with Ansible's theme."""
    return newest_tools("docsite", copy)


@pytest.fixture(scope="module")
def site(docs_tools, tmp_path_factory) -> Path:
    """The built site, by the script that antsibull-docs writes, which runs Sphinx with -W."""
    folder = tmp_path_factory.mktemp("site")
    folder.chmod(0o700)
    options = ["--use-current", "--squash-hierarchy", "--fail-on-error", "--dest-dir", folder]
    docs_tools.passes("antsibull-docs", "sphinx-init", *options, "openmetadata.sso")
    (folder / "ansible.inv").write_bytes(inventory(LABELS_OF_ANSIBLE))
    with (folder / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"\nintersphinx_mapping = {{'ansible_devel': ({ANSIBLE!r}, '../ansible.inv')}}\n")
    docs_tools.passes("bash", "build.sh", folder=folder)
    return folder / "build" / "html"


def test_the_site_has_a_page_for_every_module_and_guide(site, copy):
    modules = {path.stem for path in (copy / "plugins" / "modules").glob("*.py")}
    guides = {path.stem for path in (copy / "docs" / "docsite" / "rst").glob("*.rst")}
    assert modules and guides
    assert {f"{name}_module.html" for name in modules} <= {path.name for path in site.glob("*.html")}
    assert guides == {path.stem for path in (site / "docsite").glob("*.html")}


def test_every_guide_is_in_the_contents_of_the_site(site, copy):
    text = (copy / "docs" / "docsite" / "extra-docs.yml").read_text(encoding="utf-8")
    listed = {name for section in yaml.safe_load(text)["sections"] for name in section["toctree"]}
    assert listed == {path.stem for path in (copy / "docs" / "docsite" / "rst").glob("*.rst")}
    index = (site / "index.html").read_text(encoding="utf-8")
    assert [name for name in sorted(listed) if f"docsite/{name}.html" not in index] == []


def test_every_page_of_the_repository_that_the_guides_link_to_exists(copy):
    repository = yaml.safe_load((copy / "galaxy.yml").read_text(encoding="utf-8"))["repository"]
    pattern = re.compile(rf"{re.escape(repository)}/(?:blob|tree)/main/([\w./-]+)")
    places = [*(copy / "docs" / "docsite" / "rst").glob("*.rst"), copy / "docs" / "docsite" / "links.yml"]
    linked = {(path.name, name) for path in places for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert {name for name, _target in linked} == {path.name for path in places}
    assert [link for link in sorted(linked) if not (copy / link[1]).exists()] == []
