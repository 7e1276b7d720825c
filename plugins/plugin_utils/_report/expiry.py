# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What of a sign-in expires, and when: an entry of the report is ``kind``, ``name`` and ``at`` (ISO 8601, in UTC).

Key pairs of OpenMetadata and of OpenID Connect providers have no end. A key pair of SAML ends with its certificate.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from ...module_utils._formats import x509
from .._model import clock
from .._model.settings_class import Settings
from .._model.value import dig

CERTIFICATES = (("idp", "idp_x509_certificate"), ("sp", "sp_x509_certificate"))

Expiry = dict[str, str]


def certificates(settings: Settings | None) -> list[Expiry]:
    """The certificates among the settings; what cannot be read is a finding elsewhere."""
    found: list[Expiry] = []
    for path in CERTIFICATES:
        text = dig(settings, "saml", *path) if settings is not None else None
        ends = _ends(text) if text else None
        if ends is not None:
            found += _of("certificate", ".".join(("om_sso_saml", *path)), ends)
    return found


@functools.lru_cache(maxsize=64)
def _ends(text: str) -> float | None:
    """Seconds since 1970; ``None`` for what cannot be read. Hosts of a group have one certificate."""
    try:
        return float(x509.facts(x509.from_text(text))["ends"])
    except ValueError:
        return None


def servers(wanted: dict[str, Any], answers: dict[str, Any]) -> list[Expiry]:
    """The TLS certificates of the servers that a preflight has asked, by what was wanted and the answers."""
    ends = {}
    for answer in _answers_of(answers):
        if answer.get("certificate_ends") is not None:
            ends[urlsplit(answer["url"]).netloc] = answer["certificate_ends"]
    directory = answers.get("certificate")
    if directory:
        ends[f"{wanted['host']}:{wanted['port']}"] = directory["ends"]
    return [each for name, at in ends.items() for each in _of("tls_certificate", name, at)]


def _answers_of(answers: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """The answers of single requests; some are in a group, by their address or name."""
    for part in answers.values():
        if isinstance(part, dict):
            yield part
            yield from (each for each in part.values() if isinstance(each, dict) and "url" in each)


def secret(client_id: str, ends: datetime.datetime | None) -> list[Expiry]:
    """The client secret of an application, where the provider says when it ends."""
    return [] if ends is None else _of("secret", client_id, ends.timestamp())


def tokens(bots: Iterable[dict[str, Any]] | None) -> list[Expiry]:
    """The bots' tokens that end, as an audit saw them."""
    return [
        each for bot in bots or () if bot.get("ends") is not None for each in _of("token", bot["name"], bot["ends"])
    ]


def _of(kind: str, name: str, at: float) -> list[Expiry]:
    """Empty for a time beyond the calendar."""
    moment = clock.at(at)
    return [] if moment is None else [{"kind": kind, "name": name, "at": moment.isoformat()}]
