# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of the chart for people: what is or may be secret is a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from .._model.catalogue import CATALOGUE

#: Of this run only, so that what is shown cannot be compared with guesses.
_KEY = secrets.token_bytes(32)
_DATA = re.compile(r"^(  ([A-Za-z0-9_.-]+): )(\S+)$", re.MULTILINE)
_EXTRA = re.compile(r'^( *- name: "?([^"\n]*)"?\n *value: )(.*)$', re.MULTILINE)
_IN_SECRET, _IN_VALUES = re.compile(r"\ndata:\n"), re.compile(r"\n *extraEnvs:\n")


def shown(text: str | None) -> str:
    """A file for people: what is or may be secret as a keyed hash, which still tells change from no change."""
    if text is None:
        return ""
    pattern, start = (_DATA, _IN_SECRET) if "\nkind: Secret\n" in text else (_EXTRA, _IN_VALUES)
    found = start.search(text)
    return text if found is None else text[: found.end()] + pattern.sub(_masked, text[found.end() :])


def _masked(match: re.Match[str]) -> str:
    """Values of variables that are not secrets stay; everything else, also the operator's own, does not."""
    known = CATALOGUE.get(match.group(2))
    return match.group() if known is not None and not known.secret else f"{match.group(1)}<{_digest(match.group(3))}>"


def _digest(text: str) -> str:
    return "sha256:" + hmac.new(_KEY, text.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:8]
