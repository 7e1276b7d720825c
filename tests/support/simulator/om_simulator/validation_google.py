# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of a client of Google, whose trials of id and secret are not made."""

from typing import Any, Dict

from om_simulator import validation_discovery
from om_simulator.asking import WELL_KNOWN
from om_simulator.validation_fault import AUTH, OIDC, Fault

_GOOGLE = "https://accounts.google.com"
_GOOGLE_KEYS = "https://www.googleapis.com/oauth2/v3/certs"


def check(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    oidc = config.get("oidcConfiguration") or {}
    if not confidential:
        if config.get("authority") not in (None, "", _GOOGLE):
            text = "Google authority must be exactly: %s but got: %s" % (_GOOGLE, config["authority"])
            raise Fault(AUTH + "authority", text)
        _keys(config)
        if not (config.get("clientId") or "").endswith(".apps.googleusercontent.com"):
            raise Fault(AUTH + "clientId", "Invalid client Id")
        return
    expected = _GOOGLE + WELL_KNOWN
    if oidc.get("discoveryUri") and oidc["discoveryUri"] != expected:
        text = "Google discovery URI must be exactly: %s but got: %s" % (expected, oidc["discoveryUri"])
        raise Fault(OIDC + "discoveryUri", text)
    validation_discovery.check(expected, config, oidc, asking)
    _keys(config)
    prompt = oidc.get("prompt") or ""
    only = "Valid values are: 'consent', 'select_account', or leave it empty."
    if prompt.lower() == "none":
        raise Fault(OIDC + "prompt", "Google OAuth does not support prompt='none'. " + only)
    if prompt and prompt.lower() not in ("consent", "select_account"):
        raise Fault(OIDC + "prompt", "Invalid prompt value for Google OAuth: '%s'. %s" % (prompt, only))


def _keys(config: Dict[str, Any]) -> None:
    urls = config.get("publicKeyUrls") or []
    if urls and _GOOGLE_KEYS not in urls:
        raise Fault(AUTH + "publicKeyUrls", "PublicKeyUrl validation failed")
