# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release that runs is adopted from its pod, and what was adopted changes nothing in it."""

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import in_effect, pod
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.release import Release
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import host_configuration
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables
from fakes.chart_objects import NAMESPACE
from fakes.module_faults import calls
from fakes.release_world import VARIABLES

SECRET = VARIABLES["om_sso_client_secret"]
#: As a server writes them at its first start, with the default of a field that decides how often passwords are asked.
BASIC = {"provider": "basic", "oidcConfiguration": {"maxAge": "0"}}
ROWS = config_export.write({"authenticationConfiguration": BASIC, "authorizerConfiguration": {}})
TARGET = {"om_sso_deployment": "kubernetes", "om_sso_kubernetes_namespace": NAMESPACE}


class Loader:
    """Reads no file: nothing is encrypted here."""


def place(folder, **more):
    """What the inventory says before an adoption."""
    values = Variables({**TARGET, "om_sso_adopt_directory": str(folder), **more}, [])
    return values, host_configuration.place_of(values, "adopt")


def adopted(world, folder, **more):
    """(outcome, the variables with the texts of the file of secrets)."""
    values, plan = place(folder, **more)
    assert not plan.errors
    answer = in_effect.read(Release(plan, world.cluster(), only_reads=True))
    outcome = host_configuration.adopted("om", values, plan, answer, False, Loader())
    secrets = yaml.safe_load((folder / "om/om_sso.vault.yml").read_text(encoding="utf-8"))
    texts = yaml.safe_load((folder / "om/om_sso.yml").read_text(encoding="utf-8"))
    for name, text in texts.items():
        if str(text).startswith("{{ "):
            texts[name] = secrets[text.strip("{} ")]
    return outcome, texts


@pytest.mark.parametrize("more", [{}, {"version": "1.12.14", "rows": ROWS}], ids=["environment", "rows"])
def test_what_was_adopted_is_what_was_applied(make_world, tmp_path, more):
    world = make_world(**more)
    world.transaction().apply()
    world.core.calls.clear()
    outcome, variables = adopted(world, tmp_path / "vars")
    assert not outcome.failure
    applied = {name: value for name, value in VARIABLES.items() if name not in TARGET}
    assert {name: variables.get(name) for name in applied if "time" not in name} == {
        name: value for name, value in applied.items() if "time" not in name
    }
    assert world.core.changes == []
    assert SECRET not in "\n".join(outcome.lines) + str(outcome.parts) + str(outcome.diff)
    ours = {name.replace("om_sso_", ""): value for name, value in variables.items()}
    assert world.transaction(**ours).predict().changed is False


def test_the_pod_that_was_read_is_named(world, tmp_path):
    world.transaction().apply()
    outcome, _variables = adopted(world, tmp_path)
    (name,) = [each["metadata"]["name"] for each in world.core.pods()]
    assert f"  read        openmetadata.yaml and environment of pod {name}" in outcome.lines


def test_a_release_without_secrets_that_may_be_read_is_adopted(world, tmp_path):
    """The Role of verify reads no Secret, and needs none for this."""
    world.transaction().apply()
    answer = {"failed": True, "msg": 'secrets is forbidden: User "a" cannot list resource "secrets" in API group ""'}
    world.core.fault = lambda module, arguments: answer if arguments.get("kind") == "Secret" else None
    _outcome, variables = adopted(world, tmp_path)
    assert variables["om_sso_client_secret"] == SECRET


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("waiting", "no pod of the Deployment om-openmetadata runs"),
        ("silent", "does not answer"),
        ("no rows", "The stored rows cannot be read"),
        ("no release", "There is no Helm release om in the namespace data."),
    ],
)
def test_what_cannot_be_read_is_said(make_world, tmp_path, fault, words):
    world = make_world(version="1.12.14", rows=None if fault == "no rows" else ROWS)
    if fault == "waiting":
        for each in world.core.pods():
            each["status"]["containerStatuses"][0]["state"] = {"waiting": {}}
    if fault == "no release":
        world.core.objects.clear()
    world.core.server_answers = fault != "silent"
    _values, plan = place(tmp_path)
    with pytest.raises(HostError) as raised:
        in_effect.read(Release(plan, world.cluster(), only_reads=True))
    assert words in raised.value.message


def test_the_next_pod_is_read_where_the_first_does_not_answer(make_world, tmp_path):
    world = make_world(replicas=2)
    world.transaction().apply()
    first, second = [each["metadata"]["name"] for each in world.core.pods()]
    silent = {"rc": 0, "stdout": "", "stderr": ""}
    world.core.fault = lambda module, arguments: (
        silent if calls("k8s_exec")(module, arguments) and arguments["pod"] == first else None
    )
    outcome, _variables = adopted(world, tmp_path)
    assert second in outcome.lines[1]


def test_an_error_of_the_ops_command_shows_no_secret_of_the_pod(make_world, tmp_path):
    world = make_world(version="1.12.14", rows=ROWS)
    world.transaction().apply()
    _values, plan = place(tmp_path)
    release = Release(plan, world.cluster(), only_reads=True)
    world.core.fault = lambda module, arguments: (
        {"rc": 1, "stdout": world.core._k8s_exec(arguments)["stdout"], "stderr": f"Exception: {SECRET} is wrong"}
        if calls("k8s_exec")(module, arguments)
        and pod.READ_STATE in arguments["command"].replace("'\"'\"'", "'")
        and " 1 10 " in arguments["command"]
        else None
    )
    with pytest.raises(HostError) as raised:
        in_effect.read(release)
    assert SECRET not in release.mask.error(raised.value.to_dict())["message"]
