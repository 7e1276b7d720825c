#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ldap3 2.9.1: parse_dn refuses distinguished names that RFC 4514 allows: an attribute type as a dotted decimal OID (section 3, "oid")
# and a value as a hexadecimal string (section 2.4), which is how a value of an unknown attribute type has to be written.
# safe_dn refuses the first as well and accepts the second.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check ldap3==2.9.1
cat >"$work/names.py" <<'PY'
from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.utils.dn import parse_dn, safe_dn

for name in ("cn=a,dc=x", "2.5.4.3=a,dc=x", "cn=#0C0161,dc=x"):
    for read in (parse_dn, safe_dn):
        try:
            read(name)
            print(name, read.__name__, "accepted")
        except LDAPInvalidDnError as error:
            print(name, read.__name__, "refused:", error)
PY
"$work/venv/bin/python" "$work/names.py" | tee "$work/seen"
[ "$(grep -c accepted "$work/seen")" = 3 ]
grep -q "^2.5.4.3=a,dc=x parse_dn refused: character '.' not allowed in attribute type" "$work/seen"
grep -q "^cn=#0C0161,dc=x parse_dn refused: character # not allowed" "$work/seen"
