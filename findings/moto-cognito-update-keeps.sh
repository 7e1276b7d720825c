#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# moto 5.2.5: UpdateUserPoolClient of Amazon Cognito keeps what the request leaves out. The model of the API in botocore says the
# contrary: what is left out is set to its default. So code that loses an app client's redirect URIs on AWS passes its tests.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[cognitoidp]==5.2.5' boto3==1.44.8
cat >"$work/update.py" <<'PY'
import boto3
from moto import mock_aws

with mock_aws():
    aws = boto3.client("cognito-idp", "eu-central-1", aws_access_key_id="a", aws_secret_access_key="a")
    text = aws.meta.service_model.operation_model("UpdateUserPoolClient").documentation
    print("the model:", "you don't provide a value for an attribute, Amazon Cognito sets it to its default value" in text)
    pool = aws.create_user_pool(PoolName="a")["UserPool"]["Id"]
    urls = {"AllowedOAuthFlowsUserPoolClient": True, "CallbackURLs": ["https://metadata.example.org/callback"]}
    client = aws.create_user_pool_client(UserPoolId=pool, ClientName="a", **urls)["UserPoolClient"]["ClientId"]
    aws.update_user_pool_client(UserPoolId=pool, ClientId=client, ClientName="b")
    found = aws.describe_user_pool_client(UserPoolId=pool, ClientId=client)["UserPoolClient"]
    print("moto:", found["ClientName"], found.get("CallbackURLs"))
PY
"$work/venv/bin/python" "$work/update.py" | tee "$work/seen"
grep -q "^the model: True$" "$work/seen"
grep -q "^moto: b \['https://metadata.example.org/callback'\]$" "$work/seen"
