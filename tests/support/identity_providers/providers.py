# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients of npm's oidc-provider."""

from identity_providers.realms import CALLBACK, SILENT

SECRET = "a secret of the second provider, long enough"


def _confidential(name, method="client_secret_post", **more):
    return {
        "client_id": name,
        "client_secret": SECRET,
        "redirect_uris": [CALLBACK],
        "token_endpoint_auth_method": method,
        **more,
    }


LENIENT = {
    "clients": [
        _confidential("om"),
        _confidential("om-basic", "client_secret_basic"),
        _confidential("om-jwt", "client_secret_jwt"),
        _confidential("om-other", redirect_uris=["https://metadata.acme.io/other"]),
        {
            "client_id": "om-public",
            "redirect_uris": [CALLBACK, SILENT],
            "grant_types": ["implicit"],
            "response_types": ["id_token"],
            "token_endpoint_auth_method": "none",
        },
        {"client_id": "om-public-code", "redirect_uris": [CALLBACK, SILENT], "token_endpoint_auth_method": "none"},
    ],
    "clientAuthMethods": ["client_secret_basic", "client_secret_post", "client_secret_jwt", "none"],
    "responseTypes": ["code", "id_token"],
    "claims": {"openid": ["sub"], "email": ["email"], "profile": ["preferred_username"]},
}
STRICT = {
    "clients": [_confidential("om")],
    "claims": LENIENT["claims"],
    "responseTypes": ["code"],
    "pkceRequired": True,
    "shiftDate": 600,
}
