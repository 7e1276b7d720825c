# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What validation asks of an OpenID client: the vendor's own rules, then whether the sign-in can be made.

Rules and texts are those of 1.12.6 [S security/auth/validator]; a test holds them against a real server [M].
"""

from typing import Any, Dict

from om_simulator import (
    code_flow,
    validation_auth0,
    validation_azure,
    validation_cognito,
    validation_custom,
    validation_google,
    validation_okta,
)
from om_simulator.asking import Guarded
from om_simulator.validation_fault import AUTH, OIDC, Fault

#: The rules of each vendor, which get the section, whether its client is confidential, the release's behaviours, and
#: how the provider is asked.
_VENDORS = {
    "custom-oidc": validation_custom.check,
    "google": validation_google.check,
    "azure": validation_azure.check,
    "auth0": validation_auth0.check,
    "okta": validation_okta.check,
    "aws-cognito": validation_cognito.check,
}


def check(config: Dict[str, Any], has: Dict[str, bool], asking: Any) -> None:
    """Raises Fault."""
    oidc = config.get("oidcConfiguration")
    confidential = config.get("clientType") == "confidential"
    if confidential:
        _complete(oidc)
    _VENDORS[config["provider"]](config, confidential, has, Guarded(asking))
    # A public client with a section is held to it as well: the blank one of the stock file never passes [M 1.12.6].
    if not confidential and oidc is None:
        return
    try:
        code_flow.check(config, asking)
    except code_flow.NoHandler as error:
        text = "OIDC flow validation failed: OIDC configuration validation failed: %s" % error
        raise Fault(AUTH + "oidcConfiguration", text) from error


def _complete(oidc: Any) -> None:
    if oidc is None:
        raise Fault(OIDC + "id", "OIDC configuration is required")
    if not oidc.get("id"):
        raise Fault(OIDC + "id", "Client ID is required")
    if not oidc.get("secret"):
        raise Fault(OIDC + "secret", "Client secret is required")
    if not oidc.get("discoveryUri") and not oidc.get("serverUrl"):
        raise Fault(OIDC + "discoveryUri", "Discovery URI or Server URL is required")
