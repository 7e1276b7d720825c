#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Prints what a run may change on a target, by means that the collection does not use, so that two moments can be
# compared as text: state.sh {compose|bare_metal} {files|settings|environment|processes|rows} HOME [UNIT]
set -eu

home=$3 unit=${4:-}
state=/var/lib/openmetadata-sso/$(echo "${home#/}" | sed 's,-,%2d,g; s,/,-,g')

files() { # owner, mode and checksum of all files below the folders given; a lock tells who held it last
    [ ! -d "$state" ] || set -- "$@" "$state"
    find "$@" -name docker-volume -prune -o -path "$state/lock" -prune -o -type d -printf '%p %u %m\n' -o -type f -printf '%p %u %m ' -exec sha256sum {} \; | sort
}

containers() { # what a template of docker inspect prints for each container
    docker ps --all --quiet | xargs docker inspect --format "$1" | sort
}

case $1-$2 in
    *-settings) "$0" "$1" files "$home" "$unit" | grep --invert-match "^$state" ;; # without the state of the collection
    compose-files) files "$home" ;;
    compose-environment) containers '{{range .Config.Env}}{{$.Name}} {{println .}}{{end}}' ;;
    compose-processes) containers '{{.Name}} {{.Id}} {{.State.StartedAt}}' ;;
    bare_metal-files) # other servers on this target have units of their own
        files "$home/conf" /etc/systemd/system "$home"/.[a-z]* 2>/dev/null | grep --invert-match '/system/[a-z]*-[0-9]'
        files /etc/systemd/system/"$unit"*
        ;;
    bare_metal-environment) tr '\0' '\n' <"/proc/$(systemctl show -P MainPID "$unit")/environ" | grep -v '^INVOCATION_ID=\|^JOURNAL_STREAM=\|^SYSTEMD_EXEC_PID=\|^MEMORY_PRESSURE' | sort ;;
    bare_metal-processes) systemctl show -p MainPID,ExecMainStartTimestampMonotonic "$unit" ;;
    compose-rows) docker exec openmetadata_server sh -c './bootstrap/openmetadata-ops.sh get-security-config -o /tmp/rows >/dev/null && cat /tmp/rows && rm /tmp/rows' ;;
    *) echo "state.sh {compose|bare_metal} {files|settings|environment|processes|rows} HOME [UNIT]" >&2; exit 2 ;;
esac
