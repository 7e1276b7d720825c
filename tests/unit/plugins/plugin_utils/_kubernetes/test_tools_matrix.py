# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix before a release has the versions that are said to work, and expects a refusal of what does not."""

import json
import types

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import tools
from cluster import matrix
from lab import venvs


@pytest.mark.parametrize("tool", [tool for tool in tools.TOOLS if tool.name != tools.HELM], ids=lambda tool: tool.name)
def test_the_oldest_and_the_newest_version_are_those_that_are_claimed(tool):
    versions = matrix.AXES[tool.name]
    assert (versions[0], versions[-1]) == (tool.oldest, tool.newest)


def test_helm_has_the_newest_of_3_that_is_built_and_the_newest_that_is_claimed():
    (helm,) = [tool for tool in tools.TOOLS if tool.name == tools.HELM]
    assert [version.split(".")[0] for version in matrix.AXES["helm"]] == ["v3", "v4"]
    assert matrix.AXES["helm"][-1] == f"v{helm.newest}"


@pytest.mark.parametrize("version", matrix.AXES["kubernetes"])
def test_a_requirement_file_holds_exactly_the_version_of_a_client(version):
    name = matrix.kubernetes_tools.CLIENTS[version]
    text = (venvs.REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    assert f"\nkubernetes=={version}\n" in text


def test_lines_are_all_combinations_or_those_that_are_named():
    every = list(matrix.lines({}))
    assert len(every) == 2 * 2 * len(matrix.AXES["kubernetes.core"]) * 2
    some = list(matrix.lines({"kube-apiserver": "simulated", "helm": "v4.3.1"}))
    assert len(some) == 2 * len(matrix.AXES["kubernetes.core"])
    assert {(line["kube-apiserver"], line["helm"]) for line in some} == {("simulated", "v4.3.1")}


@pytest.mark.parametrize("wanted", [{"helm": "v2.17.0"}, {"kubectl": "1.30"}, {"kubernetes": "simulated"}])
def test_what_is_not_there_is_refused_with_what_is(wanted):
    with pytest.raises(ValueError, match="is not one of"):
        list(matrix.lines(wanted))


def test_the_help_is_printed_and_a_word_that_is_not_a_pair_is_named(capsys):
    assert matrix.main(["--help"]) == 0
    assert capsys.readouterr().out.startswith(matrix.__doc__.strip())
    assert matrix.main(["--list", "helm"]) == 2
    assert capsys.readouterr().err.startswith("helm is not NAME=VERSION\n")


def test_a_pair_that_cannot_work_has_to_be_refused_and_nothing_else_is():
    found = {(line["helm"], line["kubernetes.core"]) for line in matrix.lines({}) if matrix.refused(line)}
    assert found == {("v4.3.1", "6.0.0"), ("v4.3.1", "6.2.0")}
    (line, *_rest) = matrix.lines({"helm": "v4.3.1", "kubernetes.core": "6.2.0"})
    assert matrix.tested(line) == [matrix.REFUSED]
    (line, *_rest) = matrix.lines({"helm": "v3.19.0"})
    assert matrix.tested(line) == [matrix.FOLDER, f"--ignore={matrix.REFUSED}"]


LINE = {"kube-apiserver": "simulated", "helm": "v3.19.0", "kubernetes.core": "6.0.0", "kubernetes": "24.2.0"}
RESULT = '<testsuites><testsuite tests="{}" failures="{}" errors="0" skipped="1" time="12.4"/></testsuites>'


@pytest.fixture
def ran(monkeypatch, tmp_path):
    """`ran(line, code, result)` is the outcome of a line whose pytest ends like that; the environments are kept."""
    seen = []
    monkeypatch.setattr(matrix.kubernetes_tools, "made", seen.append)

    def make(line, code, result):
        def run(command, env, **_options):
            seen.append(env)
            if result:
                (name,) = [word.partition("=")[2] for word in command if word.startswith("--junitxml=")]
                (tmp_path / "result.xml").write_text(result, encoding="utf-8")
                assert name == str(tmp_path / "result.xml")
            return types.SimpleNamespace(returncode=code)

        monkeypatch.setattr(matrix.subprocess, "run", run)
        return matrix.outcome(line, tmp_path), seen

    return make


@pytest.mark.parametrize(
    ("more", "code", "result", "right", "words"),
    [
        ({}, 0, RESULT.format(9, 0), True, "8 passed in 12 s"),
        ({}, 1, RESULT.format(9, 2), False, "6 passed, 2 failed ("),
        ({}, 0, RESULT.format(1, 0), False, "0 passed"),
        ({}, 2, None, False, "pytest ended with 2"),
        ({"helm": "v4.3.1"}, 0, RESULT.format(4, 0), True, "refused before a change; 3 passed"),
    ],
)
def test_the_outcome_of_a_line_is_what_pytest_counted_with_its_versions(ran, more, code, result, right, words):
    line = {**LINE, **more}
    (as_it_must, told), (made, environment) = ran(line, code, result)
    assert as_it_must is right and told.startswith(words)
    assert made == {name: version for name, version in line.items() if name != "kube-apiserver"}
    assert json.loads(environment[matrix.kubernetes_tools.VARIABLE]) == made
    assert environment["OM_SSO_CONTROL_PLANE"] == ""


def test_what_cannot_be_built_fails_the_line_and_says_why(monkeypatch, tmp_path):
    def missing(_versions):
        raise venvs.Missing("a long log\ngo build failed")

    monkeypatch.setattr(matrix.kubernetes_tools, "made", missing)
    assert matrix.outcome(LINE, tmp_path) == (False, "not built: go build failed")
