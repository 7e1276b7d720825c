# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of a client of Okta."""

import re
from typing import Any, Dict, List

from om_simulator import validation_discovery
from om_simulator.validation_documents import document, domain_of
from om_simulator.validation_fault import AUTH, Fault


def check(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    oidc = config.get("oidcConfiguration") or {}
    domain, _field, found = domain_of(config, confidential, "Okta", "discoveryUri", "", asking)
    if confidential:
        validation_discovery.check(oidc["discoveryUri"], config, oidc, asking)
        expected = str(found.get("jwks_uri"))
    else:
        trimmed = domain.rstrip("/")
        expected = trimmed + ("/v1/keys" if re.search("/oauth2/[^/]+$", trimmed) else "/oauth2/v1/keys")
    _keys(config.get("publicKeyUrls") or [], expected, asking)


def _keys(urls: List[str], expected: str, asking: Any) -> None:
    field, before = AUTH + "publicKeyUrls", "Public key URL validation failed: "
    if urls and expected not in urls:
        raise Fault(field, before + "At least one public key URL must match the Okta JWKS endpoint: " + expected)
    for url in urls:
        found = document(asking, url, field, before, before + "Cannot access JWKS: %(url)s")
        if not found.get("keys"):
            raise Fault(field, before + "Invalid JWKS: " + url)
