#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The modulus of an RSA key in a JWK as Java programs write it, OpenMetadata 1.12 among them: with the byte for the sign, and with
# the padding of Base64. RFC 7518 (6.3.1.1, 2) excludes both. Authlib 1.6.0, joserfc 1.1.0, jwcrypto 1.5.6, PyJWT 2.10.1 and
# python-jose 3.4.0 take each form and see the same key; but the thumbprint (RFC 7638) is of the text, so one key has four.
# A key id that is a thumbprint does not say whether two JWKs are the same key.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
  authlib==1.6.0 joserfc==1.1.0 jwcrypto==1.5.6 pyjwt==2.10.1 python-jose==3.4.0 cryptography==45.0.7
cat >"$work/keys.py" <<'PY'
import base64

import jwt
from authlib.jose import JsonWebKey
from cryptography.hazmat.primitives.asymmetric import rsa
from jose import jwk as python_jose
from joserfc.jwk import RSAKey
from jwcrypto.jwk import JWK

modulus = rsa.generate_private_key(65537, 2048).public_key().public_numbers().n


def text(sign, padding):
    encoded = base64.urlsafe_b64encode(modulus.to_bytes(256 + sign, "big")).decode()
    return encoded if padding else encoded.rstrip("=")


FORMS = {
    "plain": text(0, False),
    "padding": text(0, True),
    "sign byte": text(1, False),
    "sign byte and padding": text(1, True),
}
MODULUS = {
    "Authlib": lambda key: JsonWebKey.import_key(key).get_public_key().public_numbers().n,
    "joserfc": lambda key: RSAKey.import_key(key).public_key.public_numbers().n,
    "jwcrypto": lambda key: JWK(**key).get_op_key("verify").public_numbers().n,
    "PyJWT": lambda key: jwt.PyJWK(key).key.public_numbers().n,
    "python-jose": lambda key: python_jose.construct(key).prepared_key.public_numbers().n,
}
THUMBPRINT = {
    "Authlib": lambda key: JsonWebKey.import_key(key).thumbprint(),
    "joserfc": lambda key: RSAKey.import_key(key).thumbprint(),
    "jwcrypto": lambda key: JWK(**key).thumbprint(),
}
keys = {name: {"kty": "RSA", "alg": "RS256", "use": "sig", "n": n, "e": "AQAB"} for name, n in FORMS.items()}
for name, key in keys.items():
    print(name + ":", ", ".join(library for library, read in MODULUS.items() if read(key) == modulus))
for library, of in THUMBPRINT.items():
    print(library, "makes", len({of(key) for key in keys.values()}), "thumbprints of one key")
PY
"$work/venv/bin/python" -W ignore "$work/keys.py" | tee "$work/seen"
diff - "$work/seen" <<'SEEN'
plain: Authlib, joserfc, jwcrypto, PyJWT, python-jose
padding: Authlib, joserfc, jwcrypto, PyJWT, python-jose
sign byte: Authlib, joserfc, jwcrypto, PyJWT, python-jose
sign byte and padding: Authlib, joserfc, jwcrypto, PyJWT, python-jose
Authlib makes 4 thumbprints of one key
joserfc makes 4 thumbprints of one key
jwcrypto makes 4 thumbprints of one key
SEEN
