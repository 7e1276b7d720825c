# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of provider classes, from role variables as a playbook has them."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.settings import parse
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.protocol import Connection

COMMON = {
    "server_url": "https://metadata.acme.io",
    "admin_principals": ["data.admin"],
    "principal_domain": "acme.io",
    "client_id": "not-yet-known",
    "client_secret": "not-yet-known",
    "openmetadata_version": "1.12.14",
    "deployment": "docker_compose",
    "compose_directory": "/opt/openmetadata",
}


def connection(provider, registration, timeout=1.0, environment=None, **variables):
    """``registration`` is om_sso_client_registration, ``variables`` are others without their prefix."""
    given = {**COMMON, "provider": provider, "client_registration": registration, **variables}
    outcome = parse({f"om_sso_{name}": value for name, value in given.items()})
    assert not outcome.findings, outcome.findings
    return Connection(outcome.settings, environment or {}, timeout)
