#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the simulator under systemd as the bare-metal guide has it: install.sh UNIT HOME ENVIRONMENT [options of install.py]
# ENVIRONMENT is empty, or names a database elsewhere (NAME=text ...), which is then migrated.
set -eu

unit=$1 home=$2 environment=$3
shift 3
# Several servers of one target are installed at once; the users and units of a host are changed by one of them at a time.
exec 9>/run/lock/install.lock
flock 9
id openmetadata >/dev/null 2>&1 || useradd --system --home-dir "$home" --no-create-home openmetadata 2>/dev/null || id openmetadata >/dev/null
python3 /opt/simulator/install.py --directory "$home" "$@"
# shellcheck disable=SC2086 # several words
[ -z "$environment" ] || env $environment "$home/bootstrap/openmetadata-ops.sh" migrate
chown -R openmetadata:openmetadata "$home"
cat >"/etc/systemd/system/$unit" <<UNIT
[Unit]
Description=OpenMetadata in $home
After=network-online.target

[Service]
User=openmetadata
WorkingDirectory=$home
Environment=$environment
ExecStart=$home/bin/openmetadata-server-start.sh conf/openmetadata.yaml

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet "$unit"
systemctl restart "$unit"
