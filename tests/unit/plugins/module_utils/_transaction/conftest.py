# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers in this process, before they get single sign-on."""

import pytest
from fakes.installation import Installation


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A release whose files decide."""
    return Installation(tmp_path, monkeypatch)


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """A release in which the stored rows decide."""
    return Installation(tmp_path, monkeypatch, version="1.12.14")


@pytest.fixture
def serves_saml(newer):
    """The same, which serves the provider saml after a start, whatever is stored."""
    start = newer.start

    def started():
        start()
        newer.served_rows = {"authenticationConfiguration": {"provider": "saml"}}

    newer.start = started
    return newer
