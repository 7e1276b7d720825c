# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/contribute/faults.md from the table of faults: `python3 tests/support/faults/document.py` writes it."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from faults import held, points

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

Faults by kind:

"""


def text():
    """The page."""
    cases = list(points.cases())
    total = len(cases) + held.count()
    lines = [
        HEAD.format(total=total, count=len(cases), held=held.count()),
        "| kind | meaning | faults |\n|---|---|---|\n",
    ]
    for kind, meaning in points.KINDS.items():
        lines.append(f"| {kind} | {meaning} | {sum(case[1] == kind for case in cases)} |\n")
    for place in points.STEPS:
        lines.append(f"\n## {place[0]}, {place[1]}\n\n| kind | at |\n|---|---|\n")
        lines += [f"| {kind} | {step} |\n" for where, kind, step in cases if where == place]
    for subject in held.subjects():
        lines.append(f"\n## {subject.TITLE}\n\n{subject.RIGHT}\n\n| fault | test |\n|---|---|\n")
        lines += [f"| {fault} | `{test.rpartition('::')[2]}` |\n" for fault, test in subject.FAULTS]
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
