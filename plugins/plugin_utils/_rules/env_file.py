# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of NAME=VALUE lines: Compose's env file, systemd's EnvironmentFile, openmetadata-env.sh with its exports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...module_utils._formats.env_file import ENV_FILE
from .._model.catalogue import CATALOGUE, PASSED_BUT_READ_BY_NOTHING
from .._model.environment import AUTHORIZER, REQUEST_FILTER
from . import _assignments
from ._assignments import Assignment, by_name
from ._env_lines import Line, is_one_word, lines, meant, ours
from ._file import READERS, Context, Place, file_rule

KIND = "env_file"
DEFAULT_IN_VALUE = re.compile(r"\$\{\w+:?-")
DOLLAR = re.compile(r"(?<!\$)\$(?=[A-Za-z_{])\{?(\w*)")
REPEATED = re.compile(r"\"?[A-Z][A-Z0-9]*(_[A-Z0-9]+)+=")
#: Signs that end an unquoted word in a shell, or begin something else.
SHELL_BREAKS = re.compile(r"[\s;&|<>()`]")
#: What a shell takes as it stands, and what its quotes hold together.
LITERAL = re.compile(r"'[^']*'|\\.", re.DOTALL)
QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\\.", re.DOTALL)
PLACEHOLDER = re.compile(r"\{[A-Za-z _-]+\}|<[A-Za-z _-]+>")
URLS = (
    "AUTHENTICATION_AUTHORITY",
    "AUTHENTICATION_CALLBACK_URL",
    "AUTHENTICATION_PUBLIC_KEYS",
    "OIDC_DISCOVERY_URI",
    "OIDC_CALLBACK",
    "OIDC_SERVER_URL",
    "SAML_IDP_SSO_LOGIN_URL",
)
LISTS = tuple(name for name, variable in CATALOGUE.items() if variable.type == "list")


READERS[KIND] = lines


def _assigned(document: list[Line]) -> dict[str, Assignment]:
    return by_name(Assignment(line.name, line.value, line.number) for line in document if line.name)


@file_rule("ENV-01", "error", "No comment behind a value", KIND)
def comment(document: list[Line], context: Context) -> Iterator[Place]:
    for line in ours(document):
        if context.dialect != "shell" and not line.quote and re.search(r"\s#", line.raw):
            yield (
                line.number,
                f"{line.name} has a comment behind its value, which systemd and docker keep as a part of it.",
                "Put the comment on a line of its own.",
            )


@file_rule("ENV-02", "error", "No blank around the sign or at the end", KIND)
def blank(document: list[Line], context: Context) -> Iterator[Place]:
    for line in ours(document):
        assignment = ENV_FILE.assignment(line.text.strip("\r"))
        if assignment and (
            assignment.sign != "=" or (line.raw != line.raw.rstrip() and not re.search(r"\s#", line.raw))
        ):
            yield (
                line.number,
                f"{line.name} has a blank beside = or at the end, which not every reader removes.",
                "Remove it.",
            )


@file_rule("ENV-03", "error", "Lines of NAME=VALUE, and no YAML", KIND)
def not_an_assignment(document: list[Line], context: Context) -> Iterator[Place]:
    for line in document:
        if line.name is None and re.match(r"\s*-?\s*[A-Z][A-Z0-9_]*\s*:", line.text):
            yield line.number, "The line is YAML, and is ignored or refused here.", "Write NAME=VALUE."
        elif line.name and line.quote != "'" and DEFAULT_IN_VALUE.search(line.raw):
            yield (
                line.number,
                f"{line.name} holds ${{...:-...}}, which only a Compose file replaces.",
                "Write the value itself.",
            )


@file_rule("ENV-04", "error", "Quotes in pairs", KIND)
def quotes(document: list[Line], context: Context) -> Iterator[Place]:
    for line in ours(document):
        odd = (line.quote in ("open", "odd") and not (context.dialect == "shell" and is_one_word(line.raw))) or (
            not line.quote and (line.value.endswith(('""', "''")) or line.value.count('"') % 2 == 1)
        )
        if odd and line.name != "AUTH_ROLES_MAPPING":
            yield (
                line.number,
                f"{line.name} has a quote too many, which becomes a part of the value.",
                "Write none, or one pair around the whole value.",
            )


