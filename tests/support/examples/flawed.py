# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines as OpenMetadata's own guides of several providers have them, with what is wrong in them.

{rule: numbers of the lines}.
"""

#: The authorization code flow as the guide for Docker shows it.
AS_IN_THE_GUIDE = """\
# Auth Code Flow
AUTHORIZER_CLASS_NAME=org.openmetadata.service.security.DefaultAuthorizer
AUTHORIZER_ADMIN_PRINCIPALS=[admin]            # the part before the at sign
AUTHORIZER_PRINCIPAL_DOMAIN=open-metadata.org  # your own domain
AUTHENTICATION_PROVIDER=auth0
AUTHENTICATION_PUBLIC_KEYS=[{Domain}/.well-known/jwks.json, https://{your domain}/api/v1/system/config/jwks]\
  # your domain
AUTHENTICATION_AUTHORITY={Domain}              # of the provider
AUTHENTICATION_CLIENT_ID={Client ID}
AUTHENTICATION_CALLBACK_URL=http://localhost:8585/callback
AUTHENTICATION_CLIENT_TYPE= confidential

OIDC_CLIENT_ID={Client ID}                     # the same
OIDC_TYPE=auth0\x20
OIDC_CLIENT_SECRET={Client Secret}             # from the provider
OIDC_DISCOVERY_URI: http://{Domain}/.well-known/openid-configuration  # your domain
OIDC_CALLBACK: ${OIDC_CALLBACK:-"http://localhost:8585/callback"}
"""
FOUND_IN_THE_GUIDE = {
    "ENV-01": [3, 4, 6, 7, 12, 14],  # a comment behind the value
    "ENV-02": [10, 13],  # a blank after the sign, or at the end
    "ENV-03": [15, 16],  # YAML in an env file
    "ENV-22": [6, 7, 8, 12, 14, 15],  # a placeholder
}

#: The same after its placeholders were replaced by what they seem to ask for: a domain given with its scheme.
FILLED_IN = (
    AS_IN_THE_GUIDE.replace("{Domain}", "https://acme.eu.auth0.com")
    .replace("{your domain}", "https://om.acme.io")
    .replace("{Client ID}", "Kx81")
)
FOUND_IN_THE_FILLED = {
    "ENV-01": [3, 4, 6, 7, 12, 14],
    "ENV-02": [10, 13],
    "ENV-03": [15, 16],
    "ENV-06": [6, 15],
    "ENV-22": [14],
}

#: What the guide means.
AS_IT_SHOULD_BE = """\
# Auth Code Flow
# the part before the at sign
AUTHORIZER_ADMIN_PRINCIPALS=[admin]
AUTHORIZER_PRINCIPAL_DOMAIN=acme.io
AUTHENTICATION_PROVIDER=auth0
AUTHENTICATION_PUBLIC_KEYS='[https://acme.eu.auth0.com/.well-known/jwks.json, http://localhost:8585/api/v1/system/config/jwks]'
AUTHENTICATION_AUTHORITY=https://acme.eu.auth0.com
AUTHENTICATION_CLIENT_ID=Kx81#not-a-comment
AUTHENTICATION_CALLBACK_URL=https://om.acme.io/callback
AUTHENTICATION_CLIENT_TYPE=confidential
OIDC_CLIENT_ID=Kx81
OIDC_TYPE=auth0
OIDC_CLIENT_SECRET='a # b {c} $d'
OIDC_DISCOVERY_URI=https://acme.eu.auth0.com/.well-known/openid-configuration
OIDC_CALLBACK=https://om.acme.io/callback
"""
