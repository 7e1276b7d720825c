# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What another program said, in the few lines that help."""

LOUD = ("ERROR", "WARN", "Exception", "refused", "failed")


def telling(log):
    """The lines of a log that say what is wrong, the last four; the last two lines when none does."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return "\n".join([line for line in lines if any(word in line for word in LOUD)][-4:] or lines[-2:])


def some(names, most=5):
    """The first names of a list, and how many there are beside them: ``a, b and 3 more``."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
