#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# GLAuth 2.3.2: memberOf of a user names a group below ou=groups. The same directory returns the group below ou=users in a search of the
# whole tree, and no entry of its class below ou=groups. So a DN that is copied from memberOf does not equal the DN of the group that a
# search for its members returns. Needs Go and ldapsearch (Debian: ldap-utils).
set -euo pipefail
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid"; rm -rf "$work"' EXIT
cd "$work"
printf 'module example.test/glauth\ngo 1.21\nrequire github.com/glauth/glauth/v2 v2.3.2\n' >go.mod
GOFLAGS=-mod=mod go build -o glauth github.com/glauth/glauth/v2
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >glauth.cfg <<CONFIGURATION
[ldap]
enabled = true
listen = "127.0.0.1:$port"
[ldaps]
enabled = false
[backend]
datastore = "config"
baseDN = "dc=acme,dc=io"
[[users]]
name = "reader"
uidnumber = 5001
primarygroup = 5501
passsha256 = "$(printf secret | sha256sum | cut -d' ' -f1)"
[[users.capabilities]]
action = "search"
object = "*"
[[groups]]
name = "stewards"
gidnumber = 5501
CONFIGURATION
./glauth -c glauth.cfg >glauth.log 2>&1 &
pid=$!
for _ in $(seq 100); do
    python3 -c "import socket; socket.create_connection(('127.0.0.1', $port)).close()" 2>/dev/null && break
    sleep 0.1
done
search() { # base, filter, attribute
    ldapsearch -x -LLL -o ldif-wrap=no -H "ldap://127.0.0.1:$port" -D cn=reader,dc=acme,dc=io -w secret -b "$1" "$2" "$3"
}
{
    search dc=acme,dc=io '(uid=reader)' memberOf | grep -i '^memberOf'
    search dc=acme,dc=io '(&(objectClass=posixGroup)(memberUid=reader))' dn | sed -n 's/^dn:/whole tree:/p'
    echo "below ou=groups: $(search ou=groups,dc=acme,dc=io '(objectClass=posixGroup)' dn | grep -c '^dn:' || true) groups"
} | tee seen
grep -qi '^memberOf: ou=stewards,ou=groups,dc=acme,dc=io$' seen
grep -qx 'whole tree: ou=stewards,ou=users,dc=acme,dc=io' seen
grep -qx 'below ou=groups: 0 groups' seen
