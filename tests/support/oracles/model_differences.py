# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the catalogue and OpenMetadata's schema rightly differ, each with the reason."""

# Fields that had a variable once: path -> (first release without, reason).
VARIABLE_IS_GONE = {
    "authenticationConfiguration.samlConfiguration.idp.authorityUrl": (
        "1.12",
        "deprecated: openmetadata.yaml lost its line, the schema keeps the field",
    ),
}

# Objects that take any key: path -> reason. The catalogue names the keys for which openmetadata.yaml has a line.
FREE_OBJECTS = {
    "secretsManagerConfiguration.parameters": "each secrets manager reads keys of its own",
}

# Secret for us though the schema says string: path -> (first release in which the schema agrees or None, reason).
SECRET_FOR_US = {
    "authenticationConfiguration.ldapConfiguration.dnAdminPassword": (
        None,
        "a plain string in every schema, yet the server masks it in its answers",
    ),
    "authenticationConfiguration.ldapConfiguration.trustStoreConfig.customTrustManagerConfig.trustStoreFilePassword": (
        None,
        "a password all the same",
    ),
    "authenticationConfiguration.oidcConfiguration.secret": ("1.10.0", "typed as a secret from there on"),
    "authenticationConfiguration.samlConfiguration.idp.idpX509Certificate": (
        "1.10.0",
        "typed as a secret from there on",
    ),
    "authenticationConfiguration.samlConfiguration.security.keyStorePassword": (
        "1.10.0",
        "typed as a secret from there on",
    ),
    "authenticationConfiguration.samlConfiguration.sp.spPrivateKey": ("1.10.0", "typed as a secret from there on"),
    "authenticationConfiguration.samlConfiguration.sp.spX509Certificate": ("1.10.0", "typed as a secret from there on"),
    "fernetConfiguration.fernetKey": (None, "it decrypts every secret in the database"),
}
