# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts in the documentation: what a run of a Molecule scenario or a test printed is what the page shows.

A command, from the folder tests: `python3 -m lab.transcripts PAGE NAME <OUTPUT`. The page has
`<!-- transcript NAME -->`, and below it a block whose first line is the command. With OM_SSO_WRITE_TRANSCRIPTS=1 the
block is written anew instead of compared.
"""

import difflib
import json
import os
import re
import sys
from pathlib import Path

from . import cache

#: What Ansible adds to a failure: where the task is in which file, and the whole result as JSON.
_DROPPED = re.compile(r"^Origin: .*?\n\n.*?\n *\^ column \d+\n\n?", re.DOTALL | re.MULTILINE)
_RESULT = re.compile(r"^(fatal: .*? => ).*$", re.MULTILINE)
#: Where the callback `default` prints a result in full.
_PRINTED = re.compile(r"^((?:ok|changed|fatal): \[.*\](?:: (?:FAILED|UNREACHABLE)!)? =>) (?=\{$)", re.MULTILINE)
#: What no two runs have in common.
_VARYING = (
    (r"after \d+ s\b", "after N s"),
    (r"\b\d+\.\d s from", "N s from"),
    (r"sha256:[0-9a-f]{8}", "sha256:N"),
    (r"\d{4}-\d\d-\d\d[T ][\d:.]+Z?", "TIME"),
    (r" +$", ""),
    # Said of a host that takes longer than usual.
    (r"^\S+  (?:at work|(?:restoring the old state, )?waiting for .* at most.*|no answer since .*)\n", ""),
)
#: Hosts of one task that have nothing to show; which of them answers first is chance.
_TOGETHER = re.compile(r"(?:^(?:ok|skipping|changed): \[[^]\n]*\]\n){2,}", re.MULTILINE)


def lines_of(output: str) -> str:
    """The output with the lines of each `msg` as they are, without the JSON quotes of the callback `default`."""
    parts, end = [], 0
    for found in _PRINTED.finditer(output):
        result, length = json.JSONDecoder().raw_decode(output[found.end() :])
        if isinstance(result.get("msg"), list):
            parts += [output[end : found.start()], found[1], "".join(f"\n{line}" for line in result["msg"])]
            end = found.end() + length
    return "".join([*parts, output[end:]])


def shown(output: str) -> str:
    """What a page shows of the output of a run."""
    text = _RESULT.sub(r"\1…", _DROPPED.sub("", lines_of(output)))
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def same(one: str, other: str) -> bool:
    """Whether two transcripts differ in nothing but what no two runs have in common."""
    return _lasting(one) == _lasting(other)


def block(page: str, name: str) -> re.Match[str]:
    """The block of a page: the command, then the transcript."""
    found = re.search(
        rf"<!-- transcript {re.escape(name)} -->\n```console\n(?P<command>\$ [^\n]*\n)(?P<text>.*?)```\n",
        page,
        re.DOTALL,
    )
    if not found:
        raise LookupError(f"the page has no transcript called {name}")
    return found


def held(page: Path, name: str, text: str) -> bool:
    """Whether the page has this transcript; with OM_SSO_WRITE_TRANSCRIPTS=1 it is written anew."""
    content = page.read_text(encoding="utf-8")
    found = block(content, name)
    if same(found["text"], text):
        return True
    if os.environ.get("OM_SSO_WRITE_TRANSCRIPTS"):
        page.write_text(content[: found.start("text")] + text + content[found.end("text") :], encoding="utf-8")
        return True
    return False


def _lasting(text: str) -> str:
    for pattern, instead in _VARYING:
        text = re.sub(pattern, instead, text, flags=re.MULTILINE)
    return _TOGETHER.sub(lambda found: "".join(sorted(found.group().splitlines(keepends=True))), text)


def main() -> int:
    """The command."""
    path, name = cache.CHECKOUT / sys.argv[1], sys.argv[2]
    new = shown(sys.stdin.read())
    if held(path, name, new):
        return 0
    found = block(path.read_text(encoding="utf-8"), name)
    lines = difflib.unified_diff(
        found["text"].splitlines(), new.splitlines(), f"{sys.argv[1]}: {name}", "this run", lineterm=""
    )
    print(
        "\n".join([*lines, "OM_SSO_WRITE_TRANSCRIPTS=1 ./run molecule test --scenario-name SCENARIO writes it anew."])
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
