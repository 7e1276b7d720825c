# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module `configuration` returns for a host that was changed, and changes to it."""

ROWS = [{"field": "provider", "wanted": "auth0", "file": None, "stored": None, "served": "auth0", "status": "ok"}]
ANSWER = {
    "version": "1.9.7",
    "changed": True,
    "restarted": True,
    "would_restart": True,
    "seconds": 4,
    "variables": ["OIDC_CLIENT_ID"],
    "rows": [],
    "rows_decide": False,
    "stale": False,
    "files": [{"path": "/x", "changed": True}],
    "effective": ROWS,
    "kids": ["Gb389a"],
    "notes": [],
    "findings": [],
    "reachable": True,
    "diff": [{"before": "", "after": "x"}],
}


def answered(**changes):
    """The result of the module."""
    return {"answer": {**ANSWER, **changes}, "error": None}
