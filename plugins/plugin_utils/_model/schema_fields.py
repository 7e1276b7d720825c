# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields of OpenMetadata's schema that no environment variable carries.

From 1.10 on the stored rows do (failures: ENV-28).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .catalogue import SCHEMA_FIELDS_WITHOUT_A_VARIABLE
from .deployments import in_cluster
from .providers._fields import snake_case
from .releases import STORED_ROWS_SINCE, older
from .settings_class import Settings
from .value import dig, option_name

#: Dictionaries of role variables whose keys are fields of an object of the schema, by provider.
ROOTS = {
    "ldap": "authenticationConfiguration.ldapConfiguration.",
    "saml": "authenticationConfiguration.samlConfiguration.",
}


class Field(NamedTuple):
    """A field that the operator gave, where it lies in the rows, and the first release that has it."""

    option: str
    path: str
    value: Any
    since: str


def fields(settings: Settings, provider: Any) -> tuple[Field, ...]:
    """Those that are given."""
    root = ROOTS.get(provider.name)
    if root is None:
        return ()
    found = []
    for path, since in SCHEMA_FIELDS_WITHOUT_A_VARIABLE.items():
        if path.startswith(root):
            keys = tuple(snake_case(part) for part in path.removeprefix(root).split("."))
            found.append(Field(option_name(provider.name, *keys), path, dig(settings, provider.name, *keys), since))
    return tuple(field for field in found if field.value is not None)


def why_not(field: Field, settings: Settings, release: str | None) -> str | None:
    """Why a field does not reach the server, as far as the settings tell.

    With an unknown release the host tells the rest.
    """
    if in_cluster(settings):
        return "nothing is written to the stored rows on Kubernetes"
    if settings.stored_configuration == "ignore":
        return "om_sso_stored_configuration is ignore, and only the stored rows carry it"
    if release is not None and older(release, STORED_ROWS_SINCE):
        return f"OpenMetadata {release} reads files alone, and no variable of openmetadata.yaml carries it"
    if release is not None and older(release, field.since):
        return f"OpenMetadata {release} has no such field"
    return None
