# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of a client of Auth0."""

from typing import Any, Dict

from om_simulator import validation_discovery
from om_simulator.validation_documents import domain_of, refuses, vendor_keys
from om_simulator.validation_fault import OIDC, Fault


def check(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    oidc = config.get("oidcConfiguration") or {}
    domain, field, found = domain_of(
        config, confidential, "Auth0", "discoveryUri or serverUrl", " for URL: %(url)s", asking
    )
    if not str(found["issuer"]).startswith("https://"):
        raise Fault(field, "Domain validation failed: Auth0 issuer must use HTTPS")
    if confidential:
        validation_discovery.check(oidc["discoveryUri"], config, oidc, asking)
    vendor_keys(config, "Auth0", domain + "/.well-known/jwks.json", lambda host: "." in host, asking)
    if confidential and refuses(asking, domain + "/oauth/token", oidc):
        raise Fault(OIDC + "secret", "Invalid client secret")
