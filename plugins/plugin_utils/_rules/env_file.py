# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of NAME=VALUE lines: Compose's env file, systemd's EnvironmentFile, openmetadata-env.sh with its exports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ...module_utils._formats.env_file import ENV_FILE
from .._model.catalogue import CATALOGUE
from .._model.environment import AUTHORIZER, REQUEST_FILTER
from .._model.file_values import Place
from .._model.list_text import items
from .._model.variable_names import is_own
from .._register import Problem, at
from . import _assignments, _names
from ._assignments import Assignment, by_name
from ._env_lines import Line, is_closed, lines, meant, ours
from ._file import READERS, Check, Context, file_rule

KIND = "env_file"
#: An env file that Compose reads for a service: what it gives is judged where it arrives.
READ_BY_COMPOSE = "env_file_of_compose"
#: The environment that the server's process gets, as ``Line``: rules on values, and none on how a file writes them.
ENVIRONMENT = "environment"
#: The same of a server on bare metal, for rules that a Compose project applies to each service.
OF_HOST = "environment_of_host"
DEFAULT_IN_VALUE = re.compile(r"\$\{\w+:?-")
DOLLAR = re.compile(r"(?<!\$)\$(?=[A-Za-z_{])\{?(\w*)")
REPEATED = re.compile(r"\"?[A-Z][A-Z0-9]*(_[A-Z0-9]+)+=")
#: Signs that end an unquoted word in a shell, or begin something else.
SHELL_BREAKS = re.compile(r"[\s;&|<>()`]")
#: What a shell takes literally, and what its quotes and commands hold together.
LITERAL = re.compile(r"'[^']*'|\\.", re.DOTALL)
QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"|\\.|\$\([^()]*\)|`[^`]*`", re.DOTALL)
#: What a shell replaces.
REFERS = re.compile(r"[$`]")
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


def process_environment(variables: Mapping[str, tuple[str, Place]]) -> list[Line]:
    """The document of ``ENVIRONMENT``: {name: (text, where it is set)}."""
    return [Line(place, text, name, text, text, "'") for name, (text, place) in variables.items()]


#: A check of one line.
LineCheck = Callable[[Line, Context], bool]
VALUES = (KIND, ENVIRONMENT)


def every(document: list[Line]) -> list[Line]:
    """All lines, of whatever program."""
    return document


def settled(document: list[Line], context: Context) -> list[Line]:
    """The lines whose value is all there: one that a shell puts together is judged where it arrives."""
    if context.dialect != "shell":
        return document
    return [line for line in document if not REFERS.search(LITERAL.sub("", line.raw))]


def rule_of(*kinds: str, rule_id: str) -> Callable[[Check], Check]:
    """Add a check of an id for several kinds; one that is for the process's environment too judges whole values."""

    def register(check: Check) -> Check:
        def over_settled(document: list[Line], context: Context) -> Iterable[Problem]:
            return check(settled(document, context), context)

        for kind in kinds:
            file_rule(rule_id, kind)(over_settled if ENVIRONMENT in kinds else check)
        return check

    return register


def line_rule(
    rule_id: str,
    cause: str = "",
    of: Callable[[list[Line]], Iterable[Line]] = ours,
    kinds: tuple[str, ...] = (KIND,),
) -> Callable[[LineCheck], LineCheck]:
    """Add a check of single lines; ``of`` chooses the lines: those of OpenMetadata unless given."""

    def register(check: LineCheck) -> LineCheck:
        def over_lines(document: list[Line], context: Context) -> Iterator[Problem]:
            for line in of(document):
                if check(line, context):
                    yield at(line.number, cause, option=line.name)

        rule_of(*kinds, rule_id=rule_id)(over_lines)
        return check

    return register


def shared(check: Callable[[dict[str, Assignment]], Iterable[Problem]]) -> Check:
    """A check of assigned values, for the lines of an env file."""
    return lambda document, context: check(_assigned(settled(document, context)))


def _assigned(document: list[Line]) -> dict[str, Assignment]:
    return by_name(Assignment(line.name, line.value, line.number) for line in document if line.name)


