#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# OpenMetadata simulator: start, stop, status and clean as the real script has them. There is no restart, stop is a
# hard kill that does not wait and leaves the PID file, and status exits 1 while the server runs. A process runs while it is
# listed: also one that has ended and was not collected by its parent, and any program that has the number by now.
home=$(cd "$(dirname "$0")/.." && pwd) || exit 1
mkdir -p "$home/logs"
pid_file=$home/logs/catalog.pid
# shellcheck source=/dev/null
. "$home/conf/openmetadata-env.sh"

running() {
    pid=$(cat "$pid_file" 2>/dev/null)
    [ -n "$pid" ] && [ -d "/proc/$pid" ]
}

status() {
    if running; then
        echo "OpenMetadata simulator running with PID=$pid."
        return 1
    fi
    echo "OpenMetadata simulator not running."
}

start() {
    if running; then
        echo "OpenMetadata simulator already running with PID: $pid"
        return 0
    fi
    rm -f "$pid_file"
    echo "Starting OpenMetadata simulator"
    cd "$home" || exit 1
    nohup python3 "$home/libs/simulator.py" server "$1" >>"$home/logs/catalog.log" 2>>"$home/logs/catalog.err" </dev/null &
    echo $! >"$pid_file"
    status || true
}

stop() {
    if running; then
        echo "Stopping OpenMetadata simulator [$pid]"
        kill -KILL "$pid"
    else
        echo "OpenMetadata simulator not running"
    fi
}

case $1 in
    start) start "${2:-$home/conf/openmetadata.yaml}" ;;
    stop) stop ;;
    status) status ;;
    clean) running || rm -f "$pid_file" "$home/logs/catalog.log" "$home/logs/catalog.err" ;;
    *) echo "Usage: $0 {start|stop|status|clean}" ;;
esac
