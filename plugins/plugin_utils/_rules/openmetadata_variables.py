# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What OpenMetadata reads: its variables, their values and its release."""

from __future__ import annotations

import difflib

from .._model.catalogue import CATALOGUE, RELEASES, choices_of
from .._model.encoding import Unencodable, process_text
from .._model.environment import AUTHORIZER, REQUEST_FILTER
from .._model.releases import Range, older, within
from ._rule import Case, rule
from ._text import is_placeholder, split

EXTRA = "om_sso_extra_environment."


@rule("MISC-01", "error", "A release that is supported")
def too_old(case: Case):
    if case.release and older(case.release, RELEASES[0] + ".0"):
        message = f"om_sso_openmetadata_version {case.release} is older than {RELEASES[0]}, the oldest that this collection knows."
        yield "om_sso_openmetadata_version", message, "Upgrade OpenMetadata."


@rule("MISC-01", "warning", "A release that is known")
def too_new(case: Case):
    newest = RELEASES[-1]
    if case.release and not within(Range(None, _next_line(newest)), case.release):
        message = f"om_sso_openmetadata_version {case.release} is newer than {newest}, and is treated like it."
        yield "om_sso_openmetadata_version", message, "Look for a newer version of this collection."


def _next_line(line: str) -> str:
    major, minor = line.split(".")
    return f"{major}.{int(minor) + 1}.0"


@rule("ENV-08", "error", "om_sso_extra_environment names variables that the server reads")
def unknown_variable(case: Case):
    for name in case.settings.extra_environment or {}:
        if name not in CATALOGUE:
            close = difflib.get_close_matches(str(name).upper(), CATALOGUE, n=1)
            yield (
                f"{EXTRA}{name}",
                f"{EXTRA}{name}: OpenMetadata reads no such variable.",
                f"Did you mean {close[0]}?" if close else "Remove it.",
            )


@rule("ENV-08", "error", "A value that was given is one that the release reads")
def unread(case: Case):
    carried = {value.option for value in case.environment.values()}
    for name, value in case.unread.items():
        if case.is_given(value) and value.option not in carried:
            option = value.option
            what = "it" if option.startswith(EXTRA) else name
            message = f"{option} has no effect: OpenMetadata {case.release} does not read {what}."
            since, until = CATALOGUE[name].since, CATALOGUE[name].until
            yield option, message, f"Remove it{'' if until else f', or upgrade OpenMetadata to {since}'}."


@rule("ENV-27", "error", "A choice is one that the release knows")
def choice(case: Case):
    for name, (value, option) in case.environment.items():
        variable = CATALOGUE.get(name)
        if variable is None or not variable.choices or not isinstance(value, str):
            continue
        known = choices_of(variable, case.release or RELEASES[-1])
        if value not in known:
            release = f" {case.release}" if case.release else ""
            yield (
                option,
                f"{option} is not one of what OpenMetadata{release} knows: {', '.join(known)}.",
                "Write one of them exactly.",
            )


@rule("ENV-20", "error", "Every value can reach the server unchanged")
def unencodable(case: Case):
    for name, (value, option) in case.environment.items():
        if value is None or name not in CATALOGUE:
            continue
        try:
            process_text(value, CATALOGUE[name].type, CATALOGUE[name].embedded)
        except Unencodable as reason:
            yield option, f"{option}: {reason}.", "Write another value."
        except ValueError:
            # Python writes no number of more than some thousand digits.
            yield option, f"{option}: the number is too large.", "Write another value."


@rule("ENV-12", "error", "The authorizer and its filter are OpenMetadata's")
def class_names(case: Case):
    for name, wanted in (("AUTHORIZER_CLASS_NAME", AUTHORIZER), ("AUTHORIZER_REQUEST_FILTER", REQUEST_FILTER)):
        value, option = case.variable(name)
        if value is not None and value != wanted:
            why = "it lets everybody do everything" if "Noop" in value else "the server would not start"
            yield option, f"{option} is not {wanted}: {why}.", "Leave it out."


@rule("ENV-14", "error", "A secure socket needs TLS in the server itself")
def secure_socket(case: Case):
    value, option = case.variable("AUTHORIZER_ENABLE_SECURE_SOCKET", bool)
    internal = split(case.settings.server_internal_url)
    if value and internal and internal.scheme == "http":
        message = f"{option} is on, but the server itself listens with plain http (om_sso_server_internal_url): every request would be refused."
        yield option, message, "Leave it out; https of a proxy before the server does not need it."


@rule("MISC-02", "error", "One provider")
def second_provider(case: Case):
    value, option = case.variable("AUTHENTICATION_PROVIDER")
    if value is not None and value != case.provider.openmetadata_provider:
        yield option, f"{option} names another provider than om_sso_provider.", "Leave it out."


@rule("ENV-29", "warning", "A decided value is decided in one place")
def decided_twice(case: Case):
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
            yield (
                f"{EXTRA}{name}",
                f"{EXTRA}{name} takes the place of what an option of its own decides.",
                "Set the option instead.",
            )