@line_rule("ENV-01", "comment_in_file")
def comment(line: Line, context: Context) -> bool:
    """A comment behind a value, which only a shell removes."""
    return context.dialect != "shell" and not line.quote and re.search(r"\s#", line.raw) is not None


@line_rule("ENV-02", "blank_in_file")
def blank(line: Line, _context: Context) -> bool:
    """Whitespace around the sign, or at the end where no comment follows."""
    assignment = ENV_FILE.assignment(line.text.strip("\r"))
    if not assignment:
        return False
    return assignment.sign != "=" or (line.raw != line.raw.rstrip() and not re.search(r"\s#", line.raw))


@line_rule("ENV-03", "yaml", every)
def yaml_line(line: Line, _context: Context) -> bool:
    """A line of YAML."""
    return line.name is None and re.match(r"\s*-?\s*[A-Z][A-Z0-9_]*\s*:", line.text) is not None


@line_rule("ENV-03", "default_in_value", every)
def default_in_value(line: Line, _context: Context) -> bool:
    """A default in braces, which only a Compose file replaces."""
    return bool(line.name) and line.quote != "'" and DEFAULT_IN_VALUE.search(line.raw) is not None


@line_rule("ENV-04", "odd_quotes")
def quotes(line: Line, context: Context) -> bool:
    """Quotes that are not in pairs around the whole value."""
    if line.name == "AUTH_ROLES_MAPPING":
        return False
    if line.quote in ("open", "odd"):
        return not (context.dialect == "shell" and is_closed(line.raw))
    return not line.quote and (line.value.endswith(('""', "''")) or line.value.count('"') % 2 == 1)


@line_rule("ENV-05", "repeated_in_file", kinds=VALUES)
def repeated(line: Line, _context: Context) -> bool:
    """A value that begins with the name of a variable."""
    return REPEATED.match(line.value) is not None


@line_rule("ENV-11", of=every)
def roles_mapping(line: Line, _context: Context) -> bool:
    """A mapping of roles on several lines."""
    spread = "\n" in line.text or line.value.count("{") != line.value.count("}")
    return line.name == "AUTH_ROLES_MAPPING" and spread


@rule_of(*VALUES, rule_id="ENV-12")
def class_names(document: list[Line], _context: Context) -> Iterator[Problem]:
    """Authorizer and request filter are the classes of OpenMetadata."""
    wanted = {"AUTHORIZER_CLASS_NAME": AUTHORIZER, "AUTHORIZER_REQUEST_FILTER": REQUEST_FILTER}
    for line in document:
        if line.name in wanted and line.value.strip() and line.value.strip() != wanted[line.name]:
            yield at(line.number, "other_class_in_env_file", option=line.name, expected=wanted[line.name])


@file_rule("ENV-20", KIND)
def interpolated(document: list[Line], context: Context) -> Iterator[Problem]:
    """A value reaches the server unchanged."""
    shell = context.dialect == "shell"
    known = {line.name for line in document} if shell else set()
    for line in [] if context.dialect == "systemd" else ours(document):
        text = LITERAL.sub("", line.raw) if shell else "" if line.quote == "'" else line.raw
        named = set() if DEFAULT_IN_VALUE.search(line.raw) else set(DOLLAR.findall(text))
        if named - known:
            yield at(line.number, "dollar", option=line.name)


@line_rule("ENV-32")
def one_word(line: Line, context: Context) -> bool:
    """A value that a shell reads as several words."""
    bare = re.split(r"(?:^|\s)#", QUOTED.sub("", line.raw))[0].rstrip()
    return context.dialect == "shell" and SHELL_BREAKS.search(bare) is not None


@line_rule("ENV-33")
def exported(line: Line, context: Context) -> bool:
    """An export in a file that systemd reads."""
    return context.dialect == "systemd" and line.text.lstrip().startswith("export")


def _urls(document: list[Line]) -> Iterator[tuple[Line, str]]:
    for line in [*document, *meant(document)]:
        if line.name in URLS and not _is_half_a_list(line):
            for url in [] if DEFAULT_IN_VALUE.search(line.raw) else items(line.value, blanks=True):
                yield line, url