@file_rule("ENV-05", "error", "No variable's name in a value", KIND)
def repeated(document: list[Line], context: Context) -> Iterator[Place]:
    for line in ours(document):
        if REPEATED.match(line.value):
            yield (
                line.number,
                f"The value of {line.name} begins with the name of a variable and =.",
                "Write what follows only.",
            )


@file_rule("ENV-11", "error", "The mapping of roles is on one line", KIND)
def roles_mapping(document: list[Line], context: Context) -> Iterator[Place]:
    for line in document:
        if line.name == "AUTH_ROLES_MAPPING" and ("\n" in line.text or line.value.count("{") != line.value.count("}")):
            yield (
                line.number,
                "AUTH_ROLES_MAPPING is spread over lines: only the first arrives.",
                "Write the JSON on one line, in single quotes.",
            )


@file_rule("ENV-12", "error", "The authorizer and its filter are OpenMetadata's", KIND)
def class_names(document: list[Line], context: Context) -> Iterator[Place]:
    wanted = {"AUTHORIZER_CLASS_NAME": AUTHORIZER, "AUTHORIZER_REQUEST_FILTER": REQUEST_FILTER}
    for line in document:
        if line.name in wanted and line.value.strip() and line.value.strip() != wanted[line.name]:
            yield line.number, f"{line.name} is not {wanted[line.name]}.", "Write it so, or remove the line."


@file_rule("ENV-20", "error", "No dollar sign that is replaced", KIND)
def interpolated(document: list[Line], context: Context) -> Iterator[Place]:
    shell = context.dialect == "shell"
    known = {line.name for line in document} if shell else set()
    for line in [] if context.dialect == "systemd" else ours(document):
        text = LITERAL.sub("", line.raw) if shell else "" if line.quote == "'" else line.raw
        named = set() if DEFAULT_IN_VALUE.search(line.raw) else set(DOLLAR.findall(text))
        if named - known:
            yield (
                line.number,
                f"{line.name} holds a dollar sign that Compose and shells replace with what follows.",
                "Put the value in single quotes.",
            )


@file_rule("ENV-32", "error", "What a shell takes as one value is one word", KIND)
def one_word(document: list[Line], context: Context) -> Iterator[Place]:
    for line in ours(document) if context.dialect == "shell" else []:
        bare = re.split(r"(?:^|\s)#", QUOTED.sub("", line.raw))[0].rstrip()
        if SHELL_BREAKS.search(bare):
            yield (
                line.number,
                f"{line.name} is cut by the shell, at a blank or a sign with a meaning of its own.",
                "Put the value in single quotes.",
            )


@file_rule("ENV-33", "error", "An EnvironmentFile of systemd has no export", KIND)
def exported(document: list[Line], context: Context) -> Iterator[Place]:
    for line in ours(document):
        if context.dialect == "systemd" and line.text.lstrip().startswith("export"):
            yield line.number, f"{line.name} stands behind export: systemd ignores the line.", "Write NAME=VALUE."


@file_rule("ENV-22", "error", "No placeholder is left", KIND)
def placeholder(document: list[Line], context: Context) -> Iterator[Place]:
    for line in [*ours(document), *meant(document)]:
        secret = line.name in CATALOGUE and CATALOGUE[line.name].secret  # whose braces may be its own
        if (PLACEHOLDER.fullmatch if secret else PLACEHOLDER.search)(line.value.strip()):
            yield line.number, f"{line.name} still holds a placeholder of a guide.", "Fill in your own value."


def _urls(document: list[Line]) -> Iterator[tuple[Line, str]]:
    for line in [*document, *meant(document)]:
        if line.name in URLS:
            for url in re.split(r"[,\s]+", line.value.strip("[]\"' ")):
                if url and not DEFAULT_IN_VALUE.search(line.raw):
                    yield line, url


@file_rule("ENV-06", "error", "One scheme in a URL", KIND)
def doubled_scheme(document: list[Line], context: Context) -> Iterator[Place]:
    for line, url in _urls(document):
        if url.count("://") > 1:
            yield line.number, f"{line.name} holds a second URL scheme.", "Write http(s):// once."


