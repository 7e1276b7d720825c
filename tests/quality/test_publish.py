# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible Galaxy and the Ansible community check before they take a release."""

import json
import re
import shutil
import tarfile

import pytest
import yaml
from quality.conftest import Tools, newest_tools

NOSEC = re.compile(r"#\s*nosec\b(?P<rest>.*)")
REASONED = re.compile(r" (?:B\d{3},? ?)+# \S.{14,}")
"""The ids of what is allowed, and then the reason."""

KEPT = {"changelogs/changelog.yaml", "changelogs/config.yaml", "changelogs/fragments"}
"""What a released tarball has of the folder of the changelog, which antsibull-changelog also keeps a cache in."""


@pytest.fixture(scope="module")
def publishing(copy):
    """The importer of Galaxy, reuse and bandit."""
    return newest_tools("publish", copy)


@pytest.fixture(scope="module")
def imported(publishing, tarball, tmp_path_factory):
    """What the importer prints about the tarball, and the result that Galaxy stores.

    Its ansible-lint is left out: test_lint.py runs the same profile on more files, and a warning is an error there.
    """
    folder = tmp_path_factory.mktemp("imported")
    more = {"GALAXY_IMPORTER_RUN_ANSIBLE_LINT": "false", "GALAXY_IMPORTER_ANSIBLE_LOCAL_TMP": str(folder / "local")}
    python = publishing.venv / "bin" / "python"
    printed = publishing.passes(python, "-m", "galaxy_importer.main", tarball, folder=folder, **more)
    return printed, json.loads((folder / "importer_result.json").read_text(encoding="utf-8"))


def test_galaxy_imports_the_tarball_without_a_warning(imported):
    printed, _result = imported
    assert "Importer processing completed successfully" in printed, printed
    assert [line for line in printed.splitlines() if re.match("(WARNING|ERROR|CRITICAL)", line)] == []


def test_galaxy_finds_all_content_and_its_documentation(imported, copy):
    result = imported[1]
    found = {(item["content_type"], item["name"]) for item in result["contents"]}
    modules = {path.stem for path in (copy / "plugins" / "modules").glob("*.py")}
    playbooks = {path.name for path in (copy / "playbooks").glob("*.yml")}
    assert {("module", name) for name in modules} | {("playbook", name) for name in playbooks} <= found
    assert ("role", "om_sso") in found
    (role,) = (item for item in result["docs_blob"]["contents"] if item["content_type"] == "role")
    assert "openmetadata.sso.om_sso" in role["readme_html"]
    assert result["requires_ansible"] == ">=2.16.0"


def test_every_file_has_a_copyright_and_a_licence_by_reuse(publishing):
    publishing.passes("reuse", "lint", "--lines")


def test_bandit_finds_nothing_of_medium_severity_or_more(publishing):
    publishing.passes("bandit", "-ll", "--quiet", "--recursive", "plugins")


def test_what_bandit_shall_allow_says_which_check_and_why(copy):
    allowed = {
        f"{path.relative_to(copy)}:{number}": match["rest"]
        for path in (copy / "plugins").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in NOSEC.finditer(line)
    }
    assert allowed
    assert {place: rest for place, rest in allowed.items() if not REASONED.fullmatch(rest)} == {}


@pytest.fixture(scope="module")
def release(tools, copy, tmp_path_factory):
    """`release(version)` does in a copy what RELEASING.md says, and gives what the changelog has of that version."""
    root = tmp_path_factory.mktemp("released") / "ansible_collections" / "openmetadata" / "sso"
    shutil.copytree(copy, root, symlinks=True, ignore=shutil.ignore_patterns(".git", "tests"))
    there = Tools(tools.venv, root, **{**tools.environment, "ANSIBLE_COLLECTIONS_PATH": str(root.parents[2])})
    galaxy, changelog = root / "galaxy.yml", root / "changelogs" / "changelog.yaml"
    fragments = root / "changelogs" / "fragments"

    def release(version):
        galaxy.write_text(re.sub("(?m)^version: .*", f"version: {version}", galaxy.read_text("utf-8")), "utf-8")
        if not any("release_summary:" in path.read_text("utf-8") for path in fragments.glob("*.yml")):
            (fragments / "summary.yml").write_text(f"release_summary: What {version} is.\n", "utf-8")
        there.passes("antsibull-changelog", "release", "--date", "2026-11-28")
        there.passes("antsibull-changelog", "lint")
        assert list(fragments.glob("*.yml")) == []
        there.passes("ansible-galaxy", "collection", "build", "--force")
        with tarfile.open(root / f"openmetadata-sso-{version}.tar.gz") as built:
            written = {name for name in built.getnames() if re.match("CHANGELOG|changelogs/", name)}
        assert written == {"CHANGELOG.md", *KEPT}
        assert f'<a id="v{version.replace(".", "-")}"></a>' in (root / "CHANGELOG.md").read_text("utf-8")
        return yaml.safe_load(changelog.read_text("utf-8"))["releases"][version]

    return release


def new_in(version, copy):
    """The modules that say so."""
    paths = (copy / "plugins" / "modules").glob("*.py")
    return {path.stem for path in paths if f"\nversion_added: {version}\n" in path.read_text("utf-8")}


def test_the_changelog_is_released_and_then_a_release_candidate(release, copy):
    version = yaml.safe_load((copy / "galaxy.yml").read_text("utf-8"))["version"]
    released = release(version)
    assert released["changes"]["release_summary"]
    assert {module["name"] for module in released.get("modules", [])} == new_in(version, copy)
    assert release("9.0.0-rc.1")["changes"]["release_summary"] == "What 9.0.0-rc.1 is."
    assert release("9.0.0")["changes"]["release_summary"] == "What 9.0.0 is."
