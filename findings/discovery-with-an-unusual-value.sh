#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A discovery document (OpenID Connect Discovery 1.0, 3) with one valid value that a client does not need. Each of three readers
# refuses the whole document for another one: Nimbus' OAuth 2.0 SDK 11.28, with which pac4j (in OpenMetadata) and Spring Security
# read it, Authlib 1.9.10 (validate) and idpyoidc 5.0.0 (verify). So a new language of the log-in page can end every log-in:
# - Language tags: x-whatever and az-Arab-x-AZE-derbend are examples of RFC 5646 (appendix A), de-DE-u-co-phonebk is one of RFC 6067.
# - A further value of prompt, which Core (3.1.2.1) expects, and a further subject type ("include").
# - A list of scopes without openid: a provider may leave out scopes that it supports.
# - private_key_jwt without a list of algorithms, which is optional here, and required by RFC 8414 alone, for another document.
# Needs Java and Maven.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Authlib==1.9.10 idpyoidc==5.0.0
cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>reader</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.nimbusds</groupId>
      <artifactId>oauth2-oidc-sdk</artifactId>
      <version>11.28</version>
    </dependency>
  </dependencies>
</project>
XML
mvn --batch-mode --quiet dependency:copy-dependencies -DoutputDirectory=jars >/dev/null
cat >documents.py <<'PY'
import json

PLAIN = {
    "issuer": "https://id.example.com",
    "authorization_endpoint": "https://id.example.com/authorize",
    "token_endpoint": "https://id.example.com/token",
    "jwks_uri": "https://id.example.com/keys",
    "response_types_supported": ["code"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"],
}
for more in (
    {},
    {"ui_locales_supported": ["en", "x-whatever"]},
    {"ui_locales_supported": ["en", "az-Arab-x-AZE-derbend"]},
    {"ui_locales_supported": ["en", "de-DE-u-co-phonebk"]},
    {"prompt_values_supported": ["login", "enroll_authenticator"]},
    {"subject_types_supported": ["public", "ephemeral"]},
    {"scopes_supported": ["email", "profile"]},
    {"token_endpoint_auth_methods_supported": ["private_key_jwt"]},
):
    print(json.dumps({**PLAIN, **more}), json.dumps(more), sep="\t")
PY
cat >Read.java <<'JAVA'
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.nio.file.Files;
import java.nio.file.Path;

public class Read {
    public static void main(String[] arguments) throws Exception {
        for (String line : Files.readAllLines(Path.of("documents"))) {
            String[] parts = line.split("\t");
            try {
                OIDCProviderMetadata.parse(parts[0]);
                System.out.println(parts[1] + "\tNimbus 11.28\tread");
            } catch (ParseException error) {
                System.out.println(parts[1] + "\tNimbus 11.28\trefused");
            }
        }
    }
}
JAVA
cat >read.py <<'PY'
import json

from authlib.oidc.discovery import OpenIDProviderMetadata
from idpyoidc.message.oidc import ProviderConfigurationResponse

READERS = {
    "Authlib 1.9.10": lambda document: OpenIDProviderMetadata(document).validate(),
    "idpyoidc 5.0.0": lambda document: ProviderConfigurationResponse(**document).verify(),
}
for line in open("documents").read().splitlines():
    text, more = line.split("\t")
    for name, read in READERS.items():
        try:
            read(json.loads(text))
            print(more, name, "read", sep="\t")
        except Exception:
            print(more, name, "refused", sep="\t")
PY
venv/bin/python documents.py >documents
{ java -cp 'jars/*' Read.java && venv/bin/python -W ignore read.py; } 2>/dev/null >answers
python3 - <<'PY' | tee seen
answers = {}
for line in open("answers").read().splitlines():
    more, name, answer = line.split("\t")
    answers.setdefault(more, []).append(f"{name} {answer}")
for more, lines in answers.items():
    print(f"{more}: {', '.join(lines)}")
PY
cat >expected <<'TXT'
{}: Nimbus 11.28 read, Authlib 1.9.10 read, idpyoidc 5.0.0 read
{"ui_locales_supported": ["en", "x-whatever"]}: Nimbus 11.28 refused, Authlib 1.9.10 read, idpyoidc 5.0.0 read
{"ui_locales_supported": ["en", "az-Arab-x-AZE-derbend"]}: Nimbus 11.28 refused, Authlib 1.9.10 read, idpyoidc 5.0.0 read
{"ui_locales_supported": ["en", "de-DE-u-co-phonebk"]}: Nimbus 11.28 refused, Authlib 1.9.10 read, idpyoidc 5.0.0 read
{"prompt_values_supported": ["login", "enroll_authenticator"]}: Nimbus 11.28 refused, Authlib 1.9.10 read, idpyoidc 5.0.0 read
{"subject_types_supported": ["public", "ephemeral"]}: Nimbus 11.28 refused, Authlib 1.9.10 refused, idpyoidc 5.0.0 read
{"scopes_supported": ["email", "profile"]}: Nimbus 11.28 read, Authlib 1.9.10 read, idpyoidc 5.0.0 refused
{"token_endpoint_auth_methods_supported": ["private_key_jwt"]}: Nimbus 11.28 read, Authlib 1.9.10 refused, idpyoidc 5.0.0 read
TXT
diff expected seen
