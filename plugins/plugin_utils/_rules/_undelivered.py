# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that neither a variable nor the stored rows bring to the server."""

from __future__ import annotations

from collections.abc import Iterator

from .._model.schema_fields import fields, why_not
from .._register import Problem, at
from ._rule import Case


def undelivered(case: Case) -> Iterator[Problem]:
    """Each option whose field does not reach the server, with the reason."""
    for field in fields(case.settings, case.provider):
        reason = why_not(field, case.settings, case.release)
        if reason is not None:
            yield at(field.option, reason=reason)
