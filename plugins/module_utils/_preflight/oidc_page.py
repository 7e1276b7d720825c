# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page of a provider shows: its words, its title, its forms. Every pattern takes time in the page's length."""

import re
from html import unescape
from urllib.parse import urlsplit

#: Characters of a page that are read, and of its words that are kept.
READ, KEPT = 200000, 4000
TITLE = re.compile(r"<title[^<>]*>([^<>]*)<", re.I)
FORM = re.compile(r"<form\b([^<>]*)>", re.I)
ACTION = re.compile(r"\baction=[\"']?([^\"' ]*)", re.I)
INPUT = re.compile(r"<input\b([^<>]*)>", re.I)
PASSWORD = re.compile(r"\btype=[\"']?password", re.I)


def read(page):
    """``text`` and ``scripts`` (some providers have their errors there), ``title``, ``form`` and ``actions``.

    ``form`` is whether there is a field for a password, ``actions`` are the paths that the forms are sent to.
    """
    page, scripts = _apart(page[:READ], "script")
    page, _styles = _apart(page, "style")
    title = TITLE.search(page)
    actions = [ACTION.search(form) for form in FORM.findall(page)]
    return {
        "text": readable(page),
        "scripts": readable(scripts),
        "title": readable(title.group(1)) if title else "",
        "form": any(PASSWORD.search(field) for field in INPUT.findall(page)),
        "actions": sorted({_path(action.group(1)) if action else "" for action in actions}),
    }


def readable(page):
    """The words of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^<>]*>", " ", page))).strip()[:KEPT]


def _apart(page, tag):
    """(the page without the elements of a tag, these elements)."""
    begins, ends = re.compile("<" + tag + r"\b", re.I), re.compile("</" + tag + r"\b[^<>]*>?", re.I)
    outside, inside, position = [], [], 0
    while True:
        start = begins.search(page, position)
        if start is None:
            return " ".join(outside + [page[position:]]), " ".join(inside)
        outside.append(page[position : start.start()])
        end = ends.search(page, start.end())
        position = end.end() if end else len(page)
        inside.append(page[start.start() : position])


def _path(url):
    try:
        return urlsplit(unescape(url)).path
    except ValueError:
        return ""
