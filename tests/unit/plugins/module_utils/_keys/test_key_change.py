# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a change of the key pair ends every token, and which pair the server keeps."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_change


@pytest.mark.parametrize(
    ("wanted", "before", "published", "own", "rotates", "cause"),
    [
        ("", None, None, None, False, None),
        ("", "old", None, None, False, "no_longer_named"),
        ("", "old", None, None, True, None),
        ("new", None, None, "", False, "other_key_id"),
        ("new", None, None, "", True, None),
        ("old", "old", "print", "print", False, None),
        ("old", "old", "print", "other", False, "same_key_id"),
        ("old", "old", "print", "other", True, "same_key_id"),
        ("old", "old", "print", "", True, "same_key_id"),
        ("old", "old", "print", None, False, None),
        ("old", "old", None, "other", False, None),
    ],
)
def test_what_ends_every_token(wanted, before, published, own, rotates, cause):
    assert key_change.cause(wanted, "old", before, published, own, rotates) == cause


@pytest.mark.parametrize(
    ("cause", "option", "words"),
    [
        ("no_longer_named", "om_sso_jwt_key_id", {"present": "last"}),
        ("other_key_id", "here", {"present": "old", "wanted": "new"}),
        ("same_key_id", "here", {"wanted": "new"}),
    ],
)
def test_what_the_finding_of_a_cause_names(cause, option, words):
    assert key_change.told(cause, "here", wanted="new", present="old", before="last") == (option, words)


@pytest.mark.parametrize(
    ("wanted", "present", "own"),
    [
        ("new", "old", "old"),
        (None, "old", "old"),
        ("old", "old", None),
        ("new", default_keys.KEY_ID, ""),
        (None, default_keys.KEY_ID, None),
        ("new", "of-nobody", None),
        ("new", "../old", None),
    ],
)
def test_the_pair_that_the_server_keeps(wanted, present, own):
    assert key_change.servers_own(wanted, present, lambda key_id: key_id.endswith("old")) == own


def test_servers_are_swapped_when_each_publishes_the_planned_key():
    pair = types.SimpleNamespace(fingerprint="print")
    for published, swapped in (([], False), (["print", "print"], True), (["print", None], False), (["other"], False)):
        assert key_change.is_swapped(pair, published) is swapped
    assert key_change.is_swapped(None, ["other"])
