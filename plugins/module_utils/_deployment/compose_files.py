# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files make up a Compose project, and how ours joins them so that a plain ``docker compose up -d`` reads it.

Compose reads an override file of a standard name by itself. Where that name is taken, or the project has files of
other names, ``COMPOSE_FILE`` in the project's ``.env`` names them all (measured with Compose 2.26).
"""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files

BASES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)
ENV_FILE = "openmetadata-sso.env"
OWN_OVERRIDE = "docker-compose.override.yml"
NAMED_OVERRIDE = "openmetadata-sso.override.yml"
MARK = "# Written by the Ansible collection openmetadata.sso"


class Layout:
    """``bases``: the operator's files. ``override``: name of ours. ``dotenv``: our block for ``.env``, or ``None``.

    ``named_by``: the paths of files that name the bases.
    """

    def __init__(self, bases, override, dotenv, named_by=()):
        self.bases = bases
        self.named_by = tuple(named_by)
        self.override = override
        self.dotenv = dotenv


def layout(folder, names):
    """The layout of the project in ``folder``; ``names`` are the operator's ``om_sso_compose_files`` or empty."""
    listed = names or _named_in_dotenv(folder)
    named_by = [os.path.join(folder, ".env")] if listed and not names else []
    base = next((name for name in BASES if os.path.lexists(os.path.join(folder, name))), None)
    overrides = [name for name in OVERRIDES if os.path.lexists(os.path.join(folder, name))]
    foreign = [name for name in overrides if not is_ours(os.path.join(folder, name))]
    bases = listed or [name for name in [base] + foreign[:1] if name]
    if bases == [base] and not foreign and not _named_in_dotenv(folder):
        return Layout(bases, OWN_OVERRIDE, None)
    return Layout(bases, NAMED_OVERRIDE, "COMPOSE_FILE={}\n".format(":".join(bases + [NAMED_OVERRIDE])), named_by)


def is_ours(path):
    """Whether the collection wrote the file."""
    return (files.read(path) or "").startswith(MARK)


def _named_in_dotenv(folder):
    """The files that the operator's own ``COMPOSE_FILE`` names; the last line counts, as for Compose."""
    found = []
    for line in managed_block.without(files.read(os.path.join(folder, ".env"))).splitlines():
        name, _equals, value = line.strip().partition("=")
        if name.strip() == "COMPOSE_FILE" and value:
            found = [item for item in value.strip().strip("\"'").split(":") if item]
    return found
