# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of jwtTokenConfiguration: the keys of the server's own tokens."""

from ._variable import ALWAYS, section

_row = section("jwtTokenConfiguration", "openmetadata.config.jwtTokenConfiguration", ALWAYS)

VARIABLES = (
    _row("RSA_PUBLIC_KEY_FILE_PATH", "rsapublicKeyFilePath", '"./conf/public_key.der"'),
    _row("RSA_PRIVATE_KEY_FILE_PATH", "rsaprivateKeyFilePath", '"./conf/private_key.der"'),
    _row("JWT_ISSUER", "jwtissuer", '"open-metadata.org"'),
    _row("JWT_KEY_ID", "keyId", '"Gb389a-9f76-gdjs-a92j-0242bk94356"'),
)