def _is_half_a_list(line: Line) -> bool:
    """Whether one bracket of a list is missing, which is what has to be said of it (JWK-06)."""
    value = line.value.strip("\"' ")
    return line.name in LISTS and value.startswith("[") != value.endswith("]")


@rule_of(*VALUES, rule_id="ENV-06")
def doubled_scheme(document: list[Line], _context: Context) -> Iterator[Problem]:
    """A URL has one scheme."""
    for line, url in _urls(document):
        if url.count("://") > 1:
            yield at(line.number, option=line.name)


@rule_of(*VALUES, rule_id="ENV-21")
def no_scheme(document: list[Line], _context: Context) -> Iterator[Problem]:
    """A URL has a scheme and a host. The first is enough: the rest of a broken list is not a URL of its own."""
    for line, url in _urls(document):
        if not url.startswith(("http://", "https://")) and not REPEATED.match(url) and url != "#":
            yield at(line.number, "no_scheme", option=line.name)
            return


@rule_of(*VALUES, rule_id="JWK-04")
def old_path(document: list[Line], _context: Context) -> Iterator[Problem]:
    """The server's own key URL has its current path."""
    for line, url in _urls(document):
        if url.endswith("/config/jwks") and not url.endswith("/api/v1/system/config/jwks"):
            yield at(line.number, "old_path_in_file", option=line.name)


@line_rule("JWK-06", "no_brackets", every, kinds=VALUES)
def brackets(line: Line, _context: Context) -> bool:
    """A list without brackets."""
    value = line.value.strip("\"' ")
    bracketed = value.startswith("[") and value.endswith("]")
    return line.name in LISTS and bool(value) and not bracketed and not DEFAULT_IN_VALUE.search(line.raw)


@line_rule("CLM-12", "addresses_in_file", every, kinds=VALUES)
def admins(line: Line, _context: Context) -> bool:
    """Administrators that are listed by address."""
    return line.name == "AUTHORIZER_ADMIN_PRINCIPALS" and "@" in line.value


@rule_of(KIND, READ_BY_COMPOSE, rule_id="FLOW-05")
def twice(document: list[Line], _context: Context) -> Iterator[Problem]:
    """A variable is set once."""
    first: dict[str | None, int] = {}
    for line in ours(document):
        if line.name in first:
            yield at(line.number, "set_twice", option=line.name, first=first[line.name])
        first.setdefault(line.name, line.number)


@rule_of(*VALUES, rule_id="ENV-08")
def unread(document: list[Line], context: Context) -> Iterator[Problem]:
    """OpenMetadata reads each variable that is meant for it."""
    yield from _names.unread(_places(document), context.release, context.referenced)


@file_rule("ENV-08", READ_BY_COMPOSE)
def passed_nowhere(document: list[Line], context: Context) -> Iterator[Problem]:
    """A name that only OpenMetadata could mean, and that no service gets."""
    named = {name: place for name, place in _places(document).items() if is_own(name)}
    yield from _names.unread(named, context.release, context.referenced)


def _places(document: list[Line]) -> dict[str, Any]:
    return {line.name: line.number for line in document if line.name}


def written_as_it_is(check: Check) -> Check:
    """Not for a file of a shell or of systemd, whose escapes are not part of the value: that is judged on arrival."""
    return lambda document, context: () if context.dialect in ("shell", "systemd") else check(document, context)


for _id, _check in _assignments.CHECKS:
    if _check is _assignments.certificates:
        file_rule(_id, OF_HOST)(shared(_check))
        file_rule(_id, KIND)(written_as_it_is(shared(_check)))
    else:
        file_rule(_id, KIND)(shared(_check))


@rule_of(*VALUES, rule_id="JWK-11")
def key_id(document: list[Line], context: Context) -> Iterator[Problem]:
    """The id of the key pair stays as it is."""
    yield from _assignments.changed_key(_assigned(document), context, ("JWT_KEY_ID",))


@rule_of(*VALUES, rule_id="BOT-06")
def fernet_key(document: list[Line], context: Context) -> Iterator[Problem]:
    """The Fernet key stays as it is."""
    yield from _assignments.changed_key(_assigned(document), context, ("FERNET_KEY",))
