# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that says what preflight verifies, finds and does not know at each program, from the tables of the tests."""

from collections.abc import Iterable, Iterator

from providers.program import CLAIMS, Program, Row, title
from providers.programs import programs

KINDS = {
    "openid": "OpenID providers (custom-oidc and keycloak)",
    "directory": "Directories (LDAP)",
    "saml": "SAML providers",
}
INTRODUCTION = """# Providers that preflight was tried on

[Preflight](preflight.md) was run against these programs, in correct configurations and in wrong ones, and
[the tests](../contribute/preflight-tests.md#programs) do it again. Correct configurations give no warning and no error.

- **verified**: preflight says that it is right. The program answers the same request with a wrong value in another way.
- **found**: a wrong value gives a finding of the rule.
- **unknown**: the program does not show it before a user signs in. Preflight says so, with the reason.

A misconfiguration that is unknown is not found: check these values yourself.
"""


def page() -> str:
    """The whole page, without the mark of where it comes from."""
    rows = [row for program in programs() for row in program.rows]
    missed = [row for row in rows if not row.found]
    lines = [INTRODUCTION]
    found = len(rows) - len(missed)
    lines += [f"{len(programs())} programs, {len(rows)} misconfigurations: {found} found, {len(missed)} unknown.", ""]
    for kind, heading in KINDS.items():
        if programs(kind):
            lines += [f"## {heading}", "", "| program | verified | found | unknown |", "|---|---|---|---|"]
            lines += [_summary(program) for program in programs(kind)]
            lines += [""]
    for program in programs():
        lines += _chapter(program)
    return "\n".join(lines)


def _summary(program: Program) -> str:
    """One line of the first table of a kind."""
    setups, rows = program.setups.values(), program.rows
    verified = {claim for setup in setups for claim in setup.verified}
    unknown = {claim for setup in setups for claim in setup.unknown} | {row.claim for row in rows if not row.found}
    cells = (verified, {row.claim for row in rows if row.found}, unknown)
    name = f"[{program.name}](#{program.name.replace(' ', '-')}) {program.version}"
    return f"| {name} | {' | '.join(_listed(program, cell) for cell in cells)} |"


def _listed(program: Program, claims: Iterable[str]) -> str:
    return ", ".join(claim for claim in CLAIMS[program.kind] if claim in claims)


def _chapter(program: Program) -> Iterator[str]:
    """The misconfigurations of a program."""
    yield from (f"## {program.name}", "", f"{program.version}, from {program.source}. Correct configurations:")
    yield f"{'; '.join(program.setups)}."
    yield from ("", "| wrong | claim | said |", "|---|---|---|")
    for row in program.rows:
        yield f"| {title(program, row)} | {row.claim} | {_said(row)} |"
    yield ""


def _said(row: Row) -> str:
    rules = [f"[{rule}](../reference/rules/{rule}.md)" for rule in sorted(row.found)]
    unknown = [f"unknown: {row.unknown}"] if row.unknown else []
    return "; ".join([", ".join(rules), *unknown] if rules else unknown)
