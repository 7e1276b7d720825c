# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of authorizerConfiguration: who may do what."""

from ._variable import ABSENT, ALWAYS, section

_row = section("authorizerConfiguration", "openmetadata.config.authorizer", ALWAYS)

VARIABLES = (
    _row("AUTHORIZER_CLASS_NAME", "className", "org.openmetadata.service.security.DefaultAuthorizer"),
    _row("AUTHORIZER_REQUEST_FILTER", "containerRequestFilter", "org.openmetadata.service.security.JwtFilter"),
    _row("AUTHORIZER_ADMIN_PRINCIPALS", "adminPrincipals", "[admin]", "list", helm_name="initialAdmins"),
    _row("AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN", "allowedEmailRegistrationDomains", '["all"]', "list"),
    _row("AUTHORIZER_PRINCIPAL_DOMAIN", "principalDomain", '"open-metadata.org"'),
    _row("AUTHORIZER_ALLOWED_DOMAINS", "allowedDomains", "[]", "list"),
    _row("AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN", "enforcePrincipalDomain", "false", "boolean"),
    _row("AUTHORIZER_ENABLE_SECURE_SOCKET", "enableSecureSocketConnection", "false", "boolean"),
    _row("AUTHORIZER_USE_ROLES_FROM_PROVIDER", "useRolesFromProvider", "false", "boolean", compose=ABSENT),
    _row("AUTHORIZER_DEFAULT_OAUTH_ROLE", "defaultOAuthRole", "null", since="1.12.6", compose=ABSENT, helm_name=None),
)
