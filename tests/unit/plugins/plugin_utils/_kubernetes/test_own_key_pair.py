# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's own key pair in a release: made once in a Secret, mounted, verified in each pod, and restored."""

import base64
import datetime

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_pair, key_store
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import rotation_state
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import clock
from fakes import key_pairs

SECRET = "openmetadata-sso-keys-2026-11"
OWN = {"jwt_key_id": "2026-11"}


@pytest.fixture(scope="module")
def given():
    return key_store.make()


def fingerprint(text):
    return key_pair.fingerprint(key_pair.public_of(text.encode("utf-8", "surrogateescape")))


def put_keys(world, **halves):
    data = {f"{half}_key.der": base64.b64encode(content).decode() for half, content in halves.items()}
    world.core.put({"kind": "Secret", "metadata": {"name": SECRET}, "data": data})


def rotated(world, **more):
    return world.transaction(rotates=True, **OWN, **more).apply()


def test_a_pair_is_made_once_and_each_pod_publishes_it(make_world):
    world = make_world(replicas=2)
    result = rotated(world)
    made = world.core.secret(SECRET)
    assert set(made) == {"private_key.der", "public_key.der"} and result.kids == ["2026-11"]
    assert (result.pair["is_new"], result.pair["secret"]) == (True, SECRET)
    assert result.pair["fingerprint"] == fingerprint(made["private_key.der"]) and 0 <= result.pair["age"] < 60
    assert made["private_key.der"] not in str(result) and f"Secret {SECRET}" in [file["path"] for file in result.files]
    world.core.calls.clear()
    again = world.transaction(**OWN).apply()
    assert (again.changed, again.pair["is_new"], world.core.changes) == (False, False, [])
    assert world.core.secret(SECRET) == made


def test_a_pair_that_was_given_is_used(world, given):
    rotated(world, jwt_private_key=base64.b64encode(given).decode())
    assert world.core.secret(SECRET)["private_key.der"].encode("utf-8", "surrogateescape") == given


def test_without_a_rotation_the_pair_of_the_server_stays(world):
    error = world.failure(**OWN)
    (finding,) = error.more["findings"]
    assert finding["rule"] == "JWK-11" and "under the key id a, and the plan wants 2026-11" in finding["message"]
    assert world.core.changes == [] and world.core.secret(SECRET) is None


def test_sso_keeps_a_pair_that_the_plan_does_not_name_any_more(world):
    rotated(world)
    error = world.failure()
    assert "signs with the key pair 2026-11, and the plan does not name it" in error.more["findings"][0]["message"]


@pytest.mark.parametrize("rotates", [False, True])
def test_another_pair_under_the_same_id_is_refused(world, given, rotates):
    """In a rotation as well: clients keep a key by its id."""
    rotated(world)
    put_keys(world, private=given, public=key_pair.public_of(given))
    error = world.failure(rotates=rotates, **OWN)
    assert "publishes another public key under the id 2026-11" in error.more["findings"][0]["message"]


@pytest.mark.parametrize(("published", "told"), [(default_keys.KEY_ID, ""), ("of others", None)])
def test_a_recovery_can_keep_the_pair_that_the_release_has(world, published, told):
    world.core.kids = [published]
    assert world.failure(**OWN).more.get("servers_own_key_id") == told
    rotated(world)
    assert world.failure(jwt_key_id="2026-12").more["servers_own_key_id"] == "2026-11"


@pytest.mark.parametrize("spoiled", ["half", "garbage", "others"])
def test_a_secret_that_is_not_the_pair_is_refused_and_kept(world, given, spoiled):
    halves = {"private": given, "public": key_pair.public_of(given)}
    if spoiled == "half":
        del halves["public"]
    if spoiled == "garbage":
        halves["private"] = b"-----BEGIN PRIVATE KEY-----"
    if spoiled == "others":
        halves["public"] = key_pair.public_of(key_store.make())
    put_keys(world, **halves)
    before = world.core.secret(SECRET)
    with pytest.raises(HostError) as raised:
        rotated(world)
    assert f"Secret {SECRET}" in raised.value.message and world.core.secret(SECRET) == before
    assert world.core.changes == []


def test_a_secret_of_the_operator_is_never_written(world):
    with pytest.raises(HostError) as raised:
        rotated(world, kubernetes_secret_style="reference", kubernetes_secret="theirs")
    rules = {finding["rule"]: finding["message"] for finding in raised.value.more["findings"]}
    assert rules["K8S-01"] and world.core.changes == []


def test_a_rotation_that_fails_leaves_the_old_pair_and_no_secret(world):
    world.core.planned = {"provider": "okta"}
    with pytest.raises(HostError) as raised:
        rotated(world)
    assert raised.value.more["restored"] and world.core.secret(SECRET) is None and world.is_untouched()


def test_volumes_of_the_operator_stay(world):
    own = {"extraVolumes": [{"name": "theirs", "emptyDir": {}}], "extraVolumeMounts": [{"name": "theirs"}]}
    world.core.upgrade(own)
    rotated(world)
    values = world.core.revision()[1]
    assert [len(values[name]) for name in own] == [2, 2] and values["extraVolumes"][0] == own["extraVolumes"][0]
    world.transaction(rotates=True, jwt_key_id="2026-12").apply()
    values = world.core.revision()[1]
    assert [volume["name"] for volume in values["extraVolumes"]] == ["theirs", "openmetadata-sso-keys"]
    assert values["extraVolumes"][1]["secret"] == {"secretName": "openmetadata-sso-keys-2026-12"}
    assert world.core.secret(SECRET), "the pair before stays for a revision that names it"


def test_check_mode_says_what_would_be_made_and_makes_nothing(world):
    result = world.transaction(rotates=True, **OWN).predict()
    assert result.pair["is_new"] and result.pair["fingerprint"] is None and world.core.changes == []
    (shown,) = [entry["after"] for entry in result.diff if entry["after_header"] == f"Secret {SECRET}"]
    assert "to be made" in shown


def test_the_state_of_a_rotation_is_that_of_all_pods(make_world, given):
    world = make_world(replicas=2)
    before = rotation_state.read(world.release(**OWN))
    assert (before["swapped"], before["kids"], before["wanted"], before["has_run"]) == (False, ["a"], "2026-11", True)
    assert before["pair"]["is_new"]
    rotated(world)
    after = rotation_state.read(world.release(**OWN))
    assert (after["swapped"], after["kids"], after["published"]) == (True, ["2026-11"], False)
    world.core.pods()[0]["process"]["files"] = {}
    assert rotation_state.read(world.release(**OWN))["swapped"] is False, "one pod still has the old pair"


def test_a_run_that_goes_on_after_a_killed_one_knows_when_the_pair_was_written(world):
    rotated(world)
    since = clock.now() - datetime.timedelta(hours=1)
    world.core.objects["Secret", SECRET]["metadata"]["creationTimestamp"] = f"{since:%Y-%m-%dT%H:%M:%SZ}"
    assert 3590 < rotation_state.read(world.release(**OWN))["pair"]["age"] < 3700


def test_a_release_without_a_pod_has_no_state_to_lose(make_world):
    found = rotation_state.read(make_world(replicas=0).release(**OWN))
    assert (found["running"], found["has_run"], found["swapped"]) == (False, False, False)
    assert found["reason"] == "no pod of the server runs"


def test_the_key_of_the_fakes_is_that_of_the_pair(given):
    assert key_pair.public_of_jwk(key_pairs.public_jwk(given, "a")) == key_pair.public_of(given)
