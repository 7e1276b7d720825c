# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OAuth 2.0 Dynamic Client Registration (RFC 7591), for programs that make the client id themselves."""

import json
import urllib.request


def register(url: str, **client: object) -> dict[str, str]:
    """Register a client; its answer holds `client_id` and `client_secret`."""
    request = urllib.request.Request(url, json.dumps(client).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)
