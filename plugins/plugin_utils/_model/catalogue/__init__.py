# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every environment variable of OpenMetadata's SSO related sections, per release, as data.

Sources: conf/openmetadata.yaml and the quickstart Compose files of the releases, the Helm chart's values, and the
schema of each release. A release that could not be seen is taken to be like its neighbours; where a variable came
with a patch release that is known only by "after A, by B", the row says B.
"""

from __future__ import annotations

from typing import Protocol

from ....module_utils._formats import release as comparison
from . import authentication, authorizer, fernet, jwt, ldap, oidc, saml, secrets_manager, server
from ._variable import RELEASES, Variable

__all__ = [
    "CATALOGUE",
    "PASSED_BUT_READ_BY_NOTHING",
    "RELEASES",
    "SCHEMA_FIELDS_WITHOUT_A_VARIABLE",
    "Variable",
    "choices_of",
    "default_at",
    "line_of",
    "passed_by_compose",
    "read_by",
]

_SECTIONS = (server, authorizer, authentication, oidc, saml, ldap, jwt, fernet, secrets_manager)

CATALOGUE: dict[str, Variable] = {variable.name: variable for part in _SECTIONS for variable in part.VARIABLES}

# The stock Compose files and documents name them, yet no release from 1.8 on reads them: name -> default there.
PASSED_BUT_READ_BY_NOTHING = {
    "AUTHORIZER_INGESTION_PRINCIPALS": "[ingestion-bot]",
    "SAML_WANT_NAME_ID_ENCRYPTED": "false",
}

# The server's schema has them, but openmetadata.yaml has no line for them: path -> first release of the field.
SCHEMA_FIELDS_WITHOUT_A_VARIABLE = {
    "authenticationConfiguration.jwtTeamClaimMapping": "1.11.6",
    "authenticationConfiguration.ldapConfiguration.isFullDn": "1.8",
    "authenticationConfiguration.ldapConfiguration.recursiveGroupMembership": "2.0.0",
    "authenticationConfiguration.ldapConfiguration.truststoreFormat": "1.8",
    "authenticationConfiguration.samlConfiguration.samlDisplayNameAttributes": "1.11.14",
    "authorizerConfiguration.botPrincipals": "1.8",  # deprecated: the server refuses to start with it
    "authorizerConfiguration.testPrincipals": "1.8",
}


class ReadByReleases(Protocol):
    """What releases from ``since`` to before ``until`` read."""

    @property
    def since(self) -> str | None:
        """The first release; ``None`` when all older ones do."""

    @property
    def until(self) -> str | None:
        """The first release that no longer does; ``None`` when all newer ones do."""


def read_by(variable: ReadByReleases, release: str) -> bool:
    """Tell whether openmetadata.yaml of `release` reads the variable.

    `release` is 'X.Y.Z', or 'X.Y' for the newest release of that line.
    """
    return bool(comparison.is_within(release, variable.since or "0.0", variable.until))


def passed_by_compose(variable: Variable, release: str) -> bool:
    """Tell whether the stock Compose file of `release` hands the variable to the server."""
    return read_by(variable, release) and line_of(release) in variable.compose


def choices_of(variable: Variable, release: str) -> tuple[str, ...]:
    """Return the values that an enum takes in `release`."""
    later = {choice for since, choice in variable.later_choices if not comparison.reaches(release, since)}
    return tuple(choice for choice in variable.choices if choice not in later)


def default_at(variable: Variable, path: str) -> str | None:
    """Return the literal default of the variable at one of its paths."""
    return dict(variable.other_defaults).get(path, variable.default)


def line_of(release: str) -> str:
    """Return the line of RELEASES that `release` belongs to; an unknown one is treated as the newest line before it."""
    known = [line for line in RELEASES if comparison.reaches(release, line)]
    return known[-1] if known else RELEASES[0]
