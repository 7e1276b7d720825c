# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that a host's locale cannot write are refused whatever is done there."""

import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import registry

BARE_METAL = {"home": "/opt/ümlaut", "service": "", "user": "om"}
COMPOSE = {
    "compose_directory": "/opt/om",
    "compose_files": ["compose.yml", "ümlaut.yml"],
    "compose_project": None,
    "compose_services": ["server"],
}


def test_a_name_beyond_ascii_is_fine_where_names_are_utf_8():
    assert registry.make("bare_metal", BARE_METAL).home == "/opt/ümlaut"


@pytest.mark.parametrize(
    ("deployment", "options", "option"),
    [("bare_metal", BARE_METAL, "om_sso_home"), ("docker_compose", COMPOSE, "om_sso_compose_files")],
)
def test_a_name_that_the_locale_cannot_write_is_refused(monkeypatch, deployment, options, option):
    """As Python 3.6 in the locale C; tests/functional has a real one."""
    monkeypatch.setattr(os, "fsencode", lambda text: text.encode("ascii", "surrogateescape"))
    with pytest.raises(HostError) as error:
        registry.make(deployment, options)
    assert "locale without UTF-8" in error.value.message and "\\xfcmlaut" in error.value.message
    assert (error.value.option, "LC_ALL=C.UTF-8" in error.value.fix) == (option, True)
