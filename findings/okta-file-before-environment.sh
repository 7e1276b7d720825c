#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# okta 3.4.6 (Okta's SDK for Python): its README says that environment variables override okta.yaml in the current folder and
# ~/.okta/okta.yaml. It is the other way round: ConfigSetter applies the environment first and the files over it. So a file that
# happens to be in the folder where a program starts decides which organisation gets the requests, and with which token.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check okta==3.4.6
cat >okta.yaml <<'YAML'
okta:
  client:
    orgUrl: https://file.okta.com
    token: token-of-the-file
YAML
cat >configuration.py <<'PY'
from okta.config.config_setter import ConfigSetter

client = ConfigSetter().get_config()["client"]
print(client["orgUrl"], client["token"])
PY
export HOME=$work OKTA_CLIENT_ORGURL=https://environment.okta.com OKTA_CLIENT_TOKEN=token-of-the-environment
mv okta.yaml aside
venv/bin/python configuration.py | tee seen
mv aside okta.yaml
venv/bin/python configuration.py | tee -a seen
printf '%s\n' 'https://environment.okta.com token-of-the-environment' 'https://file.okta.com token-of-the-file' | diff - seen
