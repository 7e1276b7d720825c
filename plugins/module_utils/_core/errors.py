# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong on a host, in the operator's words."""

import errno
import os

_OTHER_USER = "Set become: true, or connect as a user who may."
#: What to do about a right that is missing, by the error.
OF_OTHERS = {errno.EACCES: _OTHER_USER, errno.EPERM: _OTHER_USER}
OF_ROOT = {
    errno.EACCES: "Root may not do this here: look for NFS with root_squash, SELinux or AppArmor.",
    errno.EPERM: "It or its folder may be immutable: lsattr shows that, and chattr -i or chattr -a ends it.",
}


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
        return words(self.to_dict())

    def to_dict(self):
        """The error as a JSON object: ``message``, ``option``, ``fix`` and what else was given."""
        return dict(self.more, message=self.message, option=self.option, fix=self.fix)


def words(error):
    """What happened and what to do, as one text; ``error`` is as from ``HostError.to_dict``."""
    return "{message} {fix}".format(**error).strip()


def from_os_error(error, doing):
    """A ``HostError`` that says what was being done, as "Could not write /etc/x: No space left on device."."""
    where = error.filename or ""
    message = f"Could not {doing} {where}: {error.strerror or error}.".replace("  ", " ")
    fixes = OF_ROOT if os.geteuid() == 0 else OF_OTHERS
    return HostError(message, option=str(where), fix=fixes.get(error.errno, ""))


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
