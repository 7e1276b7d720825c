# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answer of every verb, as it travels from a host to the controller."""

import json

from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result, fields_of


def test_a_result_without_facts_claims_nothing():
    result = Result()
    assert (result.changed, result.restarted, result.would_restart, result.stale) == (False, False, False, False)
    unknown = (result.version, result.kids, result.served, result.administrators, result.pair, result.seconds)
    assert set(unknown) == {None}


def test_it_arrives_from_json_as_it_was_sent():
    sent = Result(changed=True, rows=("a", "b"), kids=["k"], pair={"id": "x"}, seconds=3)
    received = json.loads(json.dumps(sent.to_dict()))
    assert received == sent.to_dict()
    assert (received["rows"], received["notes"], received["pair"]) == (["a", "b"], [], {"id": "x"})
    assert set(received) == set(Result._fields)


def test_a_result_is_not_the_dictionary_of_another_one():
    """Its defaults are tuples: a note of one host must not be one of the next."""
    Result().to_dict()["notes"].append("x")
    assert Result().to_dict()["notes"] == []


def test_fields_are_named_without_their_section():
    paths = ["authenticationConfiguration.provider", "authenticationConfiguration.oidcConfiguration.id"]
    assert fields_of(paths) == ["provider", "oidcConfiguration.id"]
