# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms in which a report is written, by the names of its files."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from . import junit, metrics, pages, sarif
from .run import Run

SCHEMA = 1


def _json(run: Run) -> str:
    document = {"schema": SCHEMA, "verb": run.verb, "hosts": run.hosts}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


class Format(NamedTuple):
    """How a file is written; a ``private`` one is readable by the caller alone."""

    text: Callable[[Run], str]
    private: bool = False


#: By the end of the file's name. Every other file is JSON.
FORMATS = {
    (".html",): Format(pages.write, private=True),
    (".xml",): Format(junit.write),
    (".sarif", ".sarif.json"): Format(sarif.write),
    (".prom",): Format(metrics.write),
}


def format_of(path: str) -> Format:
    """The format that the name of a file asks for."""
    return next((found for ends, found in FORMATS.items() if path.lower().endswith(ends)), Format(_json))
