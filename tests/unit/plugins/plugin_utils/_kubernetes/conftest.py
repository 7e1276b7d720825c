# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A release in a cluster in memory, without a pause."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import rollout
from fakes.release_world import ROWS, World


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """Nothing waits; the pauses are counted."""
    taken = []
    monkeypatch.setattr(rollout.time, "sleep", taken.append)
    return taken


@pytest.fixture
def make_world(tmp_path):
    """A function that makes a cluster."""
    return lambda **more: World(tmp_path, **more)


@pytest.fixture
def world(make_world):
    """A cluster with OpenMetadata 1.9.7, which reads no stored rows."""
    return make_world()


@pytest.fixture
def newer(make_world):
    """A release in which the stored rows decide."""
    return make_world(version="1.12.14", rows=ROWS)
