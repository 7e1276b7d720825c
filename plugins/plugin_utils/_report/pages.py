# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run as one HTML page that needs nothing beside it: an audit as a table of checks, every other verb by its findings.

Host names and texts come from machines that may be hostile: the templates escape everything, scripts run only by their
hash, and what a click shows is put in as text.
"""

from __future__ import annotations

import base64
import hashlib
import pathlib
from typing import Any

import jinja2

from . import audit_page, run_page
from ._states import STATES
from .code_face import PATTERN, marked
from .rule_pages import page_of
from .run import READING, Run

TEMPLATES = pathlib.Path(__file__).parent / "templates"


def write(run: Run) -> str:
    """The page."""
    kind = audit_page if run.verb == "audit" else run_page
    style, script = _read("page.css"), "\n".join(map(_read, kind.SCRIPTS))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"marked": marked, "rule_page": page_of}
    shared: dict[str, Any] = {
        "style": style,
        "script": script,
        "style_hash": _hash(style),
        "script_hash": _hash(script),
        "states": STATES,
        "reading": run.verb in READING,
        "when": run.when.strftime("%Y-%m-%d %H:%M UTC"),
        "release": run.release,
    }
    content = kind.content(run)
    data = {"code": PATTERN, **content.pop("data", {})}
    return environment.get_template(kind.TEMPLATE).render({**shared, **content, "data": data})


def _read(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
