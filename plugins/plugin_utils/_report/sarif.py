# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as SARIF 2.1.0, which code scanning of GitHub and others read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import re
from collections.abc import Mapping
from typing import Any

from .._register import REGISTER
from .rule_pages import PROJECT, page_of
from .run import Run

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
#: A finding in a file: its path, and after a colon its line.
_FILE = re.compile(r"(/[^:]+)(?::(\d+))?")


def write(run: Run) -> str:
    """The document."""
    found = [(host, each) for host, part in run.hosts.items() for each in part.get("findings") or ()]
    rules = list(dict.fromkeys(each["rule"] for _host, each in found))
    driver = {
        "name": "openmetadata.sso",
        "version": run.release,
        "informationUri": PROJECT,
        "rules": [_rule(rule) for rule in rules],
    }
    one = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"openmetadata.sso.{run.verb}/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(host, each, rules.index(each["rule"]), run.sources.get(host)) for host, each in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [one]}, indent=2, ensure_ascii=False) + "\n"


def _rule(rule: str) -> dict[str, Any]:
    described: dict[str, Any] = {"id": rule, "helpUri": page_of(rule)}
    if rule in REGISTER:
        entry = REGISTER[rule]
        described |= {
            "shortDescription": {"text": entry.title},
            "fullDescription": {"text": entry.reason},
            "help": {"text": entry.fix or entry.reason},
            "defaultConfiguration": {"level": LEVELS[entry.severity]},
        }
    return described


def _result(host: str, found: Mapping[str, str], index: int, source: str | None) -> dict[str, Any]:
    # The message is left out: a number of days in it makes the same finding a new one each day.
    identity = json.dumps([host, found["rule"], found["option"]])
    return {
        "ruleId": found["rule"],
        "ruleIndex": index,
        "level": LEVELS[found["severity"]],
        "message": {"text": f"{host}: {found['message']} {found['fix']}".strip()},
        "locations": [_location(host, found["option"], source)],
        "partialFingerprints": {"hostRuleOption/v1": hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()},
    }


def _location(host: str, option: str, source: str | None) -> dict[str, Any]:
    """The file on the host, or the inventory that the host is in: a role variable has no other place that is known."""
    logical = {"name": option or host, "fullyQualifiedName": f"{host}/{option}", "kind": "member"}
    location: dict[str, Any] = {"logicalLocations": [logical]}
    match = _FILE.fullmatch(option)
    if match:
        address, line = pathlib.PurePosixPath(match[1]).as_uri(), int(match[2] or 1)
    elif source:
        address, line = _address(source), 1
    else:
        return location
    return {
        "physicalLocation": {"artifactLocation": {"uri": address}, "region": {"startLine": max(line, 1)}},
        **location,
    }


def _address(path: str) -> str:
    """Relative where the file is below the current folder: that is the root of the repository in a pipeline."""
    full = pathlib.Path(os.path.abspath(path))
    here = pathlib.Path.cwd()
    if full.is_relative_to(here):
        return full.as_uri().removeprefix(here.as_uri().rstrip("/") + "/")
    return full.as_uri()
