#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# SimpleSAMLphp 1.19.7 (Debian 12) answers the AuthnRequest of a service provider that it does not know with the page "Metadata not
# found" and HTTP 200: Error::show() sets the status 500 of the template, and prints only the template's content. A request without
# SAMLRequest gets 405. So neither the status tells an error page from a log-in page, nor does a GET without a request tell whether
# the sign-in URL is right.
# It needs apt-get with Debian 12's sources, and openssl.
set -euo pipefail
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server"; fi; rm -rf "$work"' EXIT
chmod 0755 "$work"
(cd "$work" && apt-get -qq download simplesamlphp php8.2-cli php8.2-common php8.2-mbstring php8.2-xml \
    libargon2-1 libicu72 libonig5 libsodium23 libxml2 2>/dev/null)
for package in "$work"/*.deb; do dpkg-deb --extract "$package" "$work/root"; done

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url=http://localhost:$port
files=$work/files
mkdir "$files"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=idp -keyout "$files/idp.key" -out "$files/idp.pem" 2>/dev/null
cat >"$files/config.php" <<PHP
<?php
\$config = ['baseurlpath' => '$url/', 'certdir' => '$files/', 'loggingdir' => '$files/', 'datadir' => '$files/',
    'tempdir' => '$files/', 'metadatadir' => '$files/', 'session.phpsession.savepath' => '$files', 'secretsalt' => 'of this test',
    'auth.adminpassword' => 'of this test', 'technicalcontact_name' => 'test', 'technicalcontact_email' => 'test@example.org',
    'enable.saml20-idp' => true, 'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
    'session.cookie.secure' => false, 'store.type' => 'phpsession', 'logging.handler' => 'errorlog', 'timezone' => 'UTC',
    'language.available' => ['en'], 'language.default' => 'en', 'metadata.sources' => [['type' => 'flatfile']]];
PHP
cat >"$files/authsources.php" <<'PHP'
<?php
$config = ['people' => ['exampleauth:UserPass', 'jane:jane' => ['uid' => ['jane']]]];
PHP
cat >"$files/saml20-idp-hosted.php" <<'PHP'
<?php
$metadata['__DYNAMIC:1__'] = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.pem', 'auth' => 'people'];
PHP
cat >"$files/saml20-sp-remote.php" <<'PHP'
<?php
$metadata['known'] = ['AssertionConsumerService' => 'https://sp.example.org/acs'];
PHP
options=(-n -d display_errors=0 -d error_reporting=1)
for name in ctype dom iconv mbstring posix simplexml tokenizer xml xmlreader xmlwriter; do
    options+=(-d "extension=$(echo "$work"/root/usr/lib/php/2*/"$name.so")")
done
LD_LIBRARY_PATH=$(echo "$work"/root/usr/lib/*-linux-gnu) SIMPLESAMLPHP_CONFIG_DIR=$files \
    "$work/root/usr/bin/php8.2" "${options[@]}" -S "127.0.0.1:$port" -t "$work/root/usr/share/simplesamlphp/www" \
    >"$work/log" 2>&1 &
server=$!

python3 - "$url" <<'PY'
import base64
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib

base = sys.argv[1]
SIGN_IN = f"{base}/saml2/idp/SSOService.php"
for _try in range(100):
    try:
        urllib.request.urlopen(f"{base}/saml2/idp/metadata.php", timeout=5).close()
        break
    except OSError:
        time.sleep(0.1)


def request(issuer):
    xml = (
        '<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" '
        f'IssueInstant="{time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}" Destination="{SIGN_IN}">'
        f'<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</Issuer></p:AuthnRequest>'
    )
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    return "?" + urllib.parse.urlencode({"SAMLRequest": base64.b64encode(packed.compress(xml.encode()) + packed.flush())})


def answer(query):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    try:
        with opener.open(SIGN_IN + query, timeout=20) as page:
            title = re.search(r"<title>\s*(.*?)\s*</title>", page.read().decode(), re.S)
            return page.status, title.group(1) if title else ""
    except urllib.error.HTTPError as error:
        return error.code, ""


seen = {"no request": answer(""), "known": answer(request("known")), "unknown": answer(request("unknown"))}
for name, (status, title) in seen.items():
    print(f"{name}: HTTP {status} {title}")
expected = {
    "no request": (405, ""),
    "known": (200, "Enter your username and password"),
    "unknown": (200, "Metadata not found"),
}
sys.exit(seen != expected)
PY
