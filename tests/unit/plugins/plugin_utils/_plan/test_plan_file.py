# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan file: what is written is read again, and everything else is refused with its reason."""

import datetime
import json

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.clock import UTC
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan_file
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan.plan_file import Key, PlanFileError

KEY = plan_file.key_of("a-key-of-the-reviewers")
NOW = datetime.datetime(2026, 11, 28, 12, 0, 0, tzinfo=UTC)
HOSTS = {"om-1": {"planned": {"provider": "auth0"}, "current": {"release": "1.9.7"}, "note": "ü"}}
HOUR = datetime.timedelta(hours=1)


def written(key=KEY, hosts=None, version="0.1.0", **changes):
    """The text of a plan file; ``changes`` are parts that are replaced after it was signed."""
    document = json.loads(plan_file.write(hosts or HOSTS, key, version, NOW, 86400, True))
    return json.dumps({**document, **changes})


WITHOUT = Key()


def signed(key=WITHOUT, **changes):
    """The text of a plan file with other parts and the right signature."""
    document = {**json.loads(written(key)), **changes}
    document.pop("signature")
    value = plan_file._signature(document, key)
    return json.dumps({**document, "signature": {"algorithm": "hmac-sha256" if key.text else "sha256", "value": value}})


def reason(text, key=KEY, version="0.1.0", now=NOW + HOUR):
    """Why a plan file is refused."""
    with pytest.raises(PlanFileError) as caught:
        plan_file.read(text, key, version, now)
    return str(caught.value)


@pytest.mark.parametrize("key", [KEY, Key()], ids=["signed", "not signed"])
def test_what_is_written_is_read_until_it_expires(key):
    document = plan_file.read(written(key), key, "0.1.0", NOW + datetime.timedelta(seconds=86399))
    assert document["hosts"] == HOSTS
    assert document["secrets"] == ("keyed hashes" if key.text else "not compared")
    assert reason(written(key), key, now=NOW + datetime.timedelta(seconds=86400)).startswith(
        "It expired at 2026-11-29T12:00:00Z."
    )


def test_the_text_says_how_it_is_signed_and_nothing_of_the_key():
    assert '"algorithm": "hmac-sha256"' in written() and '"algorithm": "sha256"' in written(Key())
    assert KEY.text not in written()


def test_another_indentation_is_the_same_document():
    text = json.dumps(json.loads(written()), indent=8)
    assert plan_file.read(text, KEY, "0.1.0", NOW)["hosts"] == HOSTS


BAD = {
    "empty": ("", "It is not a complete JSON document."),
    "truncated": (written()[:-20], "It is not a complete JSON document."),
    "not JSON": ("hosts: []", "It is not a complete JSON document."),
    "a list": ("[]", "It is not a plan file of openmetadata.sso."),
    "another document": ('{"format": 1}', "It is not a plan file of openmetadata.sso."),
    "another format": (signed(KEY, format=2), "It has the format 2, and this release reads 1."),
    "no signature": (written(signature=None), "It has no signature."),
    "another algorithm": (written(signature={"algorithm": "none", "value": ""}), "It has no signature."),
    "not signed": (written(Key()), "It is not signed, and om_sso_plan_file_key is set."),
    "another key": (written(plan_file.key_of("another-key-of-others")), "It was edited, or signed with another key"),
    "edited": (written(expires="2030-01-01T00:00:00Z"), "It was edited, or signed with another key"),
    "a host more": (written(hosts={**HOSTS, "om-2": HOSTS["om-1"]}, signature={"algorithm": "hmac-sha256"}), "edited"),
    "another release": (signed(KEY, collection_version="0.2.0"), "It was made by openmetadata.sso 0.2.0, and this is"),
    "the future": (signed(KEY, created="2026-11-28T14:00:00Z"), "which is in the future. Check the clocks."),
}


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_count_is_refused_with_the_reason(name):
    text, expected = BAD[name]
    assert expected in reason(text)


FORMS = {
    "no hosts": {"hosts": None},
    "a host that is a list": {"hosts": {"om-1": []}},
    "no plan": {"hosts": {"om-1": {"current": None}}},
    "a state that is a text": {"hosts": {"om-1": {"planned": {}, "current": "x"}}},
    "no release": {"collection_version": None},
    "no time": {"created": 5},
    "another time": {"expires": "tomorrow"},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_file_of_another_form_with_the_right_hash_is_refused(name):
    assert reason(signed(**FORMS[name]), Key()).startswith("It does not have the form of a plan file.")


def test_a_deep_document_is_refused():
    assert reason("[" * 100000) == f"It is not a complete JSON document. {plan_file.AGAIN}"


def test_a_signed_file_needs_its_key():
    assert reason(written(), Key()).startswith("It is signed, and om_sso_plan_file_key is missing.")


def test_a_file_without_a_key_that_was_edited_by_accident_is_noticed():
    assert reason(written(Key(), expires="2030-01-01T00:00:00Z"), Key()).startswith("It was edited: its signature")


def test_clocks_may_differ_by_some_minutes():
    assert plan_file.read(written(), KEY, "0.1.0", NOW - datetime.timedelta(minutes=4))


def test_a_short_key_is_refused_and_an_empty_one_is_left_out():
    assert plan_file.key_of("") == plan_file.key_of(None) == Key()
    with pytest.raises(PlanFileError, match="shorter than 16 characters"):
        plan_file.key_of("a-short-key")


def test_each_use_has_a_key_of_its_own():
    assert KEY.of("sign") != KEY.of("secrets") and Key().of("sign") is None
