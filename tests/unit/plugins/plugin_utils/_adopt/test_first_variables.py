# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Five answers become role variables, and what is not valid is said at once."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt.first_variables import (
    DICTIONARIES,
    EXPECTED,
    PARTS,
    Answers,
    of,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS

AUTH0 = Answers("om-1", "auth0", "acme.eu.auth0.com", "https://metadata.acme.io", "Data.Admin@acme.io")


def test_answers_become_variables_and_what_the_registration_tells_is_empty():
    first = of(AUTH0, {})
    assert first.problems == ()
    assert first.variables == {
        "om_sso_provider": "auth0",
        "om_sso_auth0_domain": "acme.eu.auth0.com",
        "om_sso_server_url": "https://metadata.acme.io",
        "om_sso_admin_principals": ["data.admin"],
        "om_sso_principal_domain": "acme.io",
        "om_sso_deployment": "docker_compose",
        "om_sso_compose_directory": "/opt/openmetadata-docker",
        "om_sso_client_id": "",
        "om_sso_client_secret": "",
    }
    assert first.missing == ("om_sso_client_id", "om_sso_client_secret")
    assert first.assumed == ("om_sso_deployment", "om_sso_compose_directory")


def test_given_variables_count_more_than_answers():
    given = {
        "om_sso_deployment": "bare_metal",
        "om_sso_home": "/opt/om",
        "om_sso_client_id": "one",
        "om_sso_flow": "implicit",
        "om_sso_admin_principals": ["jane"],
        "om_sso_principal_domain": "acme.io",
    }
    first = of(AUTH0._replace(administrator=""), given)
    assert first.problems == first.missing == first.assumed == ()
    assert {name: first.variables[name] for name in given} == given
    assert "om_sso_compose_directory" not in first.variables and "om_sso_client_secret" not in first.variables


def test_everything_that_is_missing_is_said_at_once():
    problems = of(Answers("", "", "", "", ""), {}).problems
    names = ["om_sso_init_host", "om_sso_server_url", "om_sso_init_administrator", "om_sso_provider"]
    assert [problem.split(":")[0] for problem in problems] == names


@pytest.mark.parametrize("provider", PARTS)
@pytest.mark.parametrize("answer", ["", "one two three"])
def test_what_does_not_name_the_provider_is_not_taken(provider, answer):
    (problem,) = of(AUTH0._replace(provider=provider, provider_address=answer), {}).problems
    assert problem.startswith(f"om_sso_init_provider: {answer!r} is not valid for {provider}. ")
    assert EXPECTED[provider] in problem


@pytest.mark.parametrize("provider", DICTIONARIES)
def test_a_provider_with_many_settings_wants_them_as_a_variable(provider):
    (problem,) = of(AUTH0._replace(provider=provider), {}).problems
    assert problem.startswith(f"om_sso_{provider}: ") and f"docs/install/providers/{provider}.md" in problem


def test_every_provider_is_provided_for():
    assert {*PARTS, *DICTIONARIES, "google", "basic"} == set(PROVIDERS)
    assert {name: set(parts) for name, parts in PARTS.items()} == {
        name: {option.name for option in PROVIDERS[name].options} - {"oidc_display_name"} for name in PARTS
    }
