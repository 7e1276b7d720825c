# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the controller's side share."""

import pytest
from ansible import constants


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The folder of a run of Ansible, whose local temporary folder is ``run`` below it."""
    (tmp_path / "run").mkdir()
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path / "run"))
    return tmp_path
