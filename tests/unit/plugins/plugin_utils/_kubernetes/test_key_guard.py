# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A change of a release keeps the Fernet key of its database, or lists it; ``test_own_key_pair.py`` has the pair."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys

ONE = "aGVsbG8gd29ybGQsIDMyIGJ5dGVzIGFyZSBoZXJlISE="
OTHER = "bmV3IGtleSBvZiB0aGlydHktdHdvIGJ5dGVzIGhlcmU="


def of_chart(key):
    return {"openmetadata": {"config": {"fernetkey": {"value": key}}}}


def named(key):
    return {"extra_environment": {"FERNET_KEY": key}}


def refused(world, **more):
    error = world.failure(**more)
    (finding,) = [each for each in error.more["findings"] if each["severity"] == "error"]
    assert (finding["rule"], finding["option"]) == ("BOT-06", "om_sso_extra_environment.FERNET_KEY")
    assert ONE not in str(error.more) and OTHER not in str(error.more) and world.core.changes == []
    return finding["message"]


def in_effect(world):
    (pod,) = world.core.pods()
    return pod["process"]["environment"]["FERNET_KEY"].strip('"')


@pytest.mark.parametrize("answers", [True, False])
def test_another_key_is_refused_before_anything_is_touched(world, answers):
    world.core.upgrade(of_chart(ONE))
    world.core.server_answers = answers
    assert "differs from the one that the server has" in refused(world, **named(OTHER))


def test_without_the_variable_the_server_has_the_shipped_key(world):
    assert "differs from the one" in refused(world, **named(OTHER))
    assert world.transaction(**named(default_keys.FERNET_KEY)).apply().changed


@pytest.mark.parametrize("wanted", [ONE, f"{OTHER},{ONE}"])
def test_the_key_itself_or_behind_a_new_one_is_written(world, wanted):
    world.core.upgrade(of_chart(ONE))
    assert world.transaction(**named(wanted)).apply().changed and in_effect(world) == wanted


def test_a_key_is_replaced_on_purpose(world):
    world.core.upgrade(of_chart(ONE))
    assert world.transaction(force_fernet_key=True, **named(OTHER)).apply().changed and in_effect(world) == OTHER


def test_a_key_that_is_left_out_is_missed_where_nothing_else_names_it(world):
    world.core.upgrade(of_chart(ONE))
    assert world.transaction().apply().changed, "it was never ours"
    world.transaction(**named(ONE)).apply()
    assert world.transaction().apply().changed and in_effect(world) == ONE, "the values of the operator have it"


def test_a_key_that_only_the_plan_had_is_missed(world):
    world.transaction(force_fernet_key=True, **named(ONE)).apply()
    world.core.calls.clear()
    assert "is left out" in refused(world)


def test_a_secret_of_the_operator_without_the_key_is_one_finding(world):
    error = world.failure(kubernetes_secret_style="reference", **named(ONE))
    assert [each["rule"] for each in error.more["findings"] if each["severity"] == "error"] == ["K8S-01"]
