# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No rule has anything against a correct example: every provider and flow, in every release, for every deployment."""

import itertools

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import RELEASES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.options import target_options
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import EXAMPLES, SECRET, example

#: The newest and the first release of each line, and a server whose release nobody named.
VERSIONS = (*RELEASES, *(f"{line}.0" for line in RELEASES), None)
(DEPLOYMENT,) = (option for option in target_options.OPTIONS if option.name == "deployment")
CASES = list(itertools.product(EXAMPLES, VERSIONS, DEPLOYMENT.choices))


def planned(name, version, deployment):
    folder = "/opt/openmetadata-docker" if deployment == "docker_compose" else None
    return plan.make(example(name, openmetadata_version=version, deployment=deployment, compose_directory=folder))


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_rule_fires_on_a_correct_example(name):
    for version, deployment in itertools.product(VERSIONS, DEPLOYMENT.choices):
        made = planned(name, version, deployment)
        found = [finding.line() for finding in made.findings if finding.severity != "info"]
        assert (version, deployment, found) == (version, deployment, [])
        assert made.environment and made.served


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_upgrade_to_the_newest_release_breaks_nothing_of_a_correct_example(name):
    made = plan.make(example(name, openmetadata_version="1.10.0", target_version=RELEASES[-1]))
    assert [finding.line() for finding in made.findings if finding.severity != "info"] == []


def test_the_matrix_has_all_of_them(capsys):
    with capsys.disabled():
        count = f"{len(EXAMPLES)} examples x {len(VERSIONS)} releases x {len(DEPLOYMENT.choices)} deployments"
        print(f"\n{len(CASES)} plans of correct settings without a warning: {count}")
    assert len(EXAMPLES) == 19
    assert len(CASES) == 19 * 15 * 3


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_secret_is_in_no_finding_and_no_expectation(name):
    made = planned(name, "1.12.14", "docker_compose")
    assert SECRET not in str(made.findings) + str(made.served)
    assert SECRET not in str(EXAMPLES[name]) or SECRET in made.secrets
