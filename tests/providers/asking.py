# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ask a running program as the playbook does: role variables, the plan, the requests, the findings."""

import os
import time
from typing import Any, NamedTuple
from unittest import mock

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import ldap_client
from ansible_collections.openmetadata.sso.plugins.module_utils._system import http
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import preflight
from lab import direct
from providers.program import Program, title

ALL = os.environ.get("OM_SSO_PROVIDERS") == "all"
"""Whether the programs that take minutes to be had are tried as well."""


class Asked(NamedTuple):
    """What preflight said, in how many requests, of HTTP or LDAP, and seconds."""

    line: str
    verified: list[str]
    unknown: list[str]
    findings: list[Any]
    requests: int
    seconds: float

    @property
    def rules(self) -> set[str]:
        """The ids of all findings that are more than a notice."""
        return {finding.rule for finding in self.findings if finding.severity != "info"}


def asked(variables: dict[str, Any]) -> Asked:
    """Preflight with these variables, which must make a plan without an error."""
    plan = direct.plan_of(variables)
    with _counted(http.Client, "request") as http_requests, _counted(ldap_client.Client, "_ask") as ldap_requests:
        begin = time.monotonic()
        seen = preflight.look({"host": plan})["host"]
        seconds = time.monotonic() - begin
    assert seen.verdict is not None, (seen.findings, plan.settings_or_none)
    texts = {
        status: [
            check.text for check in seen.verdict.checks if check.text and (check.status == "ok") == (status == "ok")
        ]
        for status in ("ok", "unknown")
    }
    requests = http_requests.call_count + ldap_requests.call_count
    return Asked(seen.verdict.line, texts["ok"], texts["unknown"], seen.findings, requests, seconds)


def _counted(kind: type, method: str) -> Any:
    """A method that counts its calls."""
    return mock.patch.object(kind, method, autospec=True, side_effect=getattr(kind, method))


def marks(program: Program) -> list[pytest.MarkDecorator]:
    """A program that is not quick is optional, and is skipped unless asked for."""
    if program.quick:
        return []
    skip = pytest.mark.skipif(not ALL, reason=f"{program.name}: set OM_SSO_PROVIDERS=all to get and try it")
    return [pytest.mark.optional, skip]  # not in CI: it takes minutes to be had


def cases(programs: tuple[Program, ...]) -> list[Any]:
    """Parameters (program, name of a set-up or row), all of a program together: it is started once."""
    return [
        pytest.param(program, case, marks=marks(program), id=f"{program.name}: {title(program, case)}")
        for program in programs
        for case in (*program.setups, *program.rows)
    ]
