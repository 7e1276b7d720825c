# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of a client of Cognito."""

import re
from typing import Any, Dict

from om_simulator import validation_discovery
from om_simulator.asking import WELL_KNOWN, Unanswered
from om_simulator.validation_documents import refuses, vendor_keys
from om_simulator.validation_fault import OIDC, Fault

_POOL = re.compile(r"https://cognito-idp\.([a-z0-9-]+)\.amazonaws\.com/([a-zA-Z0-9_-]+)$")


def check(config: Dict[str, Any], confidential: bool, _has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    oidc = config.get("oidcConfiguration") or {}
    before = "Cognito %s client validation failed: " % ("confidential" if confidential else "public")
    if confidential and not oidc.get("discoveryUri"):
        raise Fault("", before + "Discovery URI is required for confidential Cognito clients")
    base = oidc["discoveryUri"].replace(WELL_KNOWN, "") if confidential else config.get("authority") or ""
    match = _POOL.match(base)
    if not match:
        what = "URL" if confidential else "authority"
        text = "Invalid Cognito %s format. Expected: https://cognito-idp.{region}.amazonaws.com/{userPoolId}" % what
        raise Fault("", before + text)
    region, pool = match.groups()
    if not re.match("^[a-z]{2}-[a-z]+-[0-9]$", region):
        raise Fault("", before + "Invalid AWS region format: " + region)
    if not re.match("^[a-zA-Z0-9][a-zA-Z0-9_-]+$", pool):
        raise Fault("", before + "Invalid Cognito user pool ID format: " + pool)
    try:
        answer = asking.get(base + WELL_KNOWN)
    except Unanswered as error:
        raise Fault(OIDC + "discoveryUri", "User pool validation failed: %s" % error) from error
    if answer.status != 200:
        text = "Failed to access Cognito discovery endpoint. HTTP response: %d" % answer.status
        if answer.status == 404:
            text = "Cognito user pool '%s' not found in region '%s'. Please verify the user pool ID and region." % (
                pool,
                region,
            )
        raise Fault(OIDC + "discoveryUri", text)
    if (answer.body or {}).get("issuer") != base:
        text = "Unexpected issuer in Cognito discovery document. Expected: " + base
        raise Fault(OIDC + "discoveryUri", text)
    if confidential:
        validation_discovery.check(base + WELL_KNOWN, config, oidc, asking)
    theirs = re.compile(r"cognito-idp\.[a-z0-9-]+\.amazonaws\.com$")
    vendor_keys(config, "Cognito", base + "/.well-known/jwks.json", theirs.match, asking)
    if confidential and refuses(asking, str((answer.body or {}).get("token_endpoint")), oidc, oidc["secret"]):
        raise Fault(OIDC + "secret", "Invalid client secret")
