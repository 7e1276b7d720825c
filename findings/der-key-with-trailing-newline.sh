#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A PKCS#8 key in DER with one line feed behind it, as an editor or "echo" leaves it: readers disagree on whether it is a key.
# asn1crypto 1.5.1 (by default) and pyasn1 0.6.1 read it, cryptography 45.0.7 and pycryptodome 3.23.0 refuse it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check cryptography==45.0.7 pycryptodome==3.23.0 asn1crypto==1.5.1 pyasn1==0.6.1
cat >"$work/keys.py" <<'PY'
from asn1crypto import keys
from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyasn1.codec.der import decoder

key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
READERS = {
    "cryptography": lambda content: serialization.load_der_private_key(content, None),
    "pycryptodome": RSA.import_key,
    "asn1crypto": lambda content: keys.PrivateKeyInfo.load(content).native,
    "asn1crypto strict": lambda content: keys.PrivateKeyInfo.load(content, strict=True).native,
    "pyasn1": decoder.decode,
}
for name, read in READERS.items():
    read(der)
    try:
        read(der + b"\n")
        print(f"{name}: reads it")
    except ValueError:
        print(f"{name}: refuses it")
PY
"$work/venv/bin/python" "$work/keys.py" | tee "$work/seen"
cat >"$work/expected" <<'TXT'
cryptography: refuses it
pycryptodome: refuses it
asn1crypto: reads it
asn1crypto strict: refuses it
pyasn1: reads it
TXT
diff "$work/expected" "$work/seen"
