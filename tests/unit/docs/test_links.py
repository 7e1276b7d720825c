# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every relative link in a Markdown page leads to a file and, with a fragment, to a heading of it."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
#: Folders of the checkout that hold pages of others or results of runs.
NOT_OURS = {".git", ".cache", "output", "node_modules"}
PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.md") if not NOT_OURS & set(path.relative_to(ROOT).parts)
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
#: A path of the documentation that a message, a comment or a variable names.
NAMED = re.compile(r"(?<![\w/.-])docs/[\w./-]+\.(?:md|png|yml|py)\b")
CODE = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("plugins", "roles", "playbooks", "molecule", "tests", "docs", "changelogs", "meta")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".yml", ".yaml", ".j2", ".toml", ".txt"}
    and not NOT_OURS & set(path.relative_to(ROOT).parts)
)


def without_code(text: str) -> str:
    """A page without its blocks of code, where a bracket before a parenthesis is not a link."""
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def anchors(text: str) -> set[str]:
    """The fragments of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", without_code(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def broken(page: pathlib.Path) -> list[str]:
    """The links of a page that lead nowhere."""
    found = []
    for link in LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _hash, fragment = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (fragment and fragment not in anchors(target.read_text(encoding="utf-8"))):
            found.append(link)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_relative_link_leads_to_a_file_and_a_heading(page):
    assert broken(ROOT / page) == []


def test_a_missing_file_and_a_missing_heading_are_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# One heading\n[a](page.md#one-heading) [b](#two) [c](other.md) [d](https://example.org/x.md)\n```\n[e](f)\n"
        "```\n"
    )
    assert broken(page) == ["#two", "other.md"]


def test_every_page_that_code_names_exists():
    missing = {
        f"{name}: {page}"
        for name in CODE
        for page in NAMED.findall((ROOT / name).read_text(encoding="utf-8"))
        if not (ROOT / page).exists()
    }
    assert missing == set()
