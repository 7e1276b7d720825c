# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files make up a Compose project, and how ours joins them so that a plain ``docker compose up -d`` reads it.

Compose reads an override file of a standard name by itself. Where that name is taken, or the project has files of
other names, ``COMPOSE_FILE`` in the project's ``.env`` names them all (measured with Compose 2.26).
"""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file, managed_block
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
    in_dotenv, separator = _named_in_dotenv(folder)
    listed = names or in_dotenv
    named_by = [os.path.join(folder, ".env")] if listed and not names else []
    base = next((name for name in BASES if os.path.lexists(os.path.join(folder, name))), None)
    overrides = [name for name in OVERRIDES if os.path.lexists(os.path.join(folder, name))]
    foreign = [name for name in overrides if not is_ours(os.path.join(folder, name))]
    bases = listed or [name for name in [base] + foreign[:1] if name]
    if bases == [base] and not foreign and not in_dotenv:
        return Layout(bases, OWN_OVERRIDE, None)
    named = separator.join(bases + [NAMED_OVERRIDE])
    return Layout(bases, NAMED_OVERRIDE, f"COMPOSE_FILE={named}\n", named_by)


def directory(folder, bases):
    """The directory that Compose takes for the project's: that of the first file, wherever Compose is called.

    Relative paths of the files begin there, and the name of the project is its own (measured with Compose 2.26).
    """
    return os.path.dirname(os.path.join(folder, bases[0])) if bases else folder


def is_ours(path):
    """Whether the collection wrote the file."""
    return (files.read(path) or "").startswith(MARK)


def _named_in_dotenv(folder):
    """(files that the operator's own ``COMPOSE_FILE`` names, their separator); the last line counts, as for Compose."""
    text = managed_block.without(files.read(os.path.join(folder, ".env")))
    said = {line.name: _plain(line.value) for line in env_file.ANY.assignments(text)}
    separator = said.get("COMPOSE_PATH_SEPARATOR") or ":"
    return [item for item in said.get("COMPOSE_FILE", "").split(separator) if item], separator


def _plain(value):
    """A value without its quotes or the comment behind it."""
    quoted = re.match(r"([\"'])(.*?)\1", value)
    return quoted.group(2) if quoted else re.split(r"(?:^|\s)#", value, maxsplit=1)[0].strip()
