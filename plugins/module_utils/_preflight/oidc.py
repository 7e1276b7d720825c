# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An OpenID provider as OpenMetadata would ask it: discovery, keys, the authorization request, the token endpoint.

What is asked is in ``wanted``; the answers are data, judged on the controller by plugin_utils/_preflight. Nobody signs
in, no code is exchanged: the authorization request stops at the log-in page, the token request carries a code that
never was one.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.oidc_authorization import (
    authorization_answer,
    control_answers,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.oidc_client import LimitedClient
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.oidc_token import token_answers
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import HttpError, is_url

#: Fields of a public key that are read; its certificates are left out.
KEY_FIELDS = ("kid", "kty", "alg", "use", "crv", "n", "e")


def ask(wanted):
    """All answers of one provider. ``discovery`` alone is there when it cannot be read."""
    client = LimitedClient(wanted["timeout"], wanted.get("ca_file"), wanted.get("ca_data"))
    answers = {"discovery": document(client, wanted["discovery_uri"])}
    found = answers["discovery"].get("json")
    if not isinstance(found, dict):
        answers["alternatives"] = [
            document(client, url) for url in wanted["alternatives"] if "status" in answers["discovery"]
        ]
        return answers
    urls = [found.get("jwks_uri")] + [url for url in wanted["public_key_urls"] if url != found.get("jwks_uri")]
    answers["keys"] = {url: keys(client, url) for url in urls if isinstance(url, str)}
    authorize, token = (found.get(name + "_endpoint") for name in ("authorization", "token"))
    if is_url(authorize) and wanted["client_id"]:
        answers.update(authorization_answer(client, authorize, wanted))
    if is_url(token) and wanted["client_id"]:
        answers.update(token_answers(client, token, wanted))
    if "authorize" in answers:
        answers.update(control_answers(client, authorize, wanted, answers["authorize"]))
    return answers


def document(client, url):
    """A JSON document: ``url``, ``status``, ``json``, ``skew``, ``certificate_ends``; or ``url`` and ``error``.

    A web page is an answer, of another address; what is neither that nor JSON is an error.
    """
    try:
        answer = client.request(url, headers={"Accept": "application/json"})
    except HttpError as error:
        return {"url": url, "error": {"kind": error.kind, "text": error.text}}
    shown = {
        "url": url,
        "status": answer.status,
        "skew": answer.seconds_apart,
        "certificate_ends": answer.certificate_ends,
        "location": answer.location,
    }
    if answer.status == 200:
        try:
            shown["json"] = json_text.parse(answer.text)
        except ValueError:
            if not answer.body.lstrip().startswith(b"<"):
                return {"url": url, "error": {"kind": "unreadable", "text": f"the answer of {url} is not valid JSON"}}
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
