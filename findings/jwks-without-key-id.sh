#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A JSON Web Key Set whose keys have no kid (RFC 7517 makes it optional), and a token without kid signed by one of them:
# five JOSE libraries give four different answers.
# PyJWT 2.10.1 (PyJWKClient) finds no signing key at all; joserfc 1.4.0 asks for the key id "None" as soon as there are two keys;
# Authlib 1.6.5 tries the first key only, so the order of the set decides; python-jose 3.5.0 and jwcrypto 1.5.6 try every key.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check \
    "PyJWT[crypto]==2.10.1" joserfc==1.4.0 Authlib==1.6.5 python-jose==3.5.0 jwcrypto==1.5.6 cryptography==45.0.7
cat >"$work/sets.py" <<'PY'
import json
import time
import warnings

warnings.simplefilter("ignore")
import jose.jwt
import jwt
from authlib.jose import JsonWebKey
from authlib.jose import jwt as authlib_jwt
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import KeySet
from jwcrypto import jwk, jwt as jwcrypto_jwt


def public(key):
    return {name: value for name, value in json.loads(key.export_public()).items() if name != "kid"}


signer, other = (jwk.JWK.generate(kty="RSA", size=2048) for _ in range(2))
token = jwcrypto_jwt.JWT(header={"alg": "RS256"}, claims={"sub": "a", "exp": int(time.time()) + 300})
token.make_signed_token(signer)
text = token.serialize()


def pyjwt(keys):
    client = jwt.PyJWKClient("http://localhost/jwks")
    client.fetch_data = lambda: keys  # what it would have fetched
    return client.get_signing_keys()


READERS = {
    "PyJWT": pyjwt,
    "joserfc": lambda keys: joserfc_jwt.decode(text, KeySet.import_key_set(keys)),
    "Authlib": lambda keys: authlib_jwt.decode(text, JsonWebKey.import_key_set(keys)),
    "python-jose": lambda keys: jose.jwt.decode(text, keys, algorithms=["RS256"]),
    "jwcrypto": lambda keys: jwcrypto_jwt.JWT(jwt=text, key=jwk.JWKSet.from_json(json.dumps(keys))),
}
SETS = {"one": [signer], "first of two": [signer, other], "second of two": [other, signer]}
for reader, read in READERS.items():
    answers = []
    for name, keys in SETS.items():
        try:
            read({"keys": [public(key) for key in keys]})
            answers.append(f"{name}: accepted")
        except Exception as error:
            answers.append(f"{name}: {type(error).__name__}")
    print(f"{reader:12}{', '.join(answers)}")
PY
"$work/venv/bin/python" "$work/sets.py" | tee "$work/seen"
cat >"$work/expected" <<'TXT'
PyJWT       one: PyJWKClientError, first of two: PyJWKClientError, second of two: PyJWKClientError
joserfc     one: accepted, first of two: InvalidKeyIdError, second of two: InvalidKeyIdError
Authlib     one: accepted, first of two: accepted, second of two: BadSignatureError
python-jose one: accepted, first of two: accepted, second of two: accepted
jwcrypto    one: accepted, first of two: accepted, second of two: accepted
TXT
diff "$work/expected" "$work/seen"
