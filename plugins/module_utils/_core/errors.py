# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong on a host, in the operator's words."""

import errno


class HostError(Exception):
    """The host cannot do what was asked. ``option`` is the role variable or path that matters; never holds a secret.

    ``more`` is JSON-able: ``findings`` of files on the host, or how putting things back ended (``outcome``, ``words``).
    """

    def __init__(self, message, option="", fix="", **more):
        super().__init__(message)
        self.message = message
        self.option = option
        self.fix = fix
        self.more = more

    def __str__(self):
        return f"{self.message} {self.fix}".strip()

    def to_dict(self):
        """The error as a JSON object: ``message``, ``option``, ``fix`` and what else was given."""
        return dict(self.more, message=self.message, option=self.option, fix=self.fix)


def from_os_error(error, doing):
    """A ``HostError`` that says what was being done, as "Could not write /etc/x: No space left on device."."""
    where = error.filename or ""
    message = f"Could not {doing} {where}: {error.strerror or error}.".replace("  ", " ")
    fix = "Set become: true, or connect as a user who may." if error.errno in (errno.EACCES, errno.EPERM) else ""
    return HostError(message, option=str(where), fix=fix)


def defect(error):
    """An exception that nobody foresaw, as one line that can be reported; its text may hold values and is left out."""
    trace = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    where = "{}:{}".format(trace.tb_frame.f_code.co_filename.rsplit("/", 1)[-1], trace.tb_lineno)
    return HostError(
        f"Unexpected {type(error).__name__} at {where}.",
        fix="This is a defect of the collection; please report this line.",
    )
