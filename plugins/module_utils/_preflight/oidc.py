# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An OpenID provider as OpenMetadata would ask it: discovery, keys, the authorization request, the token endpoint.

What is asked is in ``wanted``; the answers are data, judged on the controller by plugin_utils/preflight. Nobody signs
in, no code is exchanged: the authorization request stops at the login page, the token request carries a code that
never was one.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
from html import unescape
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import (
    Client,
    HttpError,
    is_loopback,
    is_url,
)

PAGE = 4000
#: Fields of a public key that are read; its certificates are left out.
KEY_FIELDS = ("kid", "kty", "alg", "use", "crv", "n", "e")
SCRIPT = re.compile(r"<script.*?</script>", re.S | re.I)
DUMMY_CODE = "openmetadata-sso-preflight"


def ask(wanted):
    """All answers of one provider. ``discovery`` alone is there when it cannot be read."""
    client = Client(wanted["timeout"], wanted.get("ca_file"), wanted.get("ca_data"))
    answers = {"discovery": document(client, wanted["discovery_uri"])}
    found = answers["discovery"].get("json")
    if not isinstance(found, dict):
        answers["alternatives"] = [
            document(client, url) for url in wanted["alternatives"] if "status" in answers["discovery"]
        ]
        return answers
    urls = [found.get("jwks_uri")] + [url for url in wanted["public_key_urls"] if url != found.get("jwks_uri")]
    answers["keys"] = {url: keys(client, url) for url in urls if isinstance(url, str)}
    endpoint = found.get("authorization_endpoint")
    if is_url(endpoint) and wanted["client_id"]:
        answers["authorize"] = authorize(client, endpoint, wanted, wanted["callback_url"])
        if wanted["silent_callback_url"]:
            answers["silent"] = authorize(client, endpoint, dict(wanted, prompt="none"), wanted["silent_callback_url"])
    endpoint = found.get("token_endpoint")
    if is_url(endpoint) and wanted["client_id"]:
        answers.update(token_answers(client, endpoint, wanted))
    return answers


def document(client, url):
    """A JSON document: ``url``, ``status``, ``json``, ``skew``; or ``url`` and ``error``."""
    try:
        answer = client.request(url, headers={"Accept": "application/json"})
    except HttpError as error:
        return {"url": url, "error": {"kind": error.kind, "text": error.text}}
    shown = {"url": url, "status": answer.status, "skew": answer.seconds_apart, "location": answer.location}
    if answer.status == 200:
        try:
            shown["json"] = json.loads(answer.text)
        except (ValueError, RecursionError):
            shown["json"] = None
    return shown


def keys(client, url):
    """The public keys at a URL."""
    shown = document(client, url)
    content = shown.pop("json", None)
    listed = content.get("keys") if isinstance(content, dict) else None
    if isinstance(listed, list):
        shown["keys"] = [
            {name: str(key[name]) for name in KEY_FIELDS if name in key} for key in listed if isinstance(key, dict)
        ]
    return shown


def authorization_request(wanted, callback):
    """The parameters as OpenMetadata's flow sends them, with a state and nonce of our own."""
    parameters = [
        ("client_id", wanted["client_id"]),
        ("redirect_uri", callback),
        ("response_type", wanted["response_type"]),
    ]
    parameters += [
        ("scope", " ".join(wanted["scopes"])),
        ("state", secrets.token_urlsafe(16)),
        ("nonce", secrets.token_urlsafe(16)),
    ]
    if wanted["prompt"]:
        parameters.append(("prompt", wanted["prompt"]))
    if wanted["max_age"] is not None:
        parameters.append(("max_age", str(wanted["max_age"])))
    if wanted["pkce"]:
        digest = hashlib.sha256(secrets.token_urlsafe(48).encode("ascii")).digest()
        parameters += [("code_challenge", _base64url(digest)), ("code_challenge_method", "S256")]
    return parameters


