# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a page shows, in time that grows with its length alone."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import oidc_page
from lab.time_limits import at_once


def test_a_page_is_read_by_its_parts():
    page = (
        "<title>Log &amp; in</title><style>p {}</style><script>var error = 'E1'</script ><p>Hello\n you</p>"
        "<form method=post action='/login?x=1'><INPUT name=p type=password></form>"
    )
    assert oidc_page.read(page) == {
        "text": "Log & in Hello you",
        "scripts": "var error = 'E1'",
        "title": "Log & in",
        "form": True,
        "actions": ["/login"],
    }


@pytest.mark.parametrize(
    "piece", ["<", "<script ", "<style>", "<input ", "<title ", "<form action=", "&amp;", "</script"]
)
def test_a_long_page_takes_no_long_time(piece):
    with at_once():
        oidc_page.read(piece * (1048576 // len(piece)))
