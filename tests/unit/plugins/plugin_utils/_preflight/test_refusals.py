# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is quoted of a refusal."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight import refusals


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 429, "returned": {}}, ""),
        ({"status": 400, "returned": {}, "text": "Invalid request."}, "Invalid request"),
        ({"status": 200, "returned": {}, "text": "Sign in", "asks": True}, ""),
        (
            {"status": 400, "returned": {"error": "invalid_grant", "error_description": 'Code "x" is unknown.'}},
            "Code 'x' is unknown",
        ),
    ],
)
def test_the_words_of_an_answer_with_or_without_a_page(answer, words):
    assert refusals.said(answer) == words
