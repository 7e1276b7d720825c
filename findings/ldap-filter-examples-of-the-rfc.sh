#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The example filters of RFC 4515 (section 4) and three more that it and RFC 4526 allow, as five client libraries send them: ldap3
# 2.9.1, badldap 0.7.7 and anyldap 0.2.0 of PyPI, ldapts 8.2.0 and ldapjs 3.0.7 of npm. What they send is decoded (RFC 4511, 4.5.1.7)
# and compared with what the RFC means. None of the five sends all twenty as they are meant:
# - ldapjs sends an escape such as \28 as three characters, so that a name with brackets is not found.
# - ldapts and anyldap read \c4\8d as two characters and not as two bytes of one, so that another name is searched for.
# - ldap3 removes the blanks around a value.
# - badldap takes univ*of*mich* for one piece with stars in it, ":dn" for the name of a matching rule, and searches cn for cn;lang-en.
# - Refused are: an attribute as an OID by three, an empty value by another three, an option by two, :DN in capitals by two, and (&),
#   which is true by RFC 4526, by all but ldapjs.
# Needs Node.js.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check ldap3==2.9.1 badldap==0.7.7 anyldap==0.2.0
npm install --silent --no-fund --no-audit ldapts@8.2.0 ldapjs@3.0.7 >/dev/null
# What each filter means, and the filter.
cat >filters.txt <<'TXT'
cn = "Babs Jensen"	(cn=Babs Jensen)
not (cn = "Tim Howes")	(!(cn=Tim Howes))
and (objectClass = "Person", or (sn = "Jensen", cn = "Babs J"*))	(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))
o = "univ"*"of"*"mich"*	(o=univ*of*mich*)
seeAlso = ""	(seeAlso=)
cn by caseExactMatch = "Fred Flintstone"	(cn:caseExactMatch:=Fred Flintstone)
cn by its rule = "Betty Rubble"	(cn:=Betty Rubble)
sn and the DN by 2.4.6.8.10 = "Barney Rubble"	(sn:dn:2.4.6.8.10:=Barney Rubble)
o and the DN by its rule = "Ace Industry"	(o:dn:=Ace Industry)
all by 1.2.3 = "Wilma Flintstone"	(:1.2.3:=Wilma Flintstone)
all and the DN by 2.4.6.8.10 = "Dino"	(:DN:2.4.6.8.10:=Dino)
o = "Parens R Us (for all your parenthetical needs)"	(o=Parens R Us \28for all your parenthetical needs\29)
cn = *"*"*	(cn=*\2A*)
filename = "C:\\MyFile"	(filename=C:\5cMyFile)
bin = "\x00\x00\x00\x04"	(bin=\00\00\00\04)
sn = "Lu\xc4\x8di\xc4\x87"	(sn=Lu\c4\8di\c4\87)
1.3.6.1.4.1.1466.0 = "\x04\x02Hi"	(1.3.6.1.4.1.1466.0=\04\02\48\69)
cn;lang-en = "Babs"	(cn;lang-en=Babs)
cn = " Babs "	(cn= Babs )
and ()	(&)
TXT
cat >send.cjs <<'JS'
const { readFileSync } = require("fs");
const ldapts = require("ldapts");
const ldapjs = require("@ldapjs/filter"); // what the client of ldapjs reads a filter with

const writers = {
  "ldapts 8.2.0": (text) => {
    const writer = new ldapts.BerWriter();
    ldapts.FilterParser.parseString(text).write(writer);
    return writer.buffer.toString("hex");
  },
  "ldapjs 3.0.7": (text) => ldapjs.parseString(text).toBer().buffer.toString("hex"),
};
for (const [name, write] of Object.entries(writers)) {
  for (const line of readFileSync("filters.txt", "utf8").trimEnd().split("\n")) {
    let sent = "";
    try {
      sent = write(line.split("\t")[1]);
    } catch (error) {
      sent = "refused";
    }
    console.log(`${name}\t${sent}\t${line}`);
  }
}
JS
cat >send.py <<'PY'
from anyldap.ldapfilter import parseFilter
from badldap.protocol.query import query_syntax_converter
from ldap3.operation.search import search_operation
from ldap3.utils.asn1 import encode


def ldap3(text):
    return encode(search_operation("", text, "SUBTREE", "NEVER", ["cn"], 0, 0, False, None, None)["filter"])


