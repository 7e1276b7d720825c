# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the documentation as role variables: what tests take as correct."""

import copy
import pathlib
import re

import yaml

FOLDER = pathlib.Path(__file__).resolve().parents[3] / "docs" / "examples"

#: In place of what an operator has in a vault; it holds what quoting goes wrong with.
SECRET = "s3cr#t :'x\" $y"

_VAULTED = re.compile(r"\{\{ vault_\w+ \}\}")


def _read(path):
    return yaml.safe_load(_VAULTED.sub(lambda match: "SECRET", path.read_text(encoding="utf-8")))


def _with_secret(value):
    if isinstance(value, dict):
        return {name: _with_secret(item) for name, item in value.items()}
    return SECRET if value == "SECRET" else value


EXAMPLES = {path.stem: _with_secret(_read(path)) for path in sorted(FOLDER.glob("*.yml"))}

#: A server on Docker Compose with Auth0 whose release is not known: what tests of the output show.
SHOWN = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "Kx81abcdefghijkl",
    "om_sso_client_secret": "a-secret-of-auth0",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "docker_compose",
    "om_sso_compose_directory": "/opt/om",
}

#: What a bare-metal host has in place of the Compose directory of the examples.
BARE_METAL = {"om_sso_deployment": "bare_metal", "om_sso_compose_directory": None}

REMOVED = None


def example(name, **changes):
    """An example with changes: ``ldap__port=1`` is om_sso_ldap.port, ``None`` removes.

    A provider's name means its authorization code flow.
    """
    variables = copy.deepcopy(EXAMPLES[name if name in EXAMPLES else f"{name}-authorization-code"])
    for key, value in changes.items():
        *path, last = f"om_sso_{key}".split("__")
        place = variables
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value
    return variables
