# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of a plan, compared with the one on the host."""

import stat

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._system import (
    file_attributes,
    file_rights,
    files,
    safe_path,
)


class FileChange:
    """A file as it should be.

    ``owner`` is (uid, gid) or ``None`` to keep what is there; ``shown`` replaces its content in a diff.
    """

    def __init__(self, path, text, mode, owner=None, shown=None):
        self.shown = shown
        self.path = path
        self.text = text
        self.mode = mode
        self.owner = owner

    def differs(self, present):
        """Whether the file, whose text is ``present``, is not as it should be; one that is not there never is.

        The text of a key pair that is still to be made is not known yet.
        """
        return present is None or present != self.text or bool(self.other_rights(present))

    def other_rights(self, present):
        """The owner and mode of a file with the planned text, in words; empty where they do not differ."""
        found = files.status(self.path) if present == self.text else None
        if found is None:
            return ""
        said = []
        if self.owner is not None and found.st_uid != self.owner[0]:
            said.append(
                f"belongs to {file_rights.user_name(found.st_uid)} instead of {file_rights.user_name(self.owner[0])}"
            )
        mode = stat.S_IMODE(found.st_mode)
        if mode != self.mode:
            listed = " and an access control list" if _has_list(self.path) else ""
            said.append(f"has mode {mode:04o}{listed} instead of mode {self.mode:04o}")
        return ", and ".join(said)


def _has_list(path):
    """Whether a file has an access control list, whose mask its mode shows as the rights of the group."""
    try:
        with safe_path.found(path) as place:
            return file_attributes.LIST in (file_attributes.of(place) or {})
    except OSError as error:
        raise from_os_error(error, "read") from error
