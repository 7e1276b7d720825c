#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The example URLs of RFC 4516 (section 4) and one with an IPv6 address (RFC 3986), as ldap3 2.9.1 and anyldap 0.2.0 of PyPI and
# ldapjs 3.0.7 of npm read them. The docstring of ldap3's parse_uri names the RFC. It decodes before it takes the URL apart, so that
# the escapes for which the RFC has the examples do not escape: an encoded "?" ends the DN, and the rest becomes attributes; an
# encoded "," ends an extension. Capital letters in the scheme and an IPv6 address make it return None. All three refuse the scope
# "ONE", though text in the RFC's grammar has no case. ldap3 reads referrals with it: of four that a server sends it leaves out two
# without a word, and follows one with a wrong base.
# Needs Node.js.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ldap3==2.9.1 anyldap==0.2.0
npm install --silent --no-fund --no-audit ldapjs@3.0.7 >/dev/null
# Each URL with its host, DN, attributes, scope, filter and extensions.
cat >urls.json <<'JSON'
[
  ["ldap:///o=University%20of%20Michigan,c=US", "", "o=University of Michigan,c=US", "", "", "", ""],
  ["ldap://ldap1.example.net/o=University%20of%20Michigan,c=US?postalAddress",
   "ldap1.example.net", "o=University of Michigan,c=US", "postalAddress", "", "", ""],
  ["ldap://ldap1.example.net:6666/o=University%20of%20Michigan,c=US??sub?(cn=Babs%20Jensen)",
   "ldap1.example.net", "o=University of Michigan,c=US", "", "sub", "(cn=Babs Jensen)", ""],
  ["LDAP://ldap1.example.com/c=GB?objectClass?ONE", "ldap1.example.com", "c=GB", "objectClass", "one", "", ""],
  ["ldap://ldap2.example.com/o=Question%3f,c=US?mail", "ldap2.example.com", "o=Question?,c=US", "mail", "", "", ""],
  ["ldap://ldap3.example.com/o=Babsco,c=US???(four-octet=%5c00%5c00%5c00%5c04)",
   "ldap3.example.com", "o=Babsco,c=US", "", "", "(four-octet=\\00\\00\\00\\04)", ""],
  ["ldap://ldap.example.com/o=An%20Example%5C2C%20Inc.,c=US", "ldap.example.com", "o=An Example\\2C Inc.,c=US", "", "", "", ""],
  ["ldap:///??sub??e-bindname=cn=Manager%2cdc=example%2cdc=com", "", "", "", "sub", "", "e-bindname=cn=Manager,dc=example,dc=com"],
  ["ldap://[2001:db8::7]/c=GB?objectClass?one", "2001:db8::7", "c=GB", "objectClass", "one", "", ""]
]
JSON
cat >read.py <<'PY'
import json

from anyldap.ldap.ldapurl import LDAPUrl
from ldap3 import MOCK_SYNC, NONE, Connection, Server
from ldap3.utils.uri import parse_uri


def ldap3(url):
    read = parse_uri(url)
    if read is None:
        return None
    scope = {"SUBTREE": "sub", "LEVEL": "one", "BASE": "base"}.get(read["scope"], "")
    attributes, extensions = (" and ".join(read[name] or []) for name in ("attributes", "extensions"))
    return [read["host"], read["base"], attributes, scope, read["filter"] or "", extensions]


def anyldap(url):
    read = LDAPUrl(url)
    scope = {0: "base", 1: "one", 2: "sub"}.get(read.scope, "")
    extensions = " and ".join(f"{each.extype}={each.exvalue}" for each in read.extensions.values())
    host = read.hostport.partition(":6666")[0].strip("[]")
    return [host, read.dn, " and ".join(read.attrs or []), scope, read.filterstr or "", extensions]


for url, *meant in json.load(open("urls.json")):
    for name, read in (("ldap3 2.9.1", ldap3), ("anyldap 0.2.0", anyldap)):
        try:
            seen = read(url)
        except ValueError:
            seen = "refused"
        if seen != meant:
            print(url, name, json.dumps(seen))

server = Server("ldap.example.com", get_info=NONE, allowed_referral_hosts=[("*", True)])
connection = Connection(server, client_strategy=MOCK_SYNC)
for referral in (
    "ldap://ldap2.example.com/dc=example",
    "LDAP://ldap2.example.com/dc=example",
    "ldap://[2001:db8::7]/dc=example",
    "ldap://ldap2.example.com/o=Question%3f,dc=example",
):
    print("referral", referral, "ldap3 2.9.1", json.dumps([each["base"] for each in connection.strategy.valid_referral_list([referral])]))
PY
cat >read.js <<'JS'
const { readFileSync } = require("fs");
const { parse } = require("ldapjs/lib/url");

for (const [url, ...meant] of JSON.parse(readFileSync("urls.json"))) {
  // What ldapjs fills in where the URL has nothing.
  const filled = { localhost: "", base: "", "(objectclass=*)": "" };
  const plain = (text) => filled[text] ?? text ?? "";
  let seen = "refused";
  try {
    const read = parse(url);
    const host = read.hostname.replace(/[[\]]/g, "");
    seen = [host, read.DN, (read.attributes || []).join(" and "), read.scope, read.filter && String(read.filter), read.extensions];
    seen = seen.map(plain);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (JSON.stringify(seen) !== JSON.stringify(meant)) console.log(url, "ldapjs 3.0.7", JSON.stringify(seen));
}
JS
{ venv/bin/python read.py && node read.js; } | tee seen
cat >expected <<'TXT'
LDAP://ldap1.example.com/c=GB?objectClass?ONE ldap3 2.9.1 null
LDAP://ldap1.example.com/c=GB?objectClass?ONE anyldap 0.2.0 "refused"
ldap://ldap2.example.com/o=Question%3f,c=US?mail ldap3 2.9.1 null
ldap:///??sub??e-bindname=cn=Manager%2cdc=example%2cdc=com ldap3 2.9.1 ["", "", "", "sub", "", "e-bindname=cn=Manager and dc=example and dc=com"]
ldap://[2001:db8::7]/c=GB?objectClass?one ldap3 2.9.1 null
referral ldap://ldap2.example.com/dc=example ldap3 2.9.1 ["dc=example"]
referral LDAP://ldap2.example.com/dc=example ldap3 2.9.1 []
referral ldap://[2001:db8::7]/dc=example ldap3 2.9.1 []
referral ldap://ldap2.example.com/o=Question%3f,dc=example ldap3 2.9.1 ["o=Question"]
LDAP://ldap1.example.com/c=GB?objectClass?ONE ldapjs 3.0.7 "refused"
TXT
diff expected seen
