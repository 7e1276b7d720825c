#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One program against three releases of the Python client for Kubernetes. 36 renames eleven attributes without an alias
# (pod_i_ps, cluster_i_ps, non_resource_ur_ls, ...), so that no spelling reads them with 35 and 36. 37 is made of pydantic models
# that take neither a number where the API takes one (cpu: 1 of a Quantity) nor the null of a merge patch that removes an
# annotation: 35.0.0 and 36.0.0 send both as they are, 37.0.2 raises before it asks the server. Since all versions install with the
# same requirement (kubernetes>=24.2), an upgrade of the environment alone changes this.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/ask.py" <<'PY'
import json

import kubernetes
from kubernetes import client

api = client.ApiClient()
pod = json.dumps({"status": {"podIPs": [{"ip": "10.0.0.1"}]}})


class Answer:
    data = pod


try:
    read = api.deserialize(Answer, "V1Pod")
except TypeError:  # newer ones take the text and its type
    read = api.deserialize(pod, "V1Pod", "application/json")
names = [name for name in ("pod_i_ps", "pod_ips") if getattr(read.status, name, None)]


def sent(make):
    try:
        return json.dumps(api.sanitize_for_serialization(make()))
    except ValueError as error:
        return f"{type(error).__name__}"


limit = sent(lambda: client.V1ResourceRequirements(limits={"cpu": 1}))
removal = sent(lambda: client.V1ObjectMeta(annotations={"a": None}))
print(f"{kubernetes.__version__}: {', '.join(names)}; {limit}; {removal}")
PY
for version in 35.0.0 36.0.0 37.0.2; do
    python3 -m venv "$work/$version"
    "$work/$version/bin/pip" install --quiet --disable-pip-version-check "kubernetes==$version"
    "$work/$version/bin/python" "$work/ask.py"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN'
35.0.0: pod_i_ps; {"limits": {"cpu": 1}}; {"annotations": {"a": null}}
36.0.0: pod_ips; {"limits": {"cpu": 1}}; {"annotations": {"a": null}}
37.0.2: pod_ips; ValidationError; ValidationError
SEEN
echo "as described"
