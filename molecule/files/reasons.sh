#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Why a server is not healthy: reasons.sh UNIT HOME prints its unit or its Compose project, and who listens on the host.
systemctl --no-pager --lines=50 status "$1"
cd "$2" && docker compose ps --all && docker compose logs --tail 50
ss --listening --tcp --processes
exit 1