WRITERS = {
    "ldap3 2.9.1": ldap3,
    "badldap 0.7.7": lambda text: query_syntax_converter(text).dump(),
    "anyldap 0.2.0": lambda text: parseFilter(text).toWire(),
}
for name, write in WRITERS.items():
    for line in open("filters.txt").read().splitlines():
        try:
            sent = bytes(write(line.split("\t")[1])).hex()
        except Exception:
            sent = "refused"
        print(f"{name}\t{sent}\t{line}")
PY
cat >decode.py <<'PY'
import sys


def elements(content):
    while content:
        assert content[1] < 128
        yield content[0], content[2 : 2 + content[1]]
        content = content[2 + content[1] :]


def quoted(value):
    return '"' + repr(value)[2:-1] + '"'


def meaning(tag, content):
    """One filter in words."""
    if tag in (0xA0, 0xA1):
        return f"{'and' if tag == 0xA0 else 'or'} ({', '.join(meaning(*each) for each in elements(content))})"
    if tag == 0xA2:
        return f"not ({meaning(*next(elements(content)))})"
    parts = list(elements(content))
    if tag == 0xA3:
        return f"{parts[0][1].decode()} = {quoted(parts[1][1])}"
    if tag == 0xA4:
        pieces = list(elements(parts[1][1]))
        text = "*".join(quoted(piece) for _kind, piece in pieces)
        return f"{parts[0][1].decode()} = {'*' * (pieces[0][0] != 0x80)}{text}{'*' * (pieces[-1][0] != 0x82)}"
    assert tag == 0xA9
    given = dict(parts)
    whole = " and the DN" * (given.get(0x84, b"\0") != b"\0")
    attribute, rule = given.get(0x82, b"all").decode(), given.get(0x81, b"its rule").decode()
    return f"{attribute}{whole} by {rule} = {quoted(given[0x83])}"


wrong = {}
for line in sys.stdin.read().splitlines():
    name, sent, meant, text = line.split("\t")
    seen = sent if sent == "refused" else meaning(*next(elements(bytes.fromhex(sent))))
    wrong.setdefault(text, []).extend([f"  {name}: {seen}"] if seen != meant else [])
for text, lines in wrong.items():
    print(text, *lines, sep="\n")
PY
{ venv/bin/python send.py && node send.cjs; } | python3 decode.py | tee seen
cat >expected <<'TXT'
(cn=Babs Jensen)
(!(cn=Tim Howes))
(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))
(o=univ*of*mich*)
  badldap 0.7.7: o = "univ*of*mich"*
(seeAlso=)
  badldap 0.7.7: refused
  anyldap 0.2.0: refused
  ldapjs 3.0.7: refused
(cn:caseExactMatch:=Fred Flintstone)
(cn:=Betty Rubble)
  badldap 0.7.7: refused
(sn:dn:2.4.6.8.10:=Barney Rubble)
  badldap 0.7.7: refused
(o:dn:=Ace Industry)
  badldap 0.7.7: o by dn = "Ace Industry"
(:1.2.3:=Wilma Flintstone)
  badldap 0.7.7:  by 1.2.3 = "Wilma Flintstone"
(:DN:2.4.6.8.10:=Dino)
  badldap 0.7.7: refused
  anyldap 0.2.0: refused
(o=Parens R Us \28for all your parenthetical needs\29)
  ldapjs 3.0.7: o = "Parens R Us \\28for all your parenthetical needs\\29"
(cn=*\2A*)
  ldapjs 3.0.7: cn = *"\\2a"*
(filename=C:\5cMyFile)
  ldapjs 3.0.7: filename = "C:\\5cMyFile"
(bin=\00\00\00\04)
  ldapjs 3.0.7: bin = "\\00\\00\\00\\04"
(sn=Lu\c4\8di\c4\87)
  anyldap 0.2.0: sn = "Lu\xc3\x84\xc2\x8di\xc3\x84\xc2\x87"
  ldapts 8.2.0: sn = "Lu\xc3\x84\xc2\x8di\xc3\x84\xc2\x87"
  ldapjs 3.0.7: sn = "Lu\\c4\\8di\\c4\\87"
(1.3.6.1.4.1.1466.0=\04\02\48\69)
  anyldap 0.2.0: refused
  ldapts 8.2.0: refused
  ldapjs 3.0.7: refused
(cn;lang-en=Babs)
  badldap 0.7.7: cn = "Babs"
  ldapts 8.2.0: refused
  ldapjs 3.0.7: refused
(cn= Babs )
  ldap3 2.9.1: cn = "Babs"
(&)
  ldap3 2.9.1: refused
  badldap 0.7.7: refused
  anyldap 0.2.0: refused
  ldapts 8.2.0: refused
TXT
diff expected seen
