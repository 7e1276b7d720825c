# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which secret counts, which may go, and which ends soon."""

import datetime

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import clock
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration import client_secrets
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Secret

NOW = datetime.datetime(2026, 11, 28, 12, tzinfo=clock.UTC)


def days(number):
    return datetime.timedelta(days=number)


OLD = Secret("old", made=NOW - days(100), hint="abc")
NEW = Secret("new", made=NOW - days(3), hint="xyz")


@pytest.mark.parametrize(
    ("listed", "known", "found"),
    [
        ([OLD, NEW], "xyz-secret", NEW),
        ([OLD, NEW], "abc-secret", OLD),
        ([OLD, NEW], "other", None),
        ([OLD, NEW], None, None),
        ([Secret("one", "text"), Secret("two", "other")], "other", Secret("two", "other")),
        ([Secret("one")], "anything", Secret("one")),
        ([Secret("one"), Secret("two")], "anything", None),
    ],
)
def test_the_secret_of_the_operator_is_known_by_its_value_or_its_beginning(listed, known, found):
    assert client_secrets.current(listed, known) == found


def test_older_secrets_go_when_the_overlap_is_over():
    gone = client_secrets.outlived([OLD, NEW], "xyz-secret", days(2), NOW)
    assert gone == [OLD]
    assert client_secrets.outlived([OLD, NEW], "xyz-secret", days(7), NOW) == []


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        ([OLD._replace(ours=False), NEW], "xyz-secret"),
        ([OLD, NEW], "abc-secret"),
        ([OLD, NEW], "unknown"),
        ([OLD, NEW._replace(made=None)], "xyz-secret"),
    ],
    ids=["of others", "newer than ours", "not identified", "without a time"],
)
def test_nothing_else_is_removed(listed, known):
    assert client_secrets.outlived(listed, known, days(0), NOW) == []


def test_an_end_is_told_in_days_when_it_is_near():
    assert client_secrets.ends_within(NEW._replace(ends=NOW + days(12)), 30, NOW) == 12
    assert client_secrets.ends_within(NEW._replace(ends=NOW + days(31)), 30, NOW) is None
    assert client_secrets.ends_within(NEW._replace(ends=NOW - days(1)), 30, NOW) == -1
    assert client_secrets.ends_within(NEW, 30, NOW) is client_secrets.ends_within(None, 30, NOW) is None


def test_no_two_secrets_have_the_same_name():
    assert client_secrets.new_name(NOW) != client_secrets.new_name(NOW)
    assert client_secrets.new_name(NOW).startswith("openmetadata.sso 2026-11-28 ")
