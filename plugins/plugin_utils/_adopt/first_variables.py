# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role variables of a first server, from five answers and the variables that are given beside them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .._model.deployments import QUICKSTART
from .._model.options import PREFIX
from .._model.providers import PROVIDERS

#: Names of files.
INVENTORY, REGISTRATION = "inventory.yml", "REGISTRATION.md"
#: What the answer about the provider consists of, by provider: role variables, separated by blanks in the answer.
PARTS = {
    "auth0": ("auth0_domain",),
    "azure": ("azure_tenant_id",),
    "okta": ("okta_issuer",),
    "aws-cognito": ("cognito_region", "cognito_user_pool_id"),
    "custom-oidc": ("oidc_issuer", "oidc_jwks_uri"),
    "keycloak": ("keycloak_url", "keycloak_realm"),
    "onelogin": ("onelogin_domain",),
}
#: Providers whose settings are one dictionary, which no answer has room for.
DICTIONARIES = ("saml", "ldap")
#: Providers at which anyone may have an account (rule MISC-04).
OPEN_TO_ALL = ("google",)
CLIENT = ("client_id", "client_secret")


class Answers(NamedTuple):
    """What was answered; empty where it was not. ``provider_address`` is what ``PARTS`` says."""

    host: str
    provider: str
    provider_address: str
    server_url: str
    administrator: str


class First(NamedTuple):
    """``missing`` are variables that are known after the registration only, and are written empty.

    ``problems`` are sentences; the variables hold only if there are none. ``assumed`` are variables with a value that
    nobody gave.
    """

    variables: dict[str, Any]
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    problems: tuple[str, ...]


def of(answers: Answers, given: Mapping[str, Any]) -> First:
    """The variables. ``given`` are role variables by their whole name; they count more than an answer."""
    problems = list(_unanswered(answers, given))
    if answers.provider not in PROVIDERS:
        problems.append(
            f"om_sso_provider: {answers.provider!r} is not a valid provider. Choose one of: {', '.join(PROVIDERS)}."
        )
        return First({}, (), (), tuple(problems))
    found: dict[str, Any] = {"provider": answers.provider}
    parts = _parts(answers, given, problems)
    found.update(parts)
    name, _at, domain = answers.administrator.lower().partition("@")
    found.update(server_url=answers.server_url, admin_principals=[name], principal_domain=domain)
    if answers.provider in OPEN_TO_ALL:
        found.update(enforce_principal_domain=True)
    assumed = {} if PREFIX + "deployment" in given else QUICKSTART
    found.update({option: value for option, value in assumed.items() if PREFIX + option not in given})
    variables = {PREFIX + option: value for option, value in found.items()} | dict(given)
    missing = tuple(
        PREFIX + option for option in _client(answers.provider, variables) if not variables.get(PREFIX + option)
    )
    variables.update(dict.fromkeys(missing, ""))
    return First(variables, missing, tuple(PREFIX + option for option in assumed), tuple(problems))


def _client(provider: str, variables: Mapping[str, Any]) -> tuple[str, ...]:
    """The variables that the provider tells when the application is registered."""
    if not PROVIDERS[provider].flows:
        return ()
    return CLIENT if variables.get(PREFIX + "flow", "authorization_code") == "authorization_code" else CLIENT[:1]


def _unanswered(answers: Answers, given: Mapping[str, Any]) -> list[str]:
    """What has to be answered and was not."""
    problems = []
    if not answers.host:
        problems.append("om_sso_init_host: the name of the server in the inventory is missing.")
    if not answers.server_url:
        problems.append("om_sso_server_url: the address at which users reach OpenMetadata is missing.")
    name, at, domain = answers.administrator.partition("@")
    named = all(PREFIX + option in given for option in ("admin_principals", "principal_domain"))
    if not named and not (name and at and domain):
        problems.append(
            f"om_sso_init_administrator: {answers.administrator!r} is not a valid e-mail address. Write that of the "
            "first administrator, as the provider tells it."
        )
    return problems


def _parts(answers: Answers, given: Mapping[str, Any], problems: list[str]) -> dict[str, str]:
    """The answer about the provider as options."""
    provider, answer = answers.provider, answers.provider_address
    if provider in DICTIONARIES:
        if not given.get(PREFIX + provider):
            problems.append(
                f"om_sso_{provider}: the settings of this provider are missing. Write them to a file and give it with "
                f"-e @FILE; docs/install/providers/{provider}.md has an example."
            )
        return {}
    wanted = PARTS.get(provider, ())
    if all(PREFIX + option in given for option in wanted):
        return {}
    if provider == "keycloak":
        words = answer.rstrip("/").split("/realms/")
    elif provider == "aws-cognito":
        words = [answer.split("_")[0], answer] if "_" in answer else []
    else:
        words = answer.split()
    if len(words) != len(wanted) or not all(words) or any(" " in word for word in words):
        problems.append(f"om_sso_init_provider: {answer!r} is not valid for {provider}. Write {EXPECTED[provider]}.")
        return {}
    return dict(zip(wanted, words))


#: What the answer about the provider is, in words.
EXPECTED = {
    "auth0": "the domain of the tenant, such as acme.eu.auth0.com",
    "azure": "the directory (tenant) id, a GUID",
    "okta": "the issuer URI of the authorization server, such as https://acme.okta.com/oauth2/default",
    "aws-cognito": "the id of the user pool, such as eu-central-1_Ab3dEf9hI",
    "custom-oidc": "issuer and jwks_uri of its discovery document, separated by a blank",
    "keycloak": "the URL of the realm, such as https://keycloak.acme.io/realms/data",
    "onelogin": "the domain of the account, such as acme.onelogin.com",
}
