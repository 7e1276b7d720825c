# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A deployment is one class with its helpers, its templates and one data row.

Nothing else knows deployments by their names.
"""

import inspect
import re
import types
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import base, registry
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import deployments

ROOT = Path(__file__).resolve().parents[5]
#: The class and its helpers, the row, and what only Kubernetes has.
OWN = (
    "_deployment/bare_metal",
    "_deployment/compose_",
    "_deployment/docker_compose",
    "_model/deployments.py",
    "_model/options/",
)
NAME = re.compile(r"[\"'](docker_compose|bare_metal|kubernetes)[\"']|\b(DockerCompose|BareMetal)\b")
MOST = 6


def test_few_other_files_name_a_deployment():
    naming = [
        str(path.relative_to(ROOT))
        for folder in ("plugins", "roles/om_sso/tasks", "playbooks")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".yml") and not any(own in str(path) for own in OWN) and NAME.search(path.read_text())
    ]
    assert len(naming) <= MOST, naming


def test_every_deployment_on_hosts_has_a_class_and_a_row():
    assert set(registry.CLASSES) == set(deployments.ON_HOST)
    assert set(deployments.IN_CLUSTER) == set(deployments.DEPLOYMENTS) - set(deployments.ON_HOST)


def parameters(method):
    """The names of a method's parameters. A leading underscore says that this class does not need it."""
    return [name.lstrip("_") for name in inspect.signature(method).parameters]


@pytest.mark.parametrize("name", registry.CLASSES)
def test_a_class_answers_everything_of_the_interface(name):
    """A method that the base class only describes is implemented, with the same parameters."""
    for method, described in inspect.getmembers(base.Deployment, inspect.isfunction):
        own = getattr(registry.CLASSES[name], method)
        if "NotImplementedError" in inspect.getsource(described):
            assert own is not described, f"{name} lacks {method}"
        if not method.startswith("_"):
            assert parameters(own) == parameters(described), method


@pytest.mark.parametrize("name", registry.CLASSES)
def test_the_row_names_the_options_that_the_class_reads(name):
    source = inspect.getsource(registry.CLASSES[name])
    row = deployments.DEPLOYMENTS[name]
    assert row.options and all(f'"{option}"' in source for option in row.options)
    assert row.folder in row.options


@pytest.mark.parametrize("name", deployments.DEPLOYMENTS)
def test_the_templates_of_a_row_are_there(name):
    for service in ("a.service", ""):
        for template in deployments.DEPLOYMENTS[name].templates(types.SimpleNamespace(service=service)):
            assert (ROOT / "roles" / "om_sso" / "templates" / template).is_file()


def test_an_unknown_deployment_has_a_row_without_anything():
    row = deployments.deployment_of(types.SimpleNamespace(deployment="vm"))
    assert (row.title, row.on_host, row.options) == ("?", False, ())
    assert deployments.deployment_of(None) == row and deployments.title_of(None) == "?"
    assert not deployments.in_cluster(None)
