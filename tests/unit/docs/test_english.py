# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One term for one thing, and the term that readers search for: on pages, and in code, output and names of tests."""

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
#: In all files: a pattern, and what to write instead. Each was a habit of this project that readers do not expect.
HABITS = {
    r"(?<!\bthere )\b(?:is|are|was|were|be|being) no (?!longer\b|more\b)[a-z]": "is not a",
    r"\bprov(?:e|es|ed|en|ing)\b|\bproofs?\b(?! key)": "verify, verified: a proof is more than a check can give",
    r"\bput(?:s|ting)? (?:(?:it|them|all|everything) )?back\b": "restore, the word of the output",
    r"\bmend(?:s|ed)?\b": "fix, the field of a finding",
    r"\bliving token|\bdead token|\btokens? (?:is|are) (?:dead|alive)\b": "valid token, invalid token",
    r"\blook(?:s|ed|ing)? at\b": "check, read or compare: say which",
    r"\bwhere (?:a host|the host|it) stands\b|\bstanding\b": "state, status",
}
SUFFIXES = {".cfg", ".html", ".j2", ".java", ".md", ".py", ".rst", ".sh", ".toml", ".txt", ".yaml", ".yml"}
#: What others wrote, what is generated or temporary, and this file.
NOT_OURS = re.compile(r"(?:.*/)?(?:\.[^/]+|__pycache__|LICENSES|output|findings)/|tests/unit/docs/test_english\.py")
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


def habits(text: str) -> list[str]:
    """The lines of a file with a habit. An underscore is a blank, so that names of tests count."""
    lines = text.replace("_", " ").splitlines()
    return [
        f"{number}: {line.strip()}: write {better}"
        for number, line in enumerate(lines, 1)
        for pattern, better in HABITS.items()
        if re.search(pattern, line, re.IGNORECASE)
    ]


def test_no_file_has_a_habit_of_old():
    names = {path.relative_to(ROOT).as_posix(): path for path in ROOT.rglob("*") if path.suffix in SUFFIXES}
    read = {name: path for name, path in names.items() if not NOT_OURS.match(name)}
    assert len(read) > 500
    found = {name: habits(path.read_text(encoding="utf-8")) for name, path in read.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "X is no file",
        "a test: test_a_name_is_no_path",
        "it was proven",
        "everything is put back",
        "# what mends it",
        "a living token",
        "Look at its log.",
        "where a host stands",
    ],
)
def test_a_habit_is_found(line):
    assert len(habits(f"first\n{line}\n")) == 1


def test_genuine_english_is_left_alone():
    assert (
        habits("There is no file.\nIt is no longer there.\nimprove, a proofread text\nProof Key for Code Exchange\n")
        == []
    )


def test_a_word_in_prose_is_found_and_one_in_code_is_not():
    assert findings("The file is no certificate, and is put back.\n```\nproved\n```\n`proved`\n") == [
        "'is no c': write is not a",
        "'put back': write restore",
    ]
