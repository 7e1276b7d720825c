# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to an API server, simulated or real."""

import json
import ssl
import urllib.request

_KINDS = {"PATCH": "application/merge-patch+json", "APPLY": "application/apply-patch+yaml"}


def ask(url: str, context: ssl.SSLContext, token: str, method: str = "GET", body: dict | None = None) -> dict:
    """The answer; APPLY is a PATCH that applies on the server's side.

    `urllib.error.HTTPError` is the server's refusal.
    """
    headers = {"Authorization": f"Bearer {token}", "Content-Type": _KINDS.get(method, "application/json")}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method="PATCH" if method == "APPLY" else method)
    with urllib.request.urlopen(request, context=context, timeout=30) as answer:
        return json.load(answer)
