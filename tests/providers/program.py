# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program of other authors says of itself: how it starts, its correct set-ups, what can be wrong with them."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

Facts = Mapping[str, Any]
"""What is known of a running program, such as `url`, `port`, `ca`: the texts of a table hold them as `{url}`."""

CLAIMS = {
    "openid": {
        "discovery": r"discovery ok",
        "issuer": r"issuer ok",
        "keys": r"\d+ keys?\b",
        "client id": r"client id known",
        "redirect URI": r"redirect URI registered",
        "silent callback": "",
        "flow": r"response type accepted",
        "scope": r"scopes accepted",
        "prompt": "",
        "PKCE": r"PKCE accepted|no PKCE needed",
        "client secret": r"client secret accepted",
        "authentication method": "",
        "clock": "",
        "certificate": "",
    },
    "directory": {
        "connection": "",
        "certificate": r"TLS ok",
        "bind": r"bind ok",
        "user base": r"user base ok",
        "mail attribute": r"mail attribute ok",
        "group base": r"group base ok",
        "groups": "",
        "role mapping": r"mapped groups ok",
        "sample user": r" is .*<.*>, groups? .*, roles ",
    },
    "saml": {
        "metadata": r"metadata ok",
        "entity ID": "",
        "certificate": r"certificate from",
        "own key pair": "",
        "sign-in URL": "",
        "service provider": r"service provider registered",
        "ACS URL": r"ACS URL registered",
        "name ID": r"name id format accepted",
        "signatures": r"signature accepted",
    },
}
"""What preflight can say about a provider, by kind, and the words in which the line of a provider says it.

A claim without words of its own is never said to be verified: preflight finds what is wrong with it, or is silent.
"""

NOUNS = {name: name for name in ("client id", "redirect URI", "silent callback", "PKCE", "client secret")} | {
    "flow": "response type",
    "scope": "scopes",
}
"""What a claim is called where it is said to be unknown; of the others only the reason is compared."""


NOTHING: Mapping[str, str] = MappingProxyType({})


class Setup(NamedTuple):
    """A correct set-up: role variables without their prefix, the claims that are verified, why others are unknown."""

    variables: dict[str, Any]
    verified: tuple[str, ...]
    unknown: Mapping[str, str] = NOTHING


class Row(NamedTuple):
    """A misconfiguration: how the variables of a set-up differ (`None` leaves one out), and what must be said.

    `found` are the ids of the findings; `unknown` is the reason that must be given where preflight cannot know. A row
    has one of both, or both.
    """

    what: str
    claim: str
    changes: dict[str, Any]
    found: frozenset[str] = frozenset()
    unknown: str = ""
    setup: str = ""


class Program(NamedTuple):
    """One program. `start(folder)` gives its facts as long as it runs, and raises `Missing` where it cannot be had.

    `setups` are named by flow. A `quick` program runs in CI, any other only with OM_SSO_PROVIDERS=all.
    """

    name: str
    version: str
    kind: str
    source: str
    start: Callable[[Path], AbstractContextManager[Facts]]
    setups: dict[str, Setup]
    rows: tuple[Row, ...]
    quick: bool = True


def wrong(what: str, claim: str, *found: str, setup: str = "", unknown: str = "", **changes: Any) -> Row:
    """A row: `wrong("client id mistyped", "client id", "PRE-02", client_id="on")`; the first set-up unless told."""
    return Row(what, claim, changes, frozenset(found), unknown, setup)


def filled(value: Any, facts: Facts) -> Any:
    """A value with its `{names}` replaced; a text that is one name alone becomes the fact itself."""
    if isinstance(value, dict):
        return {filled(name, facts): filled(one, facts) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [filled(one, facts) for one in value]
    if not isinstance(value, str):
        return value
    if value[:1] == "{" and value[1:-1] in facts:
        return facts[value[1:-1]]
    for name, fact in facts.items():
        value = value.replace(f"{{{name}}}", str(fact))
    return value


def variables(program: Program, setup: str, changes: dict[str, Any], facts: Facts) -> dict[str, Any]:
    """The role variables of a set-up with changes, for a running program."""
    base = program.setups[setup or next(iter(program.setups))].variables
    merged = {f"om_sso_{name}": value for name, value in {**base, **changes}.items() if value is not None}
    return {name: filled(value, facts) for name, value in merged.items()}


def title(program: Program, case: str | Row) -> str:
    """The name of a set-up; or what is wrong, and in which set-up where it is not the first one."""
    if isinstance(case, str):
        return case
    return f"{case.what} ({case.setup})" if case.setup not in ("", next(iter(program.setups))) else case.what
