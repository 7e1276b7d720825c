# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of a table: a case in which a rule must fire, and one near it in which it must not."""

from typing import NamedTuple


class Row(NamedTuple):
    """``base`` is an example of the documentation; ``fires`` and ``quiet`` are changes for ``examples.example``.

    ``more`` are other rules that find something else in ``fires``.
    """

    rule: str
    severity: str
    base: str
    option: str
    fires: dict
    quiet: dict
    more: tuple = ()


def error(rule, base, option, fires, quiet, more=()):
    return Row(rule, "error", base, f"om_sso_{option}", fires, quiet, more)


def warning(rule, base, option, fires, quiet):
    return Row(rule, "warning", base, f"om_sso_{option}", fires, quiet)


def info(rule, base, option, fires, quiet):
    return Row(rule, "info", base, f"om_sso_{option}", fires, quiet)


def release(number, **changes):
    """Changes for a release of OpenMetadata."""
    return {"openmetadata_version": number, **changes}


def extra(**variables):
    """Changes of om_sso_extra_environment."""
    return {"extra_environment": variables}
