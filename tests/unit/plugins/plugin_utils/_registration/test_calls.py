# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is retried, and what is not carried out twice."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration import calls
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import ProviderError


class Clock:
    """Time that passes by sleeping alone."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock():
    return Clock()


def failing(*errors):
    """A call that fails in these ways and then answers."""
    left = list(errors)

    def call():
        if left:
            kind, wait = left.pop(0)
            raise ProviderError(kind, "of the test", wait)
        return "answer"

    return call


def of(clock, seconds=60.0):
    return calls.Calls(seconds, clock.sleep, lambda: clock.now)


def test_it_waits_as_long_as_the_provider_asks(clock):
    assert of(clock).repeat("find", failing(("rate_limited", 7), ("rate_limited", 3))) == "answer"
    assert clock.slept == [7, 3]


def test_each_wait_is_longer_up_to_a_limit(clock):
    assert of(clock, 200).repeat("find", failing(*[("timeout", None)] * 8)) == "answer"
    assert all(one <= calls.LONGEST_WAIT for one in clock.slept) and clock.slept[4] > clock.slept[0]


def test_the_deadline_ends_it_with_the_last_error(clock):
    with pytest.raises(ProviderError) as raised:
        of(clock, 10).repeat("find", failing(*[("rate_limited", 4)] * 9))
    assert (raised.value.kind, raised.value.operation, clock.slept) == ("rate_limited", "find", [4, 4])


def test_an_api_that_never_answered_is_given_up_soon(clock):
    with pytest.raises(ProviderError, match="unavailable"):
        of(clock, 900).repeat("find", failing(*[("unavailable", None)] * 9))
    assert len(clock.slept) == calls.TRIES_UNANSWERED - 1


@pytest.mark.parametrize("kind", ["denied", "unauthenticated", "refused", "not_found"])
def test_what_does_not_pass_is_an_error_at_once(clock, kind):
    with pytest.raises(ProviderError, match=kind):
        of(clock).repeat("find", failing((kind, None)))
    assert clock.slept == []


def test_what_was_just_created_may_be_unknown_for_some_seconds(clock):
    one = of(clock, 200)
    one.created()
    assert one.repeat("update", failing(("not_found", None), ("not_found", None))) == "answer"
    clock.now += calls.SETTLING
    with pytest.raises(ProviderError, match="not_found"):
        one.repeat("update", failing(("not_found", None)))


def test_after_a_lost_answer_it_is_found_and_not_made_again(clock):
    made = []

    def create():
        made.append("application")
        raise ProviderError("timeout", "no answer")

    assert of(clock).once("create", create, lambda: made[0] if made else None) == "application"
    assert made == ["application"]


def test_what_was_not_made_is_made_again(clock):
    assert of(clock).once("create", failing(("timeout", None), ("unavailable", None)), lambda: None) == "answer"


def test_a_conflict_with_what_is_not_ours_is_an_error(clock):
    with pytest.raises(ProviderError, match="conflict"):
        of(clock).once("create", failing(("conflict", None)), lambda: None)
