# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenMetadata's own user names and passwords: no provider at all."""

from __future__ import annotations

from ._provider import Provider, only_own_keys

PROVIDER = Provider(
    name="basic",
    title="user name and password",
    openmetadata_provider="basic",
    options=(),
    derive=only_own_keys,
    optional=("server_url",),
    variables=lambda _settings, _provider, _derived: {},
    summary=lambda _values, _provider: [("provider", "none: users and passwords of OpenMetadata itself")],
)
