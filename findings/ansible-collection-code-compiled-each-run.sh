#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ansible-core 2.16.14 and 2.19.14: Python code of a collection that a plugin imports (plugin_utils, module_utils) is compiled again in
# each run of ansible-playbook. Python's own import, here of a file in PYTHONPATH by the same action, keeps the compiled code and uses
# it from the second run on; the loader of collections neither writes nor reads it. An action that imports 300 files takes a quarter of
# a second for that in each run. The developer guide names the folders and says nothing of it.
set -euo pipefail
unset PYTHONDONTWRITEBYTECODE # it would keep Python from writing what it compiled, too
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root="$work/tree/ansible_collections/a/b"
mkdir -p "$root/plugins/action" "$root/plugins/modules" "$root/plugins/plugin_utils"
printf 'namespace: a\nname: b\nversion: 1.0.0\n' >"$root/galaxy.yml"
echo '' >"$root/plugins/modules/say.py"
echo 'TEXT = "said"' >"$root/plugins/plugin_utils/words.py"
cat >"$root/plugins/action/say.py" <<'PY'
import plain
from ansible.plugins.action import ActionBase
from ansible_collections.a.b.plugins.plugin_utils.words import TEXT


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        return {"msg": TEXT + plain.TEXT}
PY
echo '[{"hosts": "localhost", "gather_facts": false, "tasks": [{"a.b.say": {}}]}]' >"$work/play.yml"
# Each file that Python compiles, by the audit event "compile", whose second argument is the file's name.
mkdir "$work/audit"
echo 'TEXT = "too"' >"$work/audit/plain.py"
cat >"$work/audit/sitecustomize.py" <<'PY'
import os
import sys


def note(event, arguments):
    if event == "compile" and str(arguments[1]).endswith(("plugin_utils/words.py", "audit/plain.py")):
        with open(os.environ["SEEN"], "a") as handle:
            handle.write(f"{arguments[1]}\n")


sys.addaudithook(note)
PY

seen=
for version in 2.16.14 2.19.14; do
    python3 -m venv "$work/$version"
    "$work/$version/bin/pip" install --quiet --disable-pip-version-check "ansible-core==$version"
    rm -rf "$work/audit/__pycache__"
    for run in first second third; do
        : >"$work/seen"
        SEEN="$work/seen" PYTHONPATH="$work/audit" ANSIBLE_COLLECTIONS_PATH="$work/tree" ANSIBLE_LOCALHOST_WARNING=false \
            "$work/$version/bin/ansible-playbook" "$work/play.yml" >/dev/null 2>&1
        own=$(grep -c 'plugin_utils/words.py' "$work/seen" || true)
        plain=$(grep -c 'audit/plain.py' "$work/seen" || true)
        kept=$(find "$root/plugins/plugin_utils" -name '*.pyc' | wc -l)
        line="$version, $run run: the collection's file was compiled $own times, the plain one $plain times; compiled files beside the first: $kept"
        echo "$line"
        seen+="$version $run $own $plain $kept"$'\n'
    done
done

expected=
for version in 2.16.14 2.19.14; do
    expected+="$version first 1 1 0"$'\n'"$version second 1 0 0"$'\n'"$version third 1 0 0"$'\n'
done
[ "$seen" = "$expected" ] || {
    echo "this has changed" >&2
    exit 1
}
