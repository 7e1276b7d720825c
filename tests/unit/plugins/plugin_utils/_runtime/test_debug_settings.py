# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A warning where Ansible shows or keeps what a module is sent, and none without that."""

from types import SimpleNamespace

import pytest
from ansible import constants
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import debug_settings


@pytest.mark.parametrize(
    ("on", "named"),
    [
        ((), []),
        (("DEFAULT_DEBUG",), ["ANSIBLE_DEBUG"]),
        (("DEFAULT_KEEP_REMOTE_FILES",), ["ANSIBLE_KEEP_REMOTE_FILES"]),
        (tuple(debug_settings.SETTINGS), ["ANSIBLE_DEBUG", "ANSIBLE_KEEP_REMOTE_FILES"]),
    ],
)
def test_a_setting_that_shows_what_modules_are_sent_is_named(monkeypatch, on, named):
    said = []
    monkeypatch.setattr(debug_settings, "Display", lambda: SimpleNamespace(warning=said.append))
    for constant in debug_settings.SETTINGS:
        monkeypatch.setattr(constants, constant, constant in on)
    debug_settings.warn()
    assert [line.split()[0] for line in said] == named
    assert all("secrets" in line for line in said)
