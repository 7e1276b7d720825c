# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wanted against what is there, field by field. Pure functions."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import dotted_path
from ansible_collections.openmetadata.sso.plugins.module_utils._server.authorization_request import (
    LEADS_TO_PROVIDER,
    SIGN_IN,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import MASK

SECTIONS = ("authenticationConfiguration.", "authorizerConfiguration.")
AUTHENTICATION = SECTIONS[0]


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


def same(wanted, found):
    """Equality as the server sees it.

    Absent, null and empty are one, a number or boolean may be written as text, and the order of keys in a text of
    JSON (the role mapping of LDAP) does not count.
    """
    if _empty(wanted) and _empty(found):
        return True
    if wanted is None and isinstance(found, bool):
        return True  # a boolean that is left out has the release's default; rows spell it out once they were written
    if isinstance(wanted, (list, dict)) or isinstance(found, (list, dict)):
        return wanted == found
    return json_text.same(_text(wanted), _text(found))


def _empty(value):
    return value is None or value in ("", [], {})


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def stored_paths(variables):
    """{path in the stored rows: variable} of those variables that the rows hold as well."""
    return {path: variable for variable in variables for path in variable["paths"] if path.startswith(SECTIONS)}


def row_changes(variables, stored):
    """[(path, wanted value)] where the stored rows differ from the plan; a masked secret tells nothing."""
    held = [
        (path, variable["value"], dotted_path.read(stored, path))
        for path, variable in sorted(stored_paths(variables).items())
    ]
    return [(path, wanted) for path, wanted, found in held if found != MASK and not same(wanted, found)]


def row_sides(variables, stored, changes):
    """[(path, value before, value after, whether it is a secret)] of changes, as ``Mask.rows_diff`` takes them."""
    paths = stored_paths(variables)
    return [(path, dotted_path.read(stored, path), wanted, paths[path]["secret"]) for path, wanted in changes]


def same_unless_masked(seen, known):
    """Whether rows of the API, whose secrets may be masked, are the rows ``known``; what is empty is not there."""
    if isinstance(seen, dict) and isinstance(known, dict):
        return all(same_unless_masked(seen.get(name), known.get(name)) for name in {*seen, *known})
    if isinstance(seen, dict) or isinstance(known, dict):
        return not _held(seen) and not _held(known)
    return not _empty(known) if seen == MASK else json_text.same(seen, known) or (_empty(seen) and _empty(known))


def _held(tree):
    """Whether a part of the rows holds anything."""
    return any(_held(value) for value in tree.values()) if isinstance(tree, dict) else not _empty(tree)


def merged(stored, changes):
    """A copy of the rows with our fields; everything else stays as an administrator left it."""
    result = _copy(stored)
    for path, value in changes:
        dotted_path.write(result, path, value)
    return result


def _copy(tree):
    return {key: _copy(value) for key, value in tree.items()} if isinstance(tree, dict) else tree


class Layers:
    """What the three layers hold.

    ``written`` {variable: text} of our files or ``None``, ``stored`` rows or ``None``, ``served`` or ``None``.

    ``rows_decide`` tells that the server reads the rows and not the files, whether we have seen them or not.
    """

    def __init__(self, written, stored, served, rows_decide=False):
        self.written = written
        self.stored = stored
        self.served = served
        self.rows_decide = rows_decide or stored is not None


def table(variables, fields, layers, read, hide):
    """The rows of a report, one dictionary a field.

    ``fields`` are the names that ``config/auth`` serves and can be trusted; ``read`` turns the text of a file into a
    value, ``hide`` a secret into its hash. A layer that was not seen, or a secret that is masked, is ``unknown`` and
    never drift; what only a layer says that does not decide is ``unknown`` as well, unless it is wrong.
    """
    rows = [
        _row(path, variable, fields, layers, read, hide) for path, variable in sorted(stored_paths(variables).items())
    ]
    return rows + [
        {"field": field, "wanted": wanted, "file": None, "stored": None, "served": found, "status": "drift"}
        for field, found, wanted in served_drift({}, layers.served or {})
    ]


def _row(path, variable, fields, layers, read, hide):
    field = path.split(".", 1)[1]
    decided = not layers.rows_decide
    cells, verdicts = {"wanted": variable["value"], "file": None, "stored": None, "served": None}, []
    if layers.written is not None and variable["text"] is not None:
        text = layers.written.get(variable["name"])
        cells["file"] = variable["value"] if text == variable["text"] else read(text)
        verdicts.append(text == variable["text"])
    if layers.stored is not None and dotted_path.read(layers.stored, path) != MASK:
        cells["stored"] = dotted_path.read(layers.stored, path)
        verdicts.append(same(variable["value"], cells["stored"]))
        decided = True
    if layers.served is not None and path.startswith(AUTHENTICATION) and field in fields and field in layers.served:
        cells["served"] = layers.served[field]
        verdicts.append(same(variable["value"], cells["served"]))
        decided = True
    if variable["secret"]:
        cells = {name: value if _empty(value) else hide(value) for name, value in cells.items()}
    status = "drift" if not all(verdicts) else "ok" if verdicts and decided else "unknown"
    return dict(cells, field=field, status=status)


def served_drift(wanted, served):
    """[(field, served, wanted)] of what the server serves otherwise; a sign-in that does not begin comes first."""
    dead = [(SIGN_IN, served[SIGN_IN], LEADS_TO_PROVIDER)] if SIGN_IN in served else []
    return dead + [
        (field, served.get(field), value)
        for field, value in sorted(wanted.items())
        if field in served and not same(value, served[field])
    ]


def has_drift(answer):
    """Whether anything differs from the plan; a server that does not answer counts too, for nothing was verified.

    ``answer`` is what a comparison returns: ``files``, ``variables``, ``stale``, ``reachable``, ``effective`` and
    ``administrators``.
    """
    return bool(
        any(file["changed"] for file in answer["files"])
        or answer["variables"]
        or answer["stale"]
        or not answer["reachable"]
        or (answer.get("administrators") or {}).get("status") == "missing"
        or any(row["status"] == "drift" for row in answer["effective"])
    )
