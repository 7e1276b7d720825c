# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exchange of a code for tokens at the identity provider."""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict

_SECONDS = 10
_METHODS = ("client_secret_post", "client_secret_basic", "private_key_jwt", "none")


class ProviderError(Exception):
    """The provider does not answer, or refuses; the message is what the server shows."""


def exchange(endpoint: str, oidc: Dict[str, Any], code: str, callback: str, verifier: str) -> Dict[str, Any]:
    """The provider's tokens for a code, by the configured authentication method; raises ProviderError [S]."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback}
    if verifier:
        form["code_verifier"] = verifier
    headers = {"Accept": "application/json"}
    method = oidc.get("clientAuthenticationMethod")
    if method == "client_secret_basic":
        pair = ":".join(urllib.parse.quote_plus(oidc[name]) for name in ("id", "secret"))
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    elif method == "client_secret_post":
        form.update(client_id=oidc["id"], client_secret=oidc["secret"])
    elif method not in _METHODS:
        raise ProviderError("Configured authentication method (%s) is not supported." % method)
    else:
        raise ProviderError("privateKetJwtConfig cannot be null")
    request = urllib.request.Request(endpoint, urllib.parse.urlencode(form).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        said = _object(error.read())
        raise ProviderError(
            "Bad token response, error=%s, description=%s" % (said.get("error"), said.get("error_description"))
        ) from error
    except (OSError, ValueError) as error:
        raise ProviderError("%s: %s" % (endpoint, error)) from error


def _object(text: bytes) -> Dict[str, Any]:
    try:
        found = json.loads(text.decode("utf-8", "replace"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
