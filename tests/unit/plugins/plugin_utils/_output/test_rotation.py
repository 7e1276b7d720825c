# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said before a rotation, and when it is not begun."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import rotation
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import key_rotation, plan
from examples import example

SHIPPED = "Gb389a-9f76-gdjs-a92j-0242bk94356"
STATUS = {
    "kids": [SHIPPED],
    "published": True,
    "wanted": "2026-11",
    "swapped": False,
    "has_run": True,
    "running": True,
    "reason": None,
}
NEW = {**STATUS, "pair": {"id": "2026-11", "fingerprint": None, "is_new": True}}
BOTS = [{"name": "ingestion-bot"}, {"name": "lineage-bot"}]
#: {"kid": "Gb389a-9f76-gdjs-a92j-0242bk94356"}.{}. and the same with another id.
OWN = "eyJraWQiOiJHYjM4OWEtOWY3Ni1nZGpzLWE5MmotMDI0MmJrOTQzNTYifQ.e30.AA"
PROVIDERS = "eyJraWQiOiJvZi10aGUtcHJvdmlkZXIifQ.e30.AA"


def made(**changes):
    found = plan.make(example("auth0", jwt_key_id="2026-11", **changes))
    assert not found.errors, found.errors
    return found


def test_the_window_is_stated_by_the_bots_and_replicas_that_there_are():
    lines = "\n".join(rotation.status("om-1", made(bots=BOTS), NEW))
    assert "signs with Gb389… (a published private key: anyone can make a valid token), planned key 2026-11" in lines
    assert "until the server is healthy (at most 600 s), then about 10 s a bot (20 s)" in lines
    several = made(bots=BOTS, cluster="production", replicas=3, sticky_sessions=True)
    assert "at most 1800 s" in "\n".join(rotation.status("om-1", several, NEW))


def test_a_pair_that_is_in_effect_is_not_announced_again():
    lines = "\n".join(
        rotation.status("om-1", made(), {**NEW, "swapped": True, "published": False, "kids": ["2026-11"]})
    )
    assert "the key pair is in effect" in lines and "restart" not in lines and "published" not in lines
    assert "yourself" in lines, "there are no bots to renew"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "om_sso_admin_token is missing"),
        ({"admin_token": OWN}, "was made by OpenMetadata itself and becomes invalid with the old key pair"),
        ({"admin_token": PROVIDERS}, ""),
        ({"admin_token": OWN, "mint_admin_token": True}, ""),
        ({"admin_email": "admin@acme.io", "admin_password": "secret"}, ""),
    ],
    ids=["nobody", "dies", "the provider's", "minted", "password"],
)
def test_a_rotation_that_could_not_be_finished_is_not_begun(changes, why):
    found = key_rotation.blocked(made(bots=BOTS, **changes), NEW, [])
    assert (why in found) if why else found == ""


@pytest.mark.parametrize("status", [{"swapped": True}, {"has_run": False}], ids=["swapped", "never ran"])
def test_where_no_token_dies_nobody_is_needed(status):
    assert key_rotation.blocked(made(bots=BOTS), {**NEW, **status}, []) == ""


def test_a_replica_that_is_left_out_stops_it():
    several = made(cluster="production", replicas=2, sticky_sessions=True)
    assert key_rotation.blocked(several, NEW, ["om-2"]).startswith(
        "om-2 of the cluster production is not part of this run"
    )


@pytest.mark.parametrize(("seconds", "words"), [(16, "16 s without a valid token"), (None, "unknown")])
def test_the_outage_is_told_where_it_is_known(seconds, words):
    assert words in rotation.measured("om-1", "ingestion-bot", seconds)[0]
