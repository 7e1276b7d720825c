# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the controller sends to a host, and a folder in which a server seems to be unpacked."""

import os
import tempfile
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import registry
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan


@pytest.fixture
def tmp_path():
    """A folder that everybody may enter; not below pytest's own, which each new session closes to others."""
    with tempfile.TemporaryDirectory() as name:
        for folder in (Path(name), *Path(name).parents):
            if os.access(folder, os.W_OK) and folder.stat().st_uid == os.geteuid() and str(folder) != "/":
                folder.chmod(folder.stat().st_mode | 0o755)
        yield Path(name)


@pytest.fixture
def wanted(tmp_path):
    """`wanted(**variables)` as the audit's action makes it; without more a bare-metal server that no systemd runs."""

    def make(**variables):
        here = {"om_sso_deployment": "bare_metal", "om_sso_home": str(tmp_path), "om_sso_service": ""}
        made = plan.located({**here, **variables}, plan.TARGET_VARIABLES)
        assert not made.errors, made.errors
        return _audit.wanted(made.settings)

    return make


@pytest.fixture
def home(tmp_path):
    """The folder of the server."""
    (tmp_path / "conf").mkdir()
    return tmp_path


@pytest.fixture
def place(home, wanted):
    """Its files, for a server that does not run."""
    content = wanted()
    return registry.make("bare_metal", content["options"]).server_files()
