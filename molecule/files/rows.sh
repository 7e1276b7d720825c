#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Changes the stored rows behind the collection's back, by the server's own ops command: rows.sh SED_SCRIPT
set -eu

docker exec -i openmetadata_server sh -eu -s "$1" >/dev/null <<'INSIDE'
ops=./bootstrap/openmetadata-ops.sh
$ops get-security-config -o /tmp/rows
sed "$1" /tmp/rows >/tmp/changed
[ "$(cat /tmp/rows)" != "$(cat /tmp/changed)" ]
$ops update-security-config -f /tmp/changed --force
rm /tmp/rows /tmp/changed
INSIDE
