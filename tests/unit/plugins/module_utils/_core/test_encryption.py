# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer that holds secrets says nothing on its way, and nothing else than what was sealed comes out."""

import base64

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption
from hypothesis import given
from hypothesis import strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(content=JSON)
def test_what_was_sealed_comes_out(content):
    key = encryption.new_key()
    assert encryption.unseal(key, encryption.seal(key, content)) == content


def test_a_file_with_bytes_that_are_not_text_comes_out():
    text = b"a\xffb".decode("utf-8", "surrogateescape")
    assert encryption.unseal("k", encryption.seal("k", {"text": text})) == {"text": text}


def test_nothing_of_it_is_seen_and_the_same_is_never_the_same():
    secret = "Canary7Zq" * 100
    one, other = (encryption.seal(encryption.new_key(), secret) for _time in range(2))
    assert one != other
    assert b"Canary" not in base64.b64decode(one)
    repeated = base64.b64decode(one)[encryption.BLOCK :]
    assert len({repeated[at : at + encryption.BLOCK] for at in range(0, len(repeated), encryption.BLOCK)}) == -(
        -len(repeated) // encryption.BLOCK
    )


@pytest.mark.parametrize("change", [lambda text: text[:-4] + "AAA=", lambda text: "", lambda text: text[:40]])
def test_what_was_changed_on_the_way_is_refused(change):
    text = encryption.seal("key", {"a": "b" * 50})
    with pytest.raises(ValueError, match="not sealed with this key"):
        encryption.unseal("key", change(text))
    with pytest.raises(ValueError, match="not sealed with this key"):
        encryption.unseal("other", text)
