# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other files beside the server: its systemd unit or start script, and workflows of ingestion."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from . import _assignments
from ._assignments import Assignment, by_name
from ._file import READERS, Context, Place, file_rule
from ._yaml import Marked, documents

UNIT, WORKFLOW = "service_unit", "ingestion_workflow"
OBSOLETE = re.compile(r"openmetadata-security\.ya?ml")
READERS[UNIT] = str.splitlines
READERS[WORKFLOW] = documents
SERVER = ("workflowConfig", "openMetadataServerConfig")


@file_rule("ENV-13", "error", "The server starts with openmetadata.yaml", UNIT)
def obsolete_file(lines: list[str], context: Context) -> Iterator[Place]:
    for number, line in enumerate(lines, 1):
        if OBSOLETE.search(line) and not line.lstrip().startswith(("#", ";")):
            yield (
                number,
                "The server is started with openmetadata-security.yaml, which has had no meaning since 0.11: it runs without security.",
                "Start it with conf/openmetadata.yaml.",
            )


def _environment(lines: list[str]) -> Iterator[Assignment]:
    """``Environment=`` lines of a unit, ``export`` lines of a script."""
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


@file_rule("JWK-09", "error", "Java knows the proxy", UNIT)
def proxies(lines: list[str], context: Context) -> Iterator[Place]:
    yield from _assignments.proxies(by_name(_environment(lines)))


@file_rule("MISC-06", "warning", "Logs hold no tokens", UNIT, until="2.0.0")
def logging(lines: list[str], context: Context) -> Iterator[Place]:
    yield from _assignments.logging(by_name(_environment(lines)))


@file_rule("BOT-03", "error", "Ingestion signs in with a token of OpenMetadata", WORKFLOW)
def auth_provider(found: list[Marked], context: Context) -> Iterator[Place]:
    for document in found:
        item = document.at(*SERVER, "authProvider")
        if item is not None and item.value != "openmetadata":
            message = "authProvider is not openmetadata: since 1.0 ingestion signs in with a bot's token whatever the server's provider is."
            yield (
                item.line,
                message,
                "Write authProvider: openmetadata, and the bot's token in securityConfig.jwtToken.",
            )


@file_rule("BOT-05", "warning", "Ingestion trusts the server's certificate", WORKFLOW)
def verify_ssl(found: list[Marked], context: Context) -> Iterator[Place]:
    for document in found:
        url, verify = document.scalar(*SERVER, "hostPort"), document.scalar(*SERVER, "verifySSL")
        if isinstance(url, str) and url.startswith("https://") and verify in (None, "no-ssl"):
            message = "hostPort is https without verifySSL: with a certificate authority of your own ingestion fails."
            yield (
                document.at(*SERVER, "hostPort").line,
                message,
                "Write verifySSL: validate, and sslConfig.caCertificate.",
            )
