# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages use one term for one thing, and the term that readers search for."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
#: A pattern, and what to write instead.
WORDS = {
    r"(?<!\bthere )\b(?:is|are|was) no [a-z]": "is not a",
    r"\bprov(?:e|es|ed|en|ing)\b|\bproofs?\b": "verify, verified",
    r"\bput(?:s|ting)? back\b": "restore",
    r"\bmends?\b": "fix",
    r"\b(?:any|every)body\b": "anyone, all users, public",
    r"\bliving token\b|\btoken is alive\b|\bdead token\b": "valid token, invalid token",
    r"\bproduction forbids\b": "insecure settings",
    r"\bshipped\b": "default",
    r"\bhand(?:s|ed)? (?:it |them )?over\b": "deliver",
}
#: Output, names and generated tables are not read.
CODE = re.compile(r"```.*?```|`[^`\n]*`|<!-- (?:example|rules|checks) [\w-]+ -->.*?<!-- end -->", re.DOTALL)
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs" / "docsite").rglob("*.rst"))
    if "written by docs/generate.py" not in path.read_text(encoding="utf-8")
)


def findings(text: str) -> list[str]:
    """The words of a page that have a better one."""
    prose = CODE.sub("", text)
    return [
        f"{match[0]!r}: write {better}"
        for pattern, better in WORDS.items()
        for match in re.finditer(pattern, prose, re.IGNORECASE)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_uses_the_terms_of_the_project(page):
    assert findings((ROOT / page).read_text(encoding="utf-8")) == []


def test_a_word_in_prose_is_found_and_one_in_code_is_not():
    assert findings("The file is no certificate, and is put back.\n```\nproved\n```\n`proved`\n") == [
        "'is no c': write is not a",
        "'put back': write restore",
    ]
