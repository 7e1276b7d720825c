# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The current state in a plan file: without secrets, the same in each run, and compared name by name."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import review

PLAIN = {"field": "clientId", "wanted": "new", "file": None, "stored": "old", "served": "old", "status": "drift"}
HIDDEN = {
    "field": "secret",
    "wanted": "sha256:01234567",
    "file": "sha256:89abcdef",
    "stored": None,
    "served": "sha256:01234567",
    "status": "drift",
}
RESULT = Result(
    version="1.9.7",
    would_restart=True,
    variables=["B", "A"],
    kids=["one"],
    files=[{"path": "/x", "changed": True}, {"path": "/y", "changed": False}],
    effective=[PLAIN, HIDDEN],
)


def test_a_state_says_of_a_secret_only_whether_it_is_as_planned():
    assert review.state_of(RESULT, {"/x": "a secret text"}, None) == {
        "release": "1.9.7",
        "restart": True,
        "variables to change": ["A", "B"],
        "stored rows to change": [],
        "own keys": ["one"],
        "file /x": "differs from the plan",
        "file /y": "as planned",
        "clientId (file)": None,
        "clientId (stored)": "old",
        "clientId (served)": "old",
        "secret (file)": "differs from the plan",
        "secret (served)": "as planned",
    }


def test_with_a_key_the_content_counts_as_a_keyed_hash():
    one = review.state_of(RESULT, {"/x": "a secret text"}, "key")["content of /x"]
    assert one.startswith("hmac-sha256:") and "secret" not in one
    assert one == review.state_of(RESULT, {"/x": "a secret text"}, "key")["content of /x"]
    assert one != review.state_of(RESULT, {"/x": "another text"}, "key")["content of /x"]
    assert one != review.state_of(RESULT, {"/x": "a secret text"}, "other")["content of /x"]
    assert review.digest("key", "/x", "same") != review.digest("key", "/y", "same")


SAME = review.state_of(RESULT, {"/x": "text"}, "key")
DIFFERENT = {
    "nothing": ({}, []),
    "a value": ({"clientId (served)": "other"}, ['clientId (served) is "other" instead of "old"']),
    "a file": ({"content of /x": "hmac-sha256:0"}, ["content of /x has changed"]),
    "the release": ({"release": None}, ['release is not there instead of "1.9.7"']),
    "a secret that was not read before": ({"secret (stored)": review.PLANNED}, []),
    "a secret": (
        {"secret (served)": review.DIFFERS},
        ['secret (served) is "differs from the plan" instead of "as planned"'],
    ),
    "a file more": ({"file /z": review.DIFFERS}, ['file /z is "differs from the plan" instead of not there']),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_is_named(name):
    changes, expected = DIFFERENT[name]
    assert review.differences(SAME, {**SAME, **changes}) == expected


def test_another_state_is_refused_and_the_same_is_not():
    review.refuse(SAME, dict(SAME))
    with pytest.raises(HostError) as caught:
        review.refuse(SAME, {**SAME, "release": "1.9.8"})
    assert str(caught.value) == (
        'The current state is not the one that was reviewed: release is "1.9.8" instead of "1.9.7"; '
        "nothing was changed. Make and review a new plan (openmetadata.sso.plan)."
    )