def authorize(client, endpoint, wanted, callback):
    """What a browser would get: a page, or a redirect with the provider's error."""
    url = (
        endpoint
        + ("&" if "?" in endpoint else "?")
        + urlencode(authorization_request(wanted, callback), quote_via=quote)
    )
    try:
        answer = client.request(url, headers={"Accept": "text/html"}, stop=(callback,))
    except HttpError as error:
        return {"error": {"kind": error.kind, "text": error.text}}
    parts = urlsplit(answer.location or answer.url)
    returned = dict(parse_qsl(parts.query) + parse_qsl(parts.fragment))
    back = bool(answer.location) and answer.location.startswith(callback)
    return {
        "status": answer.status,
        "back": back,
        "elsewhere": parts.hostname if answer.location and not back else "",
        "page": urlsplit(answer.url).path,
        "returned": {
            name: returned[name][:500] for name in ("error", "error_description", "authError") if name in returned
        },
        "text": readable(SCRIPT.sub(" ", answer.text)),
        "scripts": readable(" ".join(SCRIPT.findall(answer.text))),
        "form": bool(re.search(r"<input[^>]*type=[\"']?password", answer.text, re.I)),
    }


def readable(page):
    """The words of a page. Scripts are kept apart: some providers have their errors there."""
    page = re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.S | re.I)
    return re.sub(r"\s+", " ", unescape(page)).strip()[:PAGE]


def token_answers(client, endpoint, wanted):
    """The token endpoint's answer with the credentials (``token``) and without them (``token_bare``)."""
    answers = {}
    if wanted["client_secret"]:
        if urlsplit(endpoint).scheme != "https" and not is_loopback(endpoint):
            return {"token": {"withheld": "the token endpoint is not https"}}
        if not expected_host(endpoint, wanted):
            return {"token": {"withheld": f"the token endpoint is on another host, {urlsplit(endpoint).hostname}"}}
        answers["token"] = token(client, endpoint, wanted, wanted["client_auth_method"])
    if wanted["ask_without_secret"]:
        answers["token_bare"] = token(client, endpoint, wanted, "none")
    return answers


def expected_host(url, wanted):
    """Whether a URL is on the provider's own host or one of its known domains."""
    host = urlsplit(url).hostname or ""
    own = urlsplit(wanted["discovery_uri"]).hostname or ""
    return host == own or any(host == domain or host.endswith("." + domain) for domain in wanted["domains"])


def token(client, endpoint, wanted, method):
    """The error for a dummy code; where that says nothing, whether a client credentials request gets a token."""
    if wanted["credentials_scope"]:
        form = [("grant_type", "client_credentials"), ("scope", wanted["credentials_scope"])]
    else:
        form = [("grant_type", "authorization_code"), ("code", DUMMY_CODE), ("redirect_uri", wanted["callback_url"])]
        form += [("code_verifier", secrets.token_urlsafe(48))] if wanted["pkce"] else []
    headers = {"Accept": "application/json"}
    client_id, secret = wanted["client_id"], wanted["client_secret"]
    if method == "client_secret_basic":
        pair = "{}:{}".format(quote(client_id, safe=""), quote(secret, safe=""))
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode("ascii")).decode("ascii")
    elif method == "client_secret_post":
        form += [("client_id", client_id), ("client_secret", secret)]
    elif method == "client_secret_jwt":
        form += [("client_id", client_id), ("client_assertion", _assertion(client_id, secret, endpoint))]
        form.append(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
    elif method == "none":
        form.append(("client_id", client_id))
    else:
        return {"withheld": f"{method} cannot be tried from here"}
    try:
        answer = client.request(endpoint, urlencode(form).encode("ascii"), headers, follow=False)
    except HttpError as error:
        return {"error": {"kind": error.kind, "text": error.text}}
    try:
        content = json.loads(answer.text)
    except (ValueError, RecursionError):
        content = {}
    content = content if isinstance(content, dict) else {}
    shown = {name: str(content[name])[:500] for name in ("error", "error_description") if content.get(name)}
    return {"status": answer.status, "returned": {name: _without(text, secret) for name, text in shown.items()}}


def _without(text, secret):
    return text.replace(secret, "***") if secret else text


def _assertion(client, secret, endpoint):
    """RFC 7523: a JWT that the client signs with its secret."""
    now = int(time.time())
    claims = {
        "iss": client,
        "sub": client,
        "aud": endpoint,
        "jti": secrets.token_urlsafe(16),
        "iat": now,
        "exp": now + 60,
    }
    signed = b".".join(
        _base64url(json.dumps(part).encode("ascii")).encode("ascii")
        for part in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return signed.decode("ascii") + "." + _base64url(hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).digest())


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
