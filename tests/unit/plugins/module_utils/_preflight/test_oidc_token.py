# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token request is written as OpenMetadata's library writes it."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.oidc_token import form_encoded


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a b", "a+b"),
        ("a+b", "a%2Bb"),
        ("a:b", "a%3Ab"),
        ("100%", "100%25"),
        ("a*b-c_d.e~f", "a*b-c_d.e%7Ef"),
        ("ä", "%C3%A4"),
    ],
)
def test_credentials_in_the_header_are_encoded_as_by_javas_url_encoder(text, written):
    assert form_encoded(text) == written
