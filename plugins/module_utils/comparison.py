# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wanted against what is there, field by field."""


def environment_differs(wanted, previous, actual):
    """Whether a process with the environment ``actual`` must be restarted.

    ``wanted`` is {name: text}, ``previous`` the names that our files set so far: one that is no longer wanted but
    still there counts too. ``actual`` is ``None`` when nothing runs.
    """
    if actual is None:
        return True
    dropped = set(previous) - set(wanted)
    return any(actual.get(name) != text for name, text in wanted.items()) or any(name in actual for name in dropped)


def environment_errors(wanted, actual):
    """Names whose text did not arrive byte for byte."""
    return sorted(name for name, text in wanted.items() if (actual or {}).get(name) != text)


def same(wanted, served):
    """Equality of a served field; lists of claims are compared in order, absent and empty alike."""
    return wanted == served or (not wanted and not served and wanted is not False and served is not False)


def fields(wanted, written, served):
    """The rows of a report: one dictionary a served field, by OpenMetadata's field names.

    ``written`` is what the files on the host say (``None``: not read), ``served`` the answer of ``config/auth``
    (``None``: no answer). ``stored`` stays ``None``: rows in the database need an administrator or the ops command.
    """
    rows = []
    for field in sorted(wanted):
        value = served.get(field) if served is not None else None
        status = "unknown" if served is None or field not in served else "ok" if same(wanted[field], value) else "drift"
        rows.append({
            "field": field,
            "wanted": wanted[field],
            "file": None if written is None else written.get(field),
            "stored": None,
            "served": value,
            "status": status,
        })
    return rows


def drift(rows):
    return [row for row in rows if row["status"] == "drift"]
