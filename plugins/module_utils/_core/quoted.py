# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What another program quotes in an error: the secrets that it was sent are taken out, however they are encoded."""

import base64
import json
from html import escape
from urllib.parse import quote, quote_plus

#: Shorter ones are words that an error may hold by itself, and no secret that would be one.
SHORTEST = 6
REMOVED = "***"


def without(text, secrets):
    """``text`` without any of the ``secrets``; ``None`` and short texts among them do not count."""
    for secret in sorted({each for each in secrets if each and len(each) >= SHORTEST}, key=len, reverse=True):
        for form in _forms(secret):
            text = text.replace(form, REMOVED)
    return text


def _forms(secret):
    """How a secret may be written: as it is, in JSON, in a URL or form, in HTML; each in Base64 with text before it."""
    forms = {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], escape(secret)}
    forms |= {quote(secret, safe=""), quote(secret), quote_plus(secret), quote_plus(secret, safe="*")}
    forms |= {_base64_part(form, before) for form in forms for before in range(3)}
    return sorted((form for form in forms if len(form) >= SHORTEST), key=len, reverse=True)


def _base64_part(secret, before):
    """The part of the Base64 of a secret behind so many other bytes that depends on the secret alone."""
    encoded = base64.b64encode(b"\0" * before + secret.encode("utf-8")).decode("ascii")
    return encoded[4 if before else 0 : len(encoded) - 4]
