# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""For how long no token was valid, also where a clock was set meanwhile."""

import time

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import token_downtime

pytestmark = pytest.mark.usefixtures("run")


def test_it_begins_with_the_new_key_pair_and_the_first_replica_counts():
    for age in (40.0, 90.0, 10.0):
        token_downtime.began("om-1", "prod", {"age": age})
    assert 90 <= token_downtime.lasted("om-2", "prod") < 120
    assert token_downtime.lasted("om-1", None) is None


def test_a_clock_that_was_set_back_makes_no_time_that_is_negative(monkeypatch):
    token_downtime.began("om-1", None, {"age": -3600.0})
    assert 0 <= token_downtime.lasted("om-1", None) < 60, "of the host, since its key pair was written"
    before = time.time() - 7200
    monkeypatch.setattr(token_downtime.time, "time", lambda: before)
    assert token_downtime.lasted("om-1", None) == 0, "of the controller, since the run began"