@file_rule("ENV-21", "error", "A URL has a scheme", KIND)
def no_scheme(document: list[Line], context: Context) -> Iterator[Place]:
    for line, url in _urls(document):
        if not url.startswith(("http://", "https://")) and not REPEATED.match(url) and url != "#":
            yield line.number, f"{line.name} holds a URL without http(s)://.", "Write the URL in full."
            return


@file_rule("JWK-04", "error", "The server's own key URL has its current path", KIND)
def old_path(document: list[Line], context: Context) -> Iterator[Place]:
    for line, url in _urls(document):
        if url.endswith("/config/jwks") and not url.endswith("/api/v1/system/config/jwks"):
            yield (
                line.number,
                f"{line.name}: the server's own keys are at /api/v1/system/config/jwks.",
                "Write that path.",
            )


@file_rule("JWK-06", "error", "A list has brackets", KIND)
def brackets(document: list[Line], context: Context) -> Iterator[Place]:
    for line in document:
        value = line.value.strip("\"' ")
        if (
            line.name in LISTS
            and value
            and not (value.startswith("[") and value.endswith("]"))
            and not DEFAULT_IN_VALUE.search(line.raw)
        ):
            yield line.number, f"{line.name} is a list, and has no brackets around it.", "Write [a,b]."


@file_rule("CLM-12", "error", "Administrators are user names", KIND)
def admins(document: list[Line], context: Context) -> Iterator[Place]:
    for line in document:
        if line.name == "AUTHORIZER_ADMIN_PRINCIPALS" and "@" in line.value:
            yield (
                line.number,
                "AUTHORIZER_ADMIN_PRINCIPALS holds an e-mail address; the server adds @ and the domain itself.",
                "Write the part before the @ only.",
            )


@file_rule("FLOW-05", "error", "A variable is set once", KIND)
def twice(document: list[Line], context: Context) -> Iterator[Place]:
    first: dict[str, int] = {}
    for line in ours(document):
        if line.name in first:
            yield (
                line.number,
                f"{line.name} is set a second time, after line {first[line.name]}; the last one counts.",
                "Remove one of them.",
            )
        first.setdefault(line.name, line.number)


@file_rule("ENV-08", "error", "A variable is one that OpenMetadata reads", KIND)
def unknown(document: list[Line], context: Context) -> Iterator[Place]:
    for line in ours(document):
        if line.name not in CATALOGUE and line.name not in PASSED_BUT_READ_BY_NOTHING:
            hint = "Write OIDC_DISCOVERY_URI." if line.name == "AUTHENTICATION_DISCOVERY_URI" else "Remove it."
            yield line.number, f"{line.name}: OpenMetadata reads no such variable.", hint


def _shared(id: str, severity: str, title: str, check, **releases: str) -> None:
    """A check of assigned values that Compose files share."""
    file_rule(id, severity, title, KIND, **releases)(lambda document, context: check(_assigned(document)))


_shared("JWK-09", "error", "Java knows the proxy", _assignments.proxies)
_shared("MISC-06", "warning", "Logs hold no tokens", _assignments.logging, until="2.0.0")
_shared("BOT-08", "error", "Ingestion reaches the server", _assignments.ingestion_address)
_shared("BOT-05", "warning", "Ingestion trusts the server's certificate", _assignments.ingestion_certificate)
_shared("SAML-01", "error", "A certificate is one", _assignments.certificates)
_shared("URL-17", "error", "The provider is one that is known", _assignments.provider)
_shared("ENV-15", "error", "The provider is not basic any more", _assignments.leftover_of_basic)
_shared("ENV-18", "error", "Google's URLs with Google only", _assignments.google_leftover)


@file_rule("JWK-11", "warning", "The id of the key pair stays", KIND)
def key_id(document: list[Line], context: Context) -> Iterator[Place]:
    yield from _assignments.changed_key(_assigned(document), context, ("JWT_KEY_ID",))


@file_rule("BOT-06", "error", "The Fernet key stays", KIND)
def fernet_key(document: list[Line], context: Context) -> Iterator[Place]:
    yield from _assignments.changed_key(_assigned(document), context, ("FERNET_KEY",))
