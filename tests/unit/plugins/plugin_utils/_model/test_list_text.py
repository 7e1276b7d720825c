# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists in every form that people write them in give the same items."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.list_text import items

URLS = ["https://a.io/keys", "https://b.io/keys?x=1,2#y"]
PLAIN = ["https://a.io/keys", "https://b.io/keys"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[https://a.io/keys,https://b.io/keys]", PLAIN),
        ("[https://a.io/keys, https://b.io/keys]", PLAIN),
        ('["https://a.io/keys", "https://b.io/keys?x=1,2#y"]', URLS),
        ("['https://a.io/keys','https://b.io/keys']", PLAIN),
        ('\'["https://a.io/keys", "https://b.io/keys"]\'', PLAIN),
        ("https://a.io/keys,https://b.io/keys", PLAIN),
        ("https://a.io/keys, https://b.io/keys", PLAIN),
        ("https://a.io/keys https://b.io/keys", PLAIN),
        ("https://a.io/keys,\n  https://b.io/keys\n", PLAIN),
        ("[https://a.io/keys,\n  https://b.io/keys]\n", PLAIN),
        ("- https://a.io/keys\n- https://b.io/keys\n", PLAIN),
        ("[https://a.io/keys]", PLAIN[:1]),
        ("https://a.io/keys", PLAIN[:1]),
        ("[{https://a.io/keys}]", ["{https://a.io/keys}"]),
        ("[https://a.io/keys", ["[https://a.io/keys"]),
        ("[]", []),
        ("", []),
        ('""', []),
        (" , ", []),
    ],
)
def test_the_items_are_the_same_in_every_form(text, found):
    assert items(text, blanks=True) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("jane doe, max", ["jane doe", "max"]), ("[jane doe]", ["jane doe"]), ("jane\nmax", ["jane", "max"])],
)
def test_a_name_may_hold_blanks(text, found):
    assert items(text) == found
