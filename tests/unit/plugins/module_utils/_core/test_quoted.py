# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server quotes of a request is shown without the secrets that were in it."""

import base64
import html
import json
from urllib.parse import quote, quote_plus

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import quoted
from lab.canary import MARK, traces

SECRET = f'{MARK}#1 &x="2" <y> % + \\ ü'
FORMS = {
    "as it is": SECRET,
    "JSON": json.dumps(SECRET),
    "JSON without escapes of letters": json.dumps(SECRET, ensure_ascii=False),
    "part of a URL": quote(SECRET, safe=""),
    "a form": "client_secret=" + quote_plus(SECRET),
    "a page": html.escape(SECRET),
    **{f"Base64 behind {n} bytes": base64.b64encode(b"x" * n + SECRET.encode() + b"yz").decode() for n in range(6)},
}


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_removed_in_every_form(form):
    text = quoted.without(f"refused: {FORMS[form]} is wrong", [None, "", SECRET])
    assert traces(text) == [] and "ü" not in text and text.startswith("refused: ") and text.endswith(" is wrong")


def test_a_text_without_a_secret_is_as_it_was():
    assert quoted.without("The user is not admin.", ["admin", "another-secret", None]) == "The user is not admin."


def test_a_secret_within_another_one_leaves_no_rest():
    assert quoted.without("a: top-secret-and-more", ["top-secret", "top-secret-and-more"]) == "a: ***"
