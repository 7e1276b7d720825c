# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is in the place of a file on the controller: a clear error at once, it stays, and the next run works.

tests/support/faults/controller.py lists the cases; docs/contribute/faults.md is written from it.
"""

import os
import types

import pytest
from ansible.errors import AnsibleActionFail
from ansible.parsing.dataloader import DataLoader
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import inventory_files
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import helm_upgrade, kubeconfig
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import adopted_files, stash
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.run_journal import RunJournal
from examples import example
from faults import controller
from faults.laying import lay
from lab.time_limits import at_once

KUBERNETES = {"om_sso_deployment": "kubernetes", "om_sso_home": None}
CHART = "name: openmetadata\nversion: 1.9.7\n"


def _words(done):
    """What is said of a failure; empty for a success."""
    return done.failure + str(done.result.get("msg")) if done.failure or done.result.get("failed") else ""


def _errors(work):
    try:
        work()
    except (AnsibleActionFail, HostError) as error:
        return str(error)
    return ""


def _adopted(_acts, path):
    settings = types.SimpleNamespace(adopt_directory=str(path.parent.parent), adopt_overwrite=True)
    found = inventory_files.files("auth0", {"om_sso_provider": "auth0", "om_sso_client_secret": "x"}, (), "a test")
    return _errors(lambda: adopted_files.write(settings, path.parent.name, found, False, DataLoader()))


def _saml(acts, path):
    changes = example("saml", saml__idp__idp_x509_certificate=None, saml__idp__idp_x509_certificate_file=str(path))
    return _words(acts("plan", **{"om_sso_auth0": None, **changes}))


def _chart(_acts, path):
    folder = path.parent.parent if path.parent.name == "templates" else path.parent
    record = types.SimpleNamespace(chart_version="1.9.7", path=(), with_values=lambda values: values)
    release = types.SimpleNamespace(release="om", upgrade=lambda *_arguments: None)
    return _errors(lambda: helm_upgrade.upgrade(release, record, str(folder), {}, None))


def _below(run, path, work):
    """The same with what is there in the temporary folder of the run, which no other user can reach."""
    here = run / path.name
    path.rename(here)
    try:
        return _errors(lambda: work(here)).replace(str(here), str(path))
    finally:
        if os.path.lexists(here):
            here.rename(path)


def _journal(_acts, path):
    return _below(path.parent / "run", path, lambda here: RunJournal(here.name, lambda _entries: None).add({}))


def _values(_acts, path):
    return _below(path.parent / "run", path, lambda here: stash.look(here.name.removeprefix("om_sso_")))


def _given(name, option, many=False, **variables):
    """An action with an option that names the path."""
    return lambda acts, path: _words(acts(name, **{option: [str(path)] if many else str(path), **variables}))


def _rendered(acts, path):
    folder = path.parent if path.name == "om-1" else path.parent.parent
    return _words(acts("helm_values", om_sso_render_directory=str(folder), **KUBERNETES))


#: How each place is reached: a function of (acts, path) that gives what is said of an error.
WAYS = {
    "om_sso_report_path": _given("plan", "om_sso_report_path"),
    "om_sso_plan_file": lambda acts, path: _words(
        acts(
            "plan",
            arguments={"reviewed": True},
            om_sso_plan_file=str(path),
            om_sso_plan_file_key="a-key-of-the-tests",
        )
    ),
    "om_sso_client_secret_file": _given("plan", "om_sso_client_secret_file", om_sso_client_secret=None),
    "om_sso_helm_values_files": _given("helm_values", "om_sso_helm_values_files", many=True, **KUBERNETES),
    "om_sso_preflight_ca_file": _given("preflight", "om_sso_preflight_ca_file"),
    "om_sso_saml.idp.idp_x509_certificate_file": _saml,
    "om_sso_render_directory: helm.values.yaml": _rendered,
    "om_sso_render_directory: the folder of a host": _rendered,
    "om_sso_adopt_directory: om_sso.yml": _adopted,
    "om_sso_adopt_directory: om_sso.vault.yml": _adopted,
    "om_sso_kubernetes_kubeconfig": lambda _acts, path: _errors(lambda: kubeconfig.check(str(path), None)),
    "om_sso_kubernetes_chart: Chart.yaml": _chart,
    "om_sso_kubernetes_chart: a template": _chart,
    "the journal of a run": _journal,
    "values from one task to the next": _values,
}


def of(path):
    """What is there, and what else is in its folder."""
    return (path.lstat().st_mode, path.lstat().st_ino, sorted(os.listdir(path.parent)))


def test_each_place_is_reached():
    assert set(WAYS) == set(controller.PLACES)


@pytest.mark.parametrize(("kind", "place", "outcome"), list(controller.cases()))
def test_what_is_in_the_place_of_a_file_of_the_controller(acts, tmp_path, kind, place, outcome):
    path = tmp_path / controller.PLACES[place][0]
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.parent.name == "templates":
        (path.parent.parent / "Chart.yaml").write_text(CHART, encoding="utf-8")
    if kind in controller.FIXED:
        path.write_text("of the operator\n", encoding="utf-8")
    away = lay(kind, path)
    before = of(path)
    try:
        with at_once():
            said = WAYS[place](acts, path)
        if outcome == controller.REPLACED:
            assert said == "" and path.is_file() and not path.is_symlink()
        else:
            assert str(path) in said and "Unexpected" not in said, said
            assert of(path) == before, "it stays, and nothing is left beside it"
    finally:
        away()
    if kind == "huge":
        path.unlink()
    if place in ("om_sso_report_path", "om_sso_kubernetes_kubeconfig") or "_directory" in place:
        assert WAYS[place](acts, path) == "", "the next run works"
