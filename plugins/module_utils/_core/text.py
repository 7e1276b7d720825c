# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What another program said, in the few lines that help."""

LOUD = ("ERROR", "WARN", "Exception", "refused", "failed")


def telling(log):
    """The lines of a log that say what is wrong, the last four; the last two lines when none does."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    return "\n".join([line for line in lines if any(word in line for word in LOUD)][-4:] or lines[-2:])


def some(names):
    """A list of names that stays readable."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
