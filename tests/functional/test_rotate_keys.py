# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rotation of the key pair by its playbook.

Told beforehand, finished by the next run wherever it was killed, old tokens dead, new ones in use.
"""

import pytest
from lab import rows
from lab.own_keys import key_set, opens
from lab.playbooks import kill_group, until

OWN = {"om_sso_jwt_key_id": "2026-11", "om_sso_mint_admin_token": True}


@pytest.fixture(scope="module")
def golden(install, controller, operator):
    """A configured server with stored rows whose bot's token is in use."""
    host = install("rotated", "1.12.14").start()
    controller.inventory({"om-1": {**host.variables, **bots(controller)}}, **operator)
    controller.run("sso").passed()
    controller.run("bots", "-e", f"om_sso_admin_token={rows.admin_bot(host)}").passed()
    return host.keep()


@pytest.fixture
def host(golden, controller, operator):
    """The same as it was, in the inventory with a key pair that it does not have."""
    controller.inventory({"om-1": {**golden.variables, **bots(controller), **OWN}}, **operator)
    golden.back()
    used(controller).write_text(f"OM_JWT_TOKEN={rows.token(golden, 'ingestion-bot')}\n", encoding="utf-8")
    yield golden
    golden.heal()


def used(controller):
    """Where ingestion reads its token."""
    return controller.folder / "ingestion.env"


def bots(controller):
    return {
        "om_sso_bots": [
            {"name": "ingestion-bot", "deliver": [{"path": str(used(controller)), "variable": "OM_JWT_TOKEN"}]}
        ]
    }


def token(controller):
    """The token that ingestion uses now."""
    return used(controller).read_text(encoding="utf-8").strip().partition("=")[2]


def kids(host):
    return [key["kid"] for key in key_set(host.url)["keys"]]


def test_check_mode_says_what_will_happen_and_touches_nothing(host, controller):
    before, old = host.tree(), token(controller)
    run = controller.run("rotate_keys", "--check", "--diff").passed()
    assert (
        "signs with Gb389… (a published private key: anyone can make a valid token), planned key 2026-11" in run.output
    )
    assert (
        "restart the server with the key pair 2026-11 (it will be generated); "
        "this invalidates every token that the server made" in run.output
    )
    assert "downtime    until the server is healthy (at most 20 s), then about 10 s a bot (10 s)" in run.output
    assert host.tree() == before and token(controller) == old and opens(host.url, old) == 200


def test_a_rotation_ends_the_old_token_and_hands_the_new_one_over(host, controller):
    old = token(controller)
    run = controller.run("rotate_keys").passed()
    assert kids(host) == ["2026-11"] and opens(host.url, old) == 500
    new = token(controller)
    assert new != old and opens(host.url, new) == 200
    assert "bot ingestion-bot: new token (it was signed under the key id Gb389a" in run.output
    measured = next(
        result.data["seconds"]
        for result in run.results
        if "without a valid token" in result.task and "seconds" in result.data
    )
    assert 0 < measured < 60 and f"bot ingestion-bot: {measured} s without a valid token (from" in run.output
    assert old not in run.output and new not in run.output
    again = controller.run("rotate_keys").passed()
    assert "the key pair is in effect" in again.output and "changed=0" in again.output
    assert token(controller) == new and opens(host.url, new) == 200


def test_a_next_rotation_is_another_id(host, controller):
    controller.run("rotate_keys").passed()
    first = token(controller)
    controller.run("rotate_keys", "-e", "om_sso_jwt_key_id=2027-02").passed()
    assert kids(host) == ["2027-02"] and opens(host.url, first) == 500 and opens(host.url, token(controller)) == 200


def test_it_is_not_begun_when_nobody_could_make_new_tokens(host, controller):
    before = host.tree()
    dying = rows.admin_bot(host)
    for arguments, why in (
        ((), "om_sso_admin_token is missing"),
        (("-e", f"om_sso_admin_token={dying}"), "was made by OpenMetadata itself and becomes invalid"),
    ):
        run = controller.run("rotate_keys", "-e", "om_sso_mint_admin_token=false", *arguments).failed()
        assert why in run.output and "Change the key pair, restart and verify" not in run.output
    assert host.tree() == before and opens(host.url, dying) == 200


STEPS = (
    "Report the state of the rotation",
    "Change the key pair, restart and verify",
    "Renew the token if necessary",
    "Deliver the token in files",
)


def test_a_rotation_that_is_killed_after_each_step_in_turn_is_finished_by_the_same_command(host, controller):
    old = token(controller)
    for step in STEPS:
        process = controller.start("rotate_keys")
        until(
            lambda words=step, process=process: (
                any(words in result.task for result in controller.results()) or process.poll() is not None
            ),
            seconds=120,
        )
        assert process.poll() is None, process.communicate()
        kill_group(process)
    assert kids(host) == ["2026-11"] and opens(host.url, old) == 500
    run = controller.run("rotate_keys").passed()
    new = token(controller)
    assert opens(host.url, new) == 200, run.output
    assert "changed=0" in controller.run("rotate_keys").passed().output
    assert token(controller) == new
