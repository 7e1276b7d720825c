# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report as JSON, with all that is known of each host."""

from __future__ import annotations

import json

from .run import Run

SCHEMA = 1


def write(run: Run) -> str:
    """The document as text."""
    document = {"schema": SCHEMA, "verb": run.verb, "hosts": run.hosts}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
