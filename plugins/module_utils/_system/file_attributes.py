# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access control lists and labels: a new file in the place of an old one has them too.

With an access control list the group of a mode is its mask (acl(5)): the mode alone would give the file's group what
the list gives somebody else, and take it from them.
"""

import contextlib
import errno
import os

LIST = "system.posix_acl_access"
LABEL = "security.selinux"
ABSENT = (errno.ENODATA, errno.EOPNOTSUPP)


def of(place):
    """{name: value} of what is in a ``safe_path.Place``; ``None`` where nothing is."""
    if place is None or place.status is None:
        return None
    return {name: value for name in (LIST, LABEL) for value in [_value(place.entry, name)] if value is not None}


def _value(entry, name):
    try:
        return os.getxattr(f"/proc/self/fd/{entry}", name)
    except OSError as error:
        if error.errno in ABSENT:
            return None
        raise


def give(descriptor, attributes):
    """Give a file these attributes, before its mode; with ``None`` it has those of a new file in its folder.

    A label that this user may not set is that of the folder, as the system decides.
    """
    if attributes is None:
        return
    if LIST in attributes:
        os.setxattr(descriptor, LIST, attributes[LIST])
    else:  # one of the folder, which the file that was there does not have
        with contextlib.suppress(OSError):
            os.removexattr(descriptor, LIST)
    if LABEL in attributes:
        with contextlib.suppress(OSError):
            os.setxattr(descriptor, LABEL, attributes[LABEL])
