# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a file is as planned: its text, its owner and its mode."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to another user")
def test_a_file_of_another_owner_differs(tmp_path):
    """A start script could not read a file of mode 0600 that is not its user's."""
    path = tmp_path / "openmetadata-sso.sh"
    path.write_text("x")
    path.chmod(0o600)
    change = FileChange(str(path), "x", 0o600, (65534, 65534))
    assert change.differs("x") and change.other_rights("x") == "belongs to the user root instead of the user nobody"
    files.write(change.path, change.text, change.mode, change.owner)
    assert not change.differs("x") and not change.other_rights("x")
    assert not FileChange(str(path), "x", 0o600).differs("x"), "an owner that nobody planned is kept"


def test_a_file_that_is_not_there_differs_also_while_its_text_is_not_known(tmp_path):
    """As the halves of a key pair that is still to be made."""
    change = FileChange(str(tmp_path / "private_key.der"), None, 0o600)
    assert change.differs(None) and not change.other_rights(None)
