# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/contribute/faults.md from the table of faults: `python3 tests/support/faults/document.py` writes it."""

import collections
import re
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults import held, points, requirements

PAGE = Path(__file__).resolve().parents[3] / "docs" / "contribute" / "faults.md"
HEAD = """<!-- Copyright: openmetadata.sso contributors; SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Written by tests/support/faults/document.py; a test holds it current. -->
# Faults

{total} faults are listed here, each with what must hold: {count} that interrupt a change, and {held} others.

`tests/functional/test_interruptions.py` changes the configuration of a host again and again and injects one of {count}
faults into each change. The host is the simulator; bare metal is started by its own script, Docker Compose by a
stand-in for the program `docker`. After each fault:

- The server serves the old configuration or the new one, or does not run; it never serves a mixture. The stored
  configuration is the old one or the new one as a whole.
- What the collection does not own is unchanged byte for byte: files of the operator, and fields that an administrator
  set.
- If the run survives the fault, it ends in one clear error, with files, stored configuration and server as before. If
  that is not possible (Docker does not answer any more), the error says so.
- The next run, with the new configuration or the old one, completes. The state folder then holds only the key, the lock
  and the last good configuration.

"""
KINDS = """Faults that interrupt a change, by kind:

| kind | meaning | faults |
|---|---|---|
"""
REQUIREMENTS = """
## What must hold

| point | what must hold | tests |
|---|---|---|
"""
WHERE = """Faults by where they strike; those of output, of servers' answers and of variables are the same for each
deployment:

| where | faults |
|---|---|
"""
#: The first one whose expression is in the words of a fault or its test is where it strikes.
PLACES = {
    "over SSH": r"over SSH|over_ssh",
    "Kubernetes": r"Helm|helm|kube|pod|_kubernetes/",
    "Docker Compose": r"Compose|compose|[Dd]ocker|container",
    "bare metal": r"bare metal|functional/test_(odd_files|processes|killed)\.py|bare_metal|systemd",
}
EVERYWHERE = "every deployment"


def where(words):
    """Where a fault strikes, by its words."""
    return next((place for place, pattern in PLACES.items() if re.search(pattern, words)), EVERYWHERE)


def _counts(cases):
    found = collections.Counter(where(place[0]) for place, _kind, _step in cases)
    found.update(where(" ".join(fault)) for subject in held.subjects() for fault in subject.FAULTS)
    return [f"| {place} | {found[place]} |\n" for place in (*PLACES, EVERYWHERE)]


def _requirements():
    for number, (right, tests) in enumerate(requirements.POINTS, 1):
        names = ", ".join(f"`{test.rpartition('::')[2]}`" for test in tests)
        yield f"| {number} | {right} | {names} |\n"


def text():
    """The page."""
    cases = list(points.cases())
    total = len(cases) + held.count()
    lines = [
        HEAD.format(total=total, count=len(cases), held=held.count()),
        WHERE,
        *_counts(cases),
        "\n",
        KINDS,
    ]
    for kind, meaning in points.KINDS.items():
        lines.append(f"| {kind} | {meaning} | {sum(case[1] == kind for case in cases)} |\n")
    lines += [REQUIREMENTS, *_requirements()]
    for place in points.STEPS:
        lines.append(f"\n## {place[0]}, {place[1]}\n\n| kind | at |\n|---|---|\n")
        lines += [f"| {kind} | {step} |\n" for where, kind, step in cases if where == place]
    for subject in held.subjects():
        lines.append(f"\n## {subject.TITLE}\n\n{subject.RIGHT}\n\n| fault | test |\n|---|---|\n")
        lines += [f"| {fault} | `{test.rpartition('::')[2]}` |\n" for fault, test in subject.FAULTS]
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
