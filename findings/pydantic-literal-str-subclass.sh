#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# pydantic 2.9.2: a choice (Literal) refuses an instance of a subclass of str, though it equals one of the choices.
# Ansible's unsafe text (from lookups, add_host and !unsafe) is such a subclass. pydantic 2.12.3 accepts it, as a plain str.
# Seen with ansible-core 2.16.14, Python 3.11.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
cat >"$work/choice.py" <<'PY'
from typing import Literal

import pydantic
from ansible.utils.unsafe_proxy import wrap_var

Model = pydantic.create_model("Model", flow=(Literal["implicit", "code"], ...))
given = wrap_var("implicit")
assert given == "implicit" and isinstance(given, str)
try:
    print("accepted as", type(Model(flow=given).flow).__name__)
except pydantic.ValidationError as error:
    print("refused:", error.errors()[0]["type"])
PY
seen() {
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check "ansible-core==2.16.14" "pydantic==$1"
    "$work/venv/bin/python" "$work/choice.py"
}
old=$(seen 2.9.2)
new=$(seen 2.12.3)
echo "pydantic 2.9.2:  $old"
echo "pydantic 2.12.3: $new"
[ "$old" = "refused: literal_error" ]
[[ "$new" == "accepted as "* ]]
