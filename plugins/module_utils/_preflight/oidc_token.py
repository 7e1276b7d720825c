# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token endpoint: a request with an invalid code, and controls with which no client can be accepted.

``invalid_grant`` says that the secret is right only where a wrong secret is answered in another way. The wrong secret
is sent once, after a request that was not refused. So one run makes at most two attempts with a wrong secret: the
configured one if it is wrong, by the configured method and by the other one. No provider that we know locks a client
for that; the limits that are documented (PingFederate) begin at three in a row, and a successful one ends the row.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from urllib.parse import quote_plus, urlencode, urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text, quoted
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.oidc_authorization import (
    base64url,
    is_unavailable,
    said_in_json,
    shape,
    unknown_client,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import HttpError, is_loopback

DUMMY_CODE = "openmetadata-sso-preflight"
#: The other of the two methods with which a user of OpenMetadata can sign in.
OTHER_METHOD = {"client_secret_post": "client_secret_basic", "client_secret_basic": "client_secret_post"}


def token_answers(client, endpoint, wanted):
    """Answers of the token endpoint by what was sent.

    - ``token``: as OpenMetadata sends it, but for the code.
    - Where it was refused: ``token_unknown_client``, and ``token_other_method`` with the configured secret; where that
      one is not refused, ``token_other_method_wrong`` with a wrong one.
    - Where it was not: ``token_wrong_secret``; where that one is answered alike, ``token_unknown_client``; and where
      that one is refused, so that the code is not read first, ``token_bare`` without a secret, as a public client.
    """
    if not wanted["client_secret"]:
        return {}
    if urlsplit(endpoint).scheme != "https" and not is_loopback(endpoint):
        return {"token": {"withheld": "the token endpoint is not https"}}
    if not expected_host(endpoint, wanted):
        return {"token": {"withheld": f"the token endpoint is on another host, {urlsplit(endpoint).hostname}"}}

    def sent(**changes):
        return token(client, endpoint, dict(wanted, **changes))

    first = sent()
    answers = {"token": first}
    if "withheld" in first or is_unavailable(first):
        return answers
    stranger = {"client_id": unknown_client(wanted["client_id"]), "client_secret": secrets.token_urlsafe(32)}
    if refuses_client(first):
        other = OTHER_METHOD.get(wanted["client_auth_method"])
        if other:
            answers["token_other_method"] = sent(client_auth_method=other)
        if (
            other
            and not is_unavailable(answers["token_other_method"])
            and not refuses_client(answers["token_other_method"])
        ):
            wrong = {"client_auth_method": other, "client_secret": stranger["client_secret"]}
            answers["token_other_method_wrong"] = sent(**wrong)
        answers["token_unknown_client"] = sent(**stranger)
        return answers
    answers["token_wrong_secret"] = sent(client_secret=stranger["client_secret"])
    if not is_unavailable(answers["token_wrong_secret"]) and not tells_apart(first, answers["token_wrong_secret"]):
        unknown = answers["token_unknown_client"] = sent(**stranger)
        if not is_unavailable(unknown) and refuses_client(unknown):
            answers["token_bare"] = sent(client_auth_method="none")
    return answers


def expected_host(url, wanted):
    """Whether a URL is on the provider's own host or one of its known domains."""
    host = urlsplit(url).hostname or ""
    own = urlsplit(wanted["discovery_uri"]).hostname or ""
    return host == own or any(host == domain or host.endswith("." + domain) for domain in wanted["domains"])


def refuses_client(answer):
    """Whether an answer refuses who asks, and not what is asked: status 401, or the code of RFC 6749, 5.2."""
    return answer["status"] == 401 or answer["returned"].get("error") == "invalid_client"


def tells_apart(first, wrong):
    """Whether a wrong secret was refused where the configured one got as far as the code."""
    if is_unavailable(wrong):
        return False
    codes = first["returned"].get("error"), wrong["returned"].get("error")
    return refuses_client(wrong) or (
        codes[1] in ("unauthorized_client", "access_denied") and codes[0] not in (None, codes[1])
    )


def accepts_secret(answers):
    """Whether the client is seen to be accepted with its secret."""
    first, wrong = answers.get("token"), answers.get("token_wrong_secret")
    if first is None or "withheld" in first or is_unavailable(first) or refuses_client(first):
        return False
    return wrong is not None and tells_apart(first, wrong)  # a token alone shows nothing: some give it to everyone


def alike(one, other, wanted):
    """Whether two answers say the same."""
    if is_unavailable(one) or is_unavailable(other):
        return False
    own = [wanted["client_id"], unknown_client(wanted["client_id"])]

    def seen(answer):
        page = {"page": "", "query": [], "back": False, "elsewhere": "", "form": False, "actions": [], "title": ""}
        return shape(dict(page, asks=False, text="", **answer), own)

    return seen(one) == seen(other)


def form_encoded(text):
    """A part of ``client_secret_basic`` as OpenMetadata writes it, with Java's ``URLEncoder``: not all decode it."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def token(client, endpoint, wanted):
    """``status``, ``returned`` (error and description), and ``issued``: a token was given."""
    method, client_id, secret = wanted["client_auth_method"], wanted["client_id"], wanted["client_secret"]
    if wanted["credentials_scope"]:
        form = [("grant_type", "client_credentials"), ("scope", wanted["credentials_scope"])]
    else:
        form = [("grant_type", "authorization_code"), ("code", DUMMY_CODE), ("redirect_uri", wanted["callback_url"])]
        form += [("code_verifier", secrets.token_urlsafe(48))] if wanted["pkce"] else []
    headers = {"Accept": "application/json"}
    if method == "client_secret_basic":
        pair = f"{form_encoded(client_id)}:{form_encoded(secret)}"
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
    said = said_in_json(quoted.without(answer.text, [secret]))
    return {"status": answer.status, "returned": said, "issued": answer.status == 200 and _holds_token(answer.text)}


def _holds_token(text):
    try:
        content = json_text.parse(text)
    except ValueError:
        return False
    return isinstance(content, dict) and bool(content.get("access_token"))


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
        base64url(json.dumps(part).encode("ascii")).encode("ascii") for part in ({"alg": "HS256", "typ": "JWT"}, claims)
    )
    return signed.decode("ascii") + "." + base64url(hmac.new(secret.encode("utf-8"), signed, hashlib.sha256).digest())
