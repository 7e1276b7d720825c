# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a sign-in on each pod of a release leads, after a change and in a comparison."""

from fakes.module_faults import calls


def test_a_pod_on_which_no_sign_in_begins_fails_the_change_and_everything_is_restored(world):
    world.core.sign_in = lambda _path: "HTTP/1.1 404 Not Found\r\n"
    error = world.failure()
    assert "signIn" in error.message and "/api/v1/auth/login answers HTTP 404" in error.message
    assert "discovery document" in error.fix and "are restored" in error.more["outcome"]
    assert world.is_untouched() and world.state().last_good is None


def test_pods_on_which_no_sign_in_begins_any_more_are_drift_and_are_replaced(world):
    world.transaction().apply()
    redirect = world.core.sign_in
    world.core.sign_in = lambda _path: "HTTP/1.1 500 Server Error\r\n"
    compared = world.transaction().compare()
    assert {row["field"] for row in compared.effective if row["status"] == "drift"} == {"signIn"} and compared.stale
    assert any("no sign-in begins on" in note for note in compared.notes)
    old = {pod["metadata"]["uid"] for pod in world.core.pods()}
    world.core.fault = lambda module, _arguments: (
        setattr(world.core, "sign_in", redirect) if calls("k8s")(module, {}) else None
    )
    result = world.transaction().apply()
    assert result.restarted and not old & {pod["metadata"]["uid"] for pod in world.core.pods()}


def test_a_sign_in_that_sends_another_redirect_uri_fails_the_change(world):
    redirect = world.core.sign_in
    world.core.sign_in = lambda path: redirect(path).replace("%2Fcallback", "%2Fauth%2Fcallback")
    error = world.failure()
    assert "oidcConfiguration.callbackUrl" in error.message and "RED-02" in error.fix


def test_a_sign_in_that_was_not_seen_is_a_note_and_never_drift(world):
    world.core.sign_in = lambda _path: ""
    result = world.transaction().apply()
    assert result.changed and any("what a sign-in sends to the provider was not seen" in note for note in result.notes)
