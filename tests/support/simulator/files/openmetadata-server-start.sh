#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# OpenMetadata simulator: runs the server in the foreground, or with -daemon in the background. The process that is
# started is python3 itself, and paths inside the configuration are relative to the caller's directory, as in the
# real script.
if [ $# -lt 1 ]; then
    echo "USAGE: $0 [-daemon] openmetadata.yaml"
    exit 1
fi
home=$(cd "$(dirname "$0")/.." && pwd) || exit 1
mkdir -p "$home/logs"
# shellcheck source=/dev/null
. "$home/conf/openmetadata-env.sh"
if [ "$1" = -daemon ]; then
    shift
    nohup python3 "$home/libs/simulator.py" server "$@" >"$home/logs/OpenMetadataServer.out" 2>&1 </dev/null &
else
    exec python3 "$home/libs/simulator.py" server "$@"
fi
