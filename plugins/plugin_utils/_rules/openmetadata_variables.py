# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OpenMetadata reads: its variables, their values and its release."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from .._model.catalogue import CATALOGUE, RELEASES, choices_of
from .._model.encoding import Unencodable, process_text
from .._model.environment import AUTHORIZER, REQUEST_FILTER
from .._model.releases import Range, older, within
from .._model.variable_names import ALIAS, MANAGED, MISSPELLED, OTHER, READ, UNKNOWN, Name, classify
from .._register import Problem, at
from ._rule import Case, rule
from ._text import is_placeholder, split

EXTRA = "om_sso_extra_environment."


@rule("MISC-01")
def too_old(case: Case) -> Iterator[Problem]:
    """The release is supported."""
    if _is_too_old(case):
        yield at("om_sso_openmetadata_version", "too_old")


def _is_too_old(case: Case) -> bool:
    return case.release is not None and older(case.release, RELEASES[0] + ".0")


@rule("MISC-01")
def too_new(case: Case) -> Iterator[Problem]:
    """The release is known to this version of the collection."""
    newest = RELEASES[-1]
    if case.release and not within(Range(None, _next_line(newest)), case.release):
        yield at("om_sso_openmetadata_version", "too_new", newest=newest)


def _next_line(line: str) -> str:
    major, minor = line.split(".")
    return f"{major}.{int(minor) + 1}.0"


@rule("ENV-08")
def unmanaged_variable(case: Case) -> Iterator[Problem]:
    """om_sso_extra_environment names variables that this collection manages."""
    for name in map(str, case.settings.extra_environment or {}):
        found = classify(name, case.release)
        if found.kind != MANAGED:
            cause, right = _not_managed(found)
            yield at(f"{EXTRA}{name}", cause, right=right)


def _not_managed(found: Name) -> tuple[str, str]:
    """The cause for a name of a class, and the name in its text."""
    if found.kind == ALIAS:
        return ("alias_option", found.right) if found.right else ("old_option", "")
    if found.kind == OTHER:
        return "other_option", found.right or "another program"
    return {READ: "read_option", MISSPELLED: "misspelled_option", UNKNOWN: "unknown_option"}[found.kind], found.right


@rule("ENV-08")
def unread(case: Case) -> Iterator[Problem]:
    """The release reads each value that was set."""
    if _is_too_old(case):
        return
    carried = {value.option for value in case.environment.values()}
    for name, value in case.unread.items():
        if case.is_given(value) and value.option not in carried:
            option = value.option
            what = "it" if option.startswith(EXTRA) else name
            since, until = CATALOGUE[name].since, CATALOGUE[name].until
            yield at(option, "no_longer_read" if until else "not_yet_read", what=what, since=since)


@rule("ENV-27")
def choice(case: Case) -> Iterator[Problem]:
    """The release knows the choice."""
    release = case.release or RELEASES[-1]
    for name, known in _choices(release).items():
        value, option = case.variable(name)
        if value is not None and value not in known:
            yield at(option, release=release, names=", ".join(known))


@functools.lru_cache(maxsize=256)
def _choices(release: str) -> dict[str, tuple[str, ...]]:
    """The variables that take one of some values, and which those are in a release."""
    return {name: choices_of(variable, release) for name, variable in CATALOGUE.items() if variable.choices}


@rule("ENV-20")
def unencodable(case: Case) -> Iterator[Problem]:
    """A value reaches the server unchanged."""
    for name, (value, option) in case.environment.items():
        if value is None or name not in CATALOGUE:
            continue
        try:
            process_text(value, CATALOGUE[name].type, CATALOGUE[name].embedded)
        except Unencodable as reason:
            yield at(option, "not_encodable", reason=reason)
        except ValueError:
            # Python writes no number of more than some thousand digits.
            yield at(option, "too_large")


@rule("ENV-12")
def class_names(case: Case) -> Iterator[Problem]:
    """Authorizer and request filter are the classes of OpenMetadata."""
    for name, wanted in (("AUTHORIZER_CLASS_NAME", AUTHORIZER), ("AUTHORIZER_REQUEST_FILTER", REQUEST_FILTER)):
        value, option = case.variable(name)
        if value is not None and value != wanted:
            why = "it lets every user do everything" if "Noop" in value else "the server would not start"
            yield at(option, "other_class", why=why, expected=wanted)


@rule("ENV-14")
def secure_socket(case: Case) -> Iterator[Problem]:
    """A secure websocket has TLS in the server itself."""
    value, option = case.variable("AUTHORIZER_ENABLE_SECURE_SOCKET", bool)
    internal = split(case.settings.server_internal_url)
    if value and internal and internal.scheme == "http":
        yield at(option)


@rule("MISC-02")
def second_provider(case: Case) -> Iterator[Problem]:
    """One provider is configured."""
    value, option = case.variable("AUTHENTICATION_PROVIDER")
    if value is not None and value != case.provider.openmetadata_provider:
        yield at(option)


@rule("ENV-29")
def decided_twice(case: Case) -> Iterator[Problem]:
    """An extra variable that takes the place of one that an option decides."""
    extra = case.settings.extra_environment or {}
    for name in (
        "AUTHENTICATION_CLIENT_TYPE",
        "AUTHENTICATION_CLIENT_ID",
        "OIDC_CLIENT_ID",
        "AUTHORIZER_ADMIN_PRINCIPALS",
        "AUTHORIZER_PRINCIPAL_DOMAIN",
    ):
        if name in extra and not (isinstance(extra[name], str) and is_placeholder(extra[name])):
            yield at(f"{EXTRA}{name}")
