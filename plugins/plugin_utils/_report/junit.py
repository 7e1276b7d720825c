# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run as JUnit XML, which GitLab, Jenkins and others show as test results.

A host is a test suite. Its test cases are its result, the checks of an audit, the compared fields and the findings.
An error is a failed test; a warning, and what could not be seen, is a skipped one with its reason, so that a pipeline
that is green has no red test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from xml.etree import ElementTree

from .rule_pages import title_of_rule
from .run import Run

#: What XML 1.0 cannot hold, whatever a host has sent.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Results of a host that are failures.
FAILED = {"failed": "failed", "restored": "failed, and the previous configuration is in effect again"}


class Case(NamedTuple):
    """A test case. ``state`` is ``passed``, ``failed`` or ``skipped``, ``text`` why."""

    name: str
    state: str
    text: str = ""


def write(run: Run) -> str:
    """The document."""
    suites = [(host, list(_cases(run.verb, part))) for host, part in run.hosts.items()]
    suites += [(host, [Case("result", "skipped", "the run has said nothing of this host")]) for host in run.missing]
    root = ElementTree.Element("testsuites", {"name": f"openmetadata.sso.{run.verb}", **_counts(suites)})
    for host, cases in suites:
        about = {"name": _clean(host), "timestamp": f"{run.when:%Y-%m-%dT%H:%M:%S}", "time": "0"}
        suite = ElementTree.SubElement(root, "testsuite", {**about, **_counts([(host, cases)])})
        for case in cases:
            _add(suite, f"openmetadata.sso.{run.verb}.{host}", case)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _cases(verb: str, part: Mapping[str, Any]) -> Iterator[Case]:
    result = part.get("result") or "failed"
    yield Case("result", "failed" if result in FAILED else "passed", part.get("reason") or FAILED.get(result, result))
    checked = {check["id"] for check in part.get("checks") or ()}
    yield from (_check(check) for check in part.get("checks") or ())
    yield from (_field(verb, row) for row in part.get("effective") or ())
    yield from (_finding(found) for found in part.get("findings") or () if found["rule"] not in checked)


def _check(check: Mapping[str, Any]) -> Case:
    state = {"ok": "passed", "finding": "failed" if check["severity"] == "error" else "skipped"}
    return Case(
        f"{check['id']} {check['title']}", state.get(check["status"], "skipped"), f"{check['evidence']} {check['fix']}"
    )


def _field(verb: str, row: Mapping[str, Any]) -> Case:
    """A plan tells what it will change, and does not fail by that; a comparison does."""
    state = {"ok": "passed", "unknown": "skipped"}.get(row["status"], "passed" if verb == "plan" else "failed")
    values = ", ".join(f"{name} {row[name]!r}" for name in ("wanted", "file", "stored", "served"))
    return Case(f"field {row['field']}", state, "" if row["status"] == "ok" else f"{row['status']}: {values}")


def _finding(found: Mapping[str, str]) -> Case:
    state = {"error": "failed", "warning": "skipped"}.get(found["severity"], "passed")
    title = " ".join(text for text in (found["rule"], title_of_rule(found["rule"])) if text)
    return Case(f"{title} ({found['option']})", state, f"{found['severity']}: {found['message']} {found['fix']}")


def _add(suite: ElementTree.Element, class_name: str, case: Case) -> None:
    about = {"name": _clean(case.name), "classname": _clean(class_name), "time": "0"}
    element, text = ElementTree.SubElement(suite, "testcase", about), _clean(case.text.strip())
    if case.state == "passed":
        if text:
            ElementTree.SubElement(element, "system-out").text = text
        return
    name, kind = ("failure", {"type": "openmetadata.sso"}) if case.state == "failed" else ("skipped", {})
    ElementTree.SubElement(element, name, {"message": text, **kind}).text = text


def _counts(suites: list[tuple[str, list[Case]]]) -> dict[str, str]:
    states = [case.state for _host, cases in suites for case in cases]
    counts = {"tests": len(states), "failures": states.count("failed"), "errors": 0, "skipped": states.count("skipped")}
    return {name: str(count) for name, count in counts.items()}


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
