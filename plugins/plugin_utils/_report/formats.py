# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats of a report, by the names of its files."""

from __future__ import annotations

import importlib
from typing import NamedTuple

from .run import Run


class Format(NamedTuple):
    """A format by its module, which only a run that writes it loads; a ``private`` file is for the caller alone."""

    module: str
    private: bool = False

    def text(self, run: Run) -> str:
        """The report of a run in this format."""
        return str(importlib.import_module(f".{self.module}", __package__).write(run))


#: By the end of the file's name.
FORMATS = {
    (".html",): Format("pages", private=True),
    (".xml",): Format("junit"),
    (".sarif", ".sarif.json"): Format("sarif"),
    (".prom",): Format("metrics"),
}
#: Of every other file.
JSON = Format("json_document")


def format_of(path: str) -> Format:
    """The format that the name of a file asks for."""
    return next((found for ends, found in FORMATS.items() if path.lower().endswith(ends)), JSON)
