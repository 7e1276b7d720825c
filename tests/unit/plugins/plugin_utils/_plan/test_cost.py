# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plan of one more host costs, in calls: seconds depend on the machine, calls do not."""

import collections
import datetime
import sys

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding, environment
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import (
    _placeholder,
    _rule,
    _text,
    openmetadata_variables,
)
from examples import EXAMPLES, example

TODAY = datetime.date(2026, 11, 1)
#: What remembers something from one host to the next.
REMEMBERED = (
    encoding._of_string,
    encoding._of_strings,
    environment._unread,
    openmetadata_variables._choices,
    _placeholder.found_in,
    _rule._rules_for,
    _text._host,
    _text._origin,
    _text._split,
)
#: A plan of Auth0 makes 1,371 calls of Python functions in Python 3.11; it was three times that many with each text of
#: a group checked again on every host.
MOST_CALLS = 1550


def of_host(name, number):
    url = f"https://om-{number}.acme.io"
    return example(name, openmetadata_version="1.12.14", server_url=url, client_id=f"Kx81abcdefgh{number}")


def calls_of(function):
    """{function's name: calls of it} of one call; functions of Python alone."""
    counted = collections.Counter()

    def count(frame, event, _argument):
        if event == "call":
            counted[frame.f_code.co_name] += 1

    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(None)
    return counted


def test_one_more_host_of_a_group_costs_few_calls():
    plan.make(of_host("auth0", 1), TODAY)
    calls = calls_of(lambda: plan.make(of_host("auth0", 2), TODAY))
    assert calls.total() < MOST_CALLS, calls.most_common(20)
    assert calls["texts_of"] < 60, "each text that the operator wrote is gathered once, and not for every rule"


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_remembered_of_other_hosts_changes_no_plan(name):
    hosts = [example(name, server_url=url) for url in ("https://om-1.acme.io", "http://localhost:8585/", "<your-url>")]
    together = [plan.make(host, TODAY) for host in [*hosts, *reversed(hosts)]]
    alone = []
    for host in hosts:
        for function in REMEMBERED:
            function.cache_clear()
        alone.append(plan.make(host, TODAY))
    assert together == [*alone, *reversed(alone)]
    assert len({str(made.findings) for made in alone}) == len(hosts)


def test_what_is_remembered_has_a_bound():
    assert all(function.cache_info().maxsize for function in REMEMBERED)
