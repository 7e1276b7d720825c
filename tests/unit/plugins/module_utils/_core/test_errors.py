# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An error of the operating system in the operator's words, with what helps the user who met it."""

import errno
import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import errors


@pytest.mark.parametrize(
    ("user", "number", "helps"),
    [
        (0, errno.EPERM, "chattr -i"),
        (0, errno.EACCES, "root_squash"),
        (0, errno.EROFS, ""),
        (1000, errno.EPERM, "become: true"),
        (1000, errno.EACCES, "become: true"),
        (1000, errno.ENOSPC, ""),
    ],
)
def test_root_is_not_told_to_become_root(monkeypatch, user, number, helps):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    found = errors.from_os_error(OSError(number, os.strerror(number), "/opt/om/x"), "write")
    assert found.message == f"Could not write /opt/om/x: {os.strerror(number)}."
    assert found.option == "/opt/om/x"
    assert helps in found.fix and bool(helps) is bool(found.fix)
    assert ("become" in found.fix) is (helps == "become: true")
