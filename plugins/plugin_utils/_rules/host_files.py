# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other files beside the server: its systemd unit or start script, and workflows of ingestion."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from .._model.yaml_nodes import Marked
from .._register import Problem, at
from . import _assignments
from ._assignments import Assignment, by_name
from ._file import READERS, Context, file_rule
from ._yaml import documents

UNIT, WORKFLOW = "service_unit", "ingestion_workflow"
OBSOLETE = re.compile(r"openmetadata-security\.ya?ml")
READERS[UNIT] = str.splitlines
READERS[WORKFLOW] = documents
SERVER = ("workflowConfig", "openMetadataServerConfig")


@file_rule("ENV-13", UNIT)
def obsolete_file(lines: list[str], _context: Context) -> Iterator[Problem]:
    """The server starts with openmetadata.yaml."""
    for number, line in enumerate(lines, 1):
        if OBSOLETE.search(line) and not line.lstrip().startswith(("#", ";")):
            yield at(number)


def environment(lines: list[str]) -> Iterator[Assignment]:
    """The ``Environment=`` lines of a unit and ``export`` lines of a script."""
    for number, line in enumerate(lines, 1):
        match = re.match(r"\s*(?:Environment=|export\s+)(.*)", line)
        if not match:
            continue
        try:
            words = shlex.split(match.group(1), comments=True)
        except ValueError:
            continue
        for name, sign, value in (word.partition("=") for word in words):
            if sign:
                yield Assignment(name, value, number)


@file_rule("JWK-09", UNIT)
def proxies(lines: list[str], _context: Context) -> Iterator[Problem]:
    """Java uses the proxy."""
    yield from _assignments.proxies(by_name(environment(lines)))


@file_rule("MISC-06", UNIT)
def logging(lines: list[str], _context: Context) -> Iterator[Problem]:
    """Logs do not hold tokens."""
    yield from _assignments.logging(by_name(environment(lines)))


@file_rule("BOT-03", WORKFLOW)
def auth_provider(found: list[Marked], _context: Context) -> Iterator[Problem]:
    """Ingestion signs in with a token of OpenMetadata."""
    for document in found:
        item = document.at(*SERVER, "authProvider")
        if item is not None and item.value != "openmetadata":
            yield at(item.line)


@file_rule("BOT-05", WORKFLOW)
def verify_ssl(found: list[Marked], _context: Context) -> Iterator[Problem]:
    """Ingestion trusts the server's certificate."""
    for document in found:
        url, verify = document.at(*SERVER, "hostPort"), document.scalar(*SERVER, "verifySSL")
        if url is not None and str(url.value).startswith("https://") and verify in (None, "no-ssl"):
            yield at(url.line, "workflow")
