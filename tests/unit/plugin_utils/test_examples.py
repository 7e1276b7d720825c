# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example of every provider and flow, in every release and deployment: no rule has anything to say, and every value can be written."""

import itertools
import pathlib

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils.catalogue import RELEASES
from ansible_collections.openmetadata.sso.plugins.plugin_utils.providers import PROVIDERS

EXAMPLES = pathlib.Path(__file__).resolve().parents[3] / "docs" / "examples"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUVn\n-----END CERTIFICATE-----\n"
#: What the examples look up, as the lookup would give it.
LOOKED_UP = {
    "{{ vault_om_sso_client_secret }}": "Zq #9 $x 'quoted' \"twice\" ${HOME} \\ äöü",
    "{{ vault_om_sso_ldap_password }}": "p@ss: word #1",
    "{{ lookup('ansible.builtin.file', 'okta-signing.pem') }}": CERTIFICATE,
}
TARGETS = {"docker_compose": {"om_sso_compose_directory": "/opt/openmetadata-docker"}, "bare_metal": {}}
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yml"))
CASES = list(itertools.product(NAMES, TARGETS, RELEASES))


def variables_of(name, deployment, release):
    def looked_up(value):
        if isinstance(value, dict):
            return {key: looked_up(item) for key, item in value.items()}
        return LOOKED_UP.get(value, value) if isinstance(value, str) else value

    example = looked_up(yaml.safe_load((EXAMPLES / f"{name}.yml").read_text()))
    return {**example, "om_sso_deployment": deployment, "om_sso_openmetadata_version": release, **TARGETS[deployment]}


def test_every_provider_has_an_example_of_each_flow():
    flows = {name: ("authorization-code", "implicit") if provider.kind == "oidc" else ("",) for name, provider in PROVIDERS.items()}
    assert NAMES == sorted(f"{name}-{flow}".rstrip("-") for name in flows for flow in flows[name])


@pytest.mark.parametrize(("name", "deployment", "release"), CASES)
def test_no_rule_fires_on_an_example(name, deployment, release):
    plan = planner.make(variables_of(name, deployment, release))
    assert plan.findings == []
    assert plan.environment


def test_the_matrix_covers_all_of_it(capsys):
    with capsys.disabled():
        print(f" {len(CASES)} plans: {len(NAMES)} examples x {len(TARGETS)} deployments x {len(RELEASES)} releases ", end="")
    assert len(CASES) == 19 * 2 * 7
