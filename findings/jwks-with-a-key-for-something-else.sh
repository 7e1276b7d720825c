#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A JWKS with the key of a token and a second key, for something else, that a reader does not know. RFC 7517 (5) says to ignore such
# a key: of an unknown type, without a required member, or with a value out of the supported range; "use" and "key_ops" may have
# other values than those of the RFC (4.2, 4.3). The unknown type was reported to many projects in 2026, and all but one of these
# ignore it now. For the rest, one key more still takes away all keys. Of Nimbus JOSE 10.4.2, with which pac4j (in OpenMetadata) and
# Spring Security read keys, joserfc 1.8.0, Authlib 1.9.10 (authlib.jose), jwcrypto 1.6.1, cryptojwt 1.11.0 and PyJWT 2.15.1 only the
# last finds the key in every set.
# Needs Java and Maven.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
    PyJWT==2.15.1 joserfc==1.8.0 Authlib==1.9.10 jwcrypto==1.6.1 cryptojwt==1.11.0
cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>reader</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.nimbusds</groupId>
      <artifactId>nimbus-jose-jwt</artifactId>
      <version>10.4.2</version>
    </dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=jars >/dev/null
cat >sets.py <<'PY'
import json

from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

members = RSAAlgorithm.to_jwk(rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key(), as_dict=True)
KEY = {"kty": "RSA", "n": members["n"], "e": members["e"]}
OTHERS = {
    "another RSA key": KEY,
    "another type": {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AAAA"},
    "another curve": {"kty": "EC", "crv": "BP-256", "x": "AAAA", "y": "AAAA"},
    "another use": {**KEY, "use": "https://example.com/seal"},
    "another operation": {**KEY, "key_ops": ["verify", "https://example.com/seal"]},
    "no required member": {"kty": "RSA", "x5u": "https://example.com/certificate"},
}
for name, other in OTHERS.items():
    print(name, json.dumps({"keys": [{**KEY, "kid": "of the token"}, {**other, "kid": "other"}]}), sep="\t")
PY
cat >Read.java <<'JAVA'
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

public class Read {
    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of("sets"))) {
            String[] parts = line.split("\t");
            String answer;
            try {
                answer = JWKSet.parse(parts[1]).getKeyByKeyId("of the token") == null ? "no key" : "found";
            } catch (ParseException error) {
                answer = "refused";
            }
            System.out.println("Nimbus 10.4.2\t" + parts[0] + "\t" + answer);
        }
    }
}
JAVA
cat >read.py <<'PY'
import json

import jwt
from authlib.jose import JsonWebKey
from cryptojwt.key_bundle import KeyBundle
from joserfc.jwk import KeySet
from jwcrypto.jwk import JWKSet

READERS = {
    "PyJWT 2.15.1": lambda text: jwt.PyJWKSet.from_json(text)["of the token"],
    "joserfc 1.8.0": lambda text: KeySet.import_key_set(json.loads(text)).get_by_kid("of the token"),
    "Authlib 1.9.10": lambda text: JsonWebKey.import_key_set(json.loads(text)).find_by_kid("of the token"),
    "jwcrypto 1.6.1": lambda text: JWKSet.from_json(text).get_key("of the token"),
    "cryptojwt 1.11.0": lambda text: KeyBundle(keys=json.loads(text)["keys"]).get_key_with_kid("of the token"),
}
for line in open("sets").read().splitlines():
    name, text = line.split("\t")
    for reader, read in READERS.items():
        try:
            answer = "no key" if read(text) is None else "found"
        except Exception:
            answer = "refused"
        print(reader, name, answer, sep="\t")
PY
venv/bin/python sets.py >sets
{ java -cp 'jars/*' Read.java && venv/bin/python -W ignore read.py; } >answers 2>/dev/null
python3 - <<'PY' | tee seen
refused = {line.split("\t")[0]: [] for line in open("sets").read().splitlines()}
found = {name: 0 for name in refused}
for line in open("answers").read().splitlines():
    reader, name, answer = line.split("\t")
    found[name] += answer == "found"
    refused[name].extend([f"{reader} {answer}"] if answer != "found" else [])
for name, readers in refused.items():
    print(f"{name}: found by {found[name]}", *readers, sep=", ")
PY
cat >expected <<'TXT'
another RSA key: found by 6
another type: found by 5, Authlib 1.9.10 refused
another curve: found by 4, Nimbus 10.4.2 refused, joserfc 1.8.0 refused
another use: found by 4, joserfc 1.8.0 refused, cryptojwt 1.11.0 refused
another operation: found by 4, Nimbus 10.4.2 refused, joserfc 1.8.0 refused
no required member: found by 2, Nimbus 10.4.2 refused, joserfc 1.8.0 refused, Authlib 1.9.10 refused, jwcrypto 1.6.1 refused
TXT
diff expected seen
