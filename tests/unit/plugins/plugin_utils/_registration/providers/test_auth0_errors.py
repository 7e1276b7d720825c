# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long Auth0 asks to wait."""

import time

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers import auth0_errors


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "3"}, 3),
        ({"retry-after": "3", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "0"}, 3),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1010"}, 10),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "990"}, 0),
        ({"X-RateLimit-Remaining": "4", "X-RateLimit-Reset": "1010"}, None),
        ({"X-RateLimit-Remaining": "0"}, None),
        ({"Retry-After": "Sat, 28 Nov 2026 20:00:00 GMT"}, None),
        ({}, None),
    ],
)
def test_the_headers_say_how_long_to_wait(monkeypatch, headers, seconds):
    monkeypatch.setattr(time, "time", lambda: 1000.0)
    assert auth0_errors.wait_of(headers) == seconds
