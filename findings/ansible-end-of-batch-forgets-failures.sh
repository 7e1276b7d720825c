#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ansible-core 2.16.0 and 2.19.14: a host that failed in a block within a block is forgotten when another host ends the batch or the play
# with the module meta (end_batch, end_play). The recap shows failed=1, and ansible-playbook ends with 0, so that a pipeline goes on. If
# the task stands alone, or with end_host, it ends with 2. The documentation of meta says that hosts are ended without failing them, and
# nothing of those that have failed before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/play.py" <<'PY'
import json
import sys

form, how = sys.argv[1:]
fail = {"ansible.builtin.fail": {"msg": "a failure"}, "when": "inventory_hostname == 'one'"}
first = {"block": [{"block": [fail]}]} if form == "nested block" else fail
play = {"hosts": "all", "gather_facts": False, "tasks": [first, {"ansible.builtin.meta": how}]}
print(json.dumps([play]))
PY

seen=
for version in 2.16.0 2.19.14; do
    python3 -m venv "$work/$version"
    "$work/$version/bin/pip" install --quiet --disable-pip-version-check "ansible-core==$version"
    for form in "nested block" task; do
        for how in end_batch end_play end_host; do
            python3 "$work/play.py" "$form" "$how" >"$work/play.yml"
            status=0
            output=$("$work/$version/bin/ansible-playbook" -i one,two "$work/play.yml") || status=$?
            failed=$(grep -oE '^one .*failed=[0-9]+' <<<"$output" | grep -oE '[0-9]+$')
            line="$version  fails in a $form, then $how: failed=$failed in the recap, exit status $status"
            echo "$line"
            seen+="$version $form $how $failed $status"$'\n'
        done
    done
done

expected=
for version in 2.16.0 2.19.14; do
    expected+="$version nested block end_batch 1 0"$'\n'"$version nested block end_play 1 0"$'\n'"$version nested block end_host 1 2"$'\n'
    expected+="$version task end_batch 1 2"$'\n'"$version task end_play 1 2"$'\n'"$version task end_host 1 2"$'\n'
done
[ "$seen" = "$expected" ] || {
    echo "this has changed" >&2
    exit 1
}
