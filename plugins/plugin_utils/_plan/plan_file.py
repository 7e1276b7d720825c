# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document of a reviewed plan: one JSON object with its signature. Pure: no I/O, no clock of its own."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
from typing import Any, NamedTuple

from ...module_utils._core import json_text
from .._model import clock

FORMAT = 1
COLLECTION = "openmetadata.sso"
#: Characters of the shortest key: what is shorter can be guessed from a file that it has signed.
SHORTEST_KEY = 16
#: How far the clock of the machine that made a plan may be ahead.
CLOCKS = datetime.timedelta(minutes=5)
HMAC, HASH = "hmac-sha256", "sha256"
AGAIN = "Make and review a new plan (openmetadata.sso.plan)."


class PlanFileError(Exception):
    """Why a plan file does not count, and the fix; never a secret."""


class Key(NamedTuple):
    """The key of the operator, ``None`` without one. Each use has a key of its own."""

    text: str | None = None

    def of(self, use: str) -> str | None:
        """The key of a use as text."""
        if self.text is None:
            return None
        return hmac.new(self.text.encode("utf-8", "surrogateescape"), use.encode(), hashlib.sha256).hexdigest()


def key_of(text: str | None) -> Key:
    """The operator's key; an empty one counts as left out."""
    if not text:
        return Key()
    if len(text) < SHORTEST_KEY:
        message = f"om_sso_plan_file_key is shorter than {SHORTEST_KEY} characters. Make one with openssl rand -hex 32."
        raise PlanFileError(message)
    return Key(text)


def write(hosts: dict[str, Any], key: Key, version: str, now: datetime.datetime, expires: int, read_hosts: bool) -> str:
    """The text of a plan file; ``expires`` are seconds, ``now`` is in UTC."""
    document = {
        "format": FORMAT,
        "collection": COLLECTION,
        "collection_version": version,
        "created": time_text(now),
        "expires": time_text(now + datetime.timedelta(seconds=expires)),
        "read_hosts": read_hosts,
        "secrets": "keyed hashes" if key.text else "not compared",
        "hosts": hosts,
    }
    document["signature"] = {"algorithm": HMAC if key.text else HASH, "value": _signature(document, key)}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def read(text: str, key: Key, version: str, now: datetime.datetime) -> dict[str, Any]:
    """The document of a plan file. ``PlanFileError`` where it may not be applied."""
    document = _parsed(text)
    if document.get("format") != FORMAT:
        found = document.get("format")
        raise PlanFileError(f"It has the format {_shown(found)}, and this release reads {FORMAT}. {AGAIN}")
    _check_signature(document, key)
    _check_form(document)
    made_by = document["collection_version"]
    if made_by != version:
        reason = "which may apply the same plan in another way"
        raise PlanFileError(f"It was made by {COLLECTION} {_shown(made_by)}, and this is {version}, {reason}. {AGAIN}")
    created, expires = _moment(document["created"]), _moment(document["expires"])
    if created > now + CLOCKS:
        raise PlanFileError(f"It was made at {document['created']}, which is in the future. Check the clocks.")
    if now >= expires:
        raise PlanFileError(f"It expired at {document['expires']}. {AGAIN}")
    return document


def _parsed(text: str) -> dict[str, Any]:
    try:
        document = json_text.parse(text)
    except ValueError:
        raise PlanFileError(f"It is not a complete JSON document. {AGAIN}") from None
    if not isinstance(document, dict) or document.get("collection") != COLLECTION:
        raise PlanFileError("It is not a plan file of openmetadata.sso. Correct the path.")
    return document


def _check_signature(document: dict[str, Any], key: Key) -> None:
    signature = document.get("signature")
    if not isinstance(signature, dict) or signature.get("algorithm") not in (HMAC, HASH):
        raise PlanFileError(f"It has no signature. {AGAIN}")
    signed = signature["algorithm"] == HMAC
    if signed and not key.text:
        raise PlanFileError("It is signed, and om_sso_plan_file_key is missing. Give the key that it was made with.")
    if key.text and not signed:
        raise PlanFileError(f"It is not signed, and om_sso_plan_file_key is set. {AGAIN}")
    made = _signature({name: value for name, value in document.items() if name != "signature"}, key)
    if not hmac.compare_digest(made.encode(), str(signature.get("value")).encode("utf-8", "replace")):
        what = "It was edited, or signed with another key" if signed else "It was edited"
        raise PlanFileError(f"{what}: its signature does not match. {AGAIN}")


def _check_form(document: dict[str, Any]) -> None:
    """A file without a key can be of any form and have the right hash."""
    hosts = document.get("hosts")
    right = isinstance(hosts, dict) and all(
        isinstance(part, dict)
        and isinstance(part.get("planned"), dict)
        and isinstance(part.get("current"), (dict, type(None)))
        for part in hosts.values()
    )
    if not right or not all(isinstance(document.get(name), str) for name in ("collection_version",)):
        raise PlanFileError(f"It does not have the form of a plan file. {AGAIN}")


def _signature(document: dict[str, Any], key: Key) -> str:
    """Over the content and not the text, so that a file that was only indented otherwise still counts."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    own = key.of("sign")
    return hmac.new(own.encode(), text, hashlib.sha256).hexdigest() if own else hashlib.sha256(text).hexdigest()


def time_text(moment: datetime.datetime) -> str:
    """A moment of UTC as the file has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(text: Any) -> datetime.datetime:
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=clock.UTC)
    except (TypeError, ValueError):
        raise PlanFileError(f"It does not have the form of a plan file. {AGAIN}") from None


def _shown(value: Any) -> str:
    """A value of a file that may hold anything, in a few characters."""
    text = str(value)
    return text if len(text) <= 20 else text[:20] + "…"
