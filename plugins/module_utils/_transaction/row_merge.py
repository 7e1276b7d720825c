# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stored rows that an administrator may have changed since a run was interrupted: only its own change is undone."""

_NOTHING = object()


def undone(before, planned, present):
    """(the rows ``present`` without the change from ``before`` to ``planned``, whether somebody changed that since).

    All three are trees. A field that the run did not change stays as it is now; one that it changed is as before.
    """
    conflicts = []
    return _undone(before, planned, present, conflicts), bool(conflicts)


def _undone(before, planned, present, conflicts):
    if before == planned:
        return present
    sides = (before, planned, present)
    if all(isinstance(side, dict) for side in sides):
        result = {}
        for name in dict.fromkeys([*present, *before]):
            value = _undone(*(side.get(name, _NOTHING) for side in sides), conflicts)
            if value is not _NOTHING:
                result[name] = value
        return result
    if present not in (before, planned):
        conflicts.append(True)
    return before
