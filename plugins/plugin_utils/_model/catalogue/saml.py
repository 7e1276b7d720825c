# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of authenticationConfiguration.samlConfiguration: SAML identity provider, service provider and security."""

from ._variable import ABSENT, COMMENTED, section

_row = section("authenticationConfiguration.samlConfiguration", "openmetadata.config.authentication.saml", COMMENTED)

VARIABLES = (
    _row("SAML_DEBUG_MODE", "debugMode", "false", "boolean"),
    _row("SAML_IDP_ENTITY_ID", "idp.entityId", '""'),
    _row("SAML_IDP_SSO_LOGIN_URL", "idp.ssoLoginUrl", '""'),
    _row("SAML_IDP_CERTIFICATE", "idp.idpX509Certificate", '""', secret=True, helm_secret=True),
    _row("SAML_AUTHORITY_URL", "idp.authorityUrl", '"http://localhost:8585/api/v1/saml/login"', until="1.12"),
    _row("SAML_IDP_NAME_ID", "idp.nameId", '"urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress"'),
    _row("SAML_SP_ENTITY_ID", "sp.entityId", '"http://localhost:8585/api/v1/saml/metadata"'),
    _row("SAML_SP_ACS", "sp.acs", '"http://localhost:8585/api/v1/saml/acs"'),
    _row("SAML_SP_CERTIFICATE", "sp.spX509Certificate", '""', secret=True, helm_secret=True),
    _row("SAML_SP_PRIVATE_KEY", "sp.spPrivateKey", '""', secret=True, compose=ABSENT, helm_secret=True),
    _row("SAML_SP_CALLBACK", "sp.callback", '"http://localhost:8585/saml/callback"'),
    _row("SAML_STRICT_MODE", "security.strictMode", "false", "boolean"),
    _row("SAML_VALIDATE_XML", "security.validateXml", "false", "boolean", compose=ABSENT),
    _row("SAML_SP_TOKEN_VALIDITY", "security.tokenValidity", '"3600"', "integer"),
    _row("SAML_SEND_ENCRYPTED_NAME_ID", "security.sendEncryptedNameId", "false", "boolean"),
    _row("SAML_SEND_SIGNED_AUTH_REQUEST", "security.sendSignedAuthRequest", "false", "boolean"),
    _row("SAML_SIGNED_SP_METADATA", "security.signSpMetadata", "false", "boolean"),
    _row("SAML_WANT_MESSAGE_SIGNED", "security.wantMessagesSigned", "false", "boolean"),
    _row("SAML_WANT_ASSERTION_SIGNED", "security.wantAssertionsSigned", "false", "boolean"),
    _row("SAML_WANT_ASSERTION_ENCRYPTED", "security.wantAssertionEncrypted", "false", "boolean"),
    _row("SAML_KEYSTORE_FILE_PATH", "security.keyStoreFilePath", '""'),
    _row("SAML_KEYSTORE_ALIAS", "security.keyStoreAlias", '""', helm_secret=True),
    _row("SAML_KEYSTORE_PASSWORD", "security.keyStorePassword", '""', secret=True, helm_secret=True),
)
