# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which versions of the programs on the controller work, and that they are asked before a change."""

from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import tools


@pytest.mark.parametrize(
    ("core", "client", "helm", "found"),
    [
        ("6.2.0", "35.0.0", "v3.19.0+g3d8990f", []),
        ("6.4.0", "24.2.0", "v4.3.1+g1234567", []),
        ("6.6.0", "37.0.2", "v4.3.1", []),
        ("6.2.0", "35.0.0", "v4.3.1+g1234567\n", ["error"]),
        ("6.3.0", "35.0.0", "v4.0.0-rc.1", ["error"]),
        ("5.4.4", "23.6.0", "v3.19.0", ["warning", "warning"]),
        ("5.4.4", "35.0.0", "v2.17.0", ["warning", "warning"]),
        (None, None, "WARNING: Kubernetes configuration file is group-readable", []),
        ("6.2.0", None, "", []),
    ],
)
def test_what_cannot_work_is_an_error_and_what_is_too_old_a_warning(core, client, helm, found):
    versions = {tools.CORE: core, tools.CLIENT: client, tools.HELM: helm}
    assert [finding.severity for finding in tools.findings(versions)] == found


def test_the_page_says_what_is_supported():
    page = (Path(__file__).resolve().parents[5] / "docs" / "install" / "kubernetes.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|")]
    for tool in tools.TOOLS:
        assert [row for row in rows if f"`{tool.name}` | {tool.oldest} | {tool.newest} |" in row], tool
    for pair in tools.PAIRS:
        assert f"`{pair.tool}` from {pair.since} on needs `{pair.needs}` from {pair.least} on." in page


def test_the_finding_names_both_versions_and_how_to_correct_them():
    (finding,) = tools.findings({tools.CORE: "6.2.0", tools.HELM: "v4.3.1+g1"})
    assert finding.message.startswith("helm 4.3.1 does not work with kubernetes.core 6.2.0: ")
    assert finding.fix == (
        "Update (ansible-galaxy collection install --upgrade 'kubernetes.core:>=6.4.0'), or set om_sso_kubernetes_helm "
        "to a helm before 4.0.0."
    )


@pytest.mark.parametrize("how", ["apply", "predict"])
def test_programs_that_cannot_work_together_are_found_before_anything_is_touched(world, how):
    world.versions["kubernetes.core"], world.core.helm = "6.2.0", "v4.3.1+g1234567"
    with pytest.raises(HostError, match="nothing was changed") as error:
        getattr(world.transaction(), how)()
    assert [finding["rule"] for finding in error.value.more["findings"]] == ["K8S-03"]
    assert [name for name in world.core.changes if not name.endswith(".k8s")] == []
    assert {name for _kind, name in world.core.objects if name.startswith("openmetadata-sso")} == set()


def test_an_ignored_pair_is_tried(world):
    world.versions["kubernetes.core"], world.core.helm = "6.2.0", "v4.3.1+g1234567"
    assert world.transaction(ignore_rules={"K8S-03": "tried by hand"}).apply().changed


def test_a_version_that_is_too_old_is_a_note_of_a_change(world):
    world.versions["kubernetes"] = "23.6.0"
    result = world.transaction().apply()
    assert result.changed
    assert result.notes == ["kubernetes 23.6.0 is older than 24.2.0, the oldest version that is supported."]


def test_a_run_without_a_change_does_not_ask(world):
    world.transaction().apply()
    world.core.calls.clear()
    world.transaction().apply()
    assert world.core.called("command") == []
