# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule with a case in which it must fire and one near it in which it must not."""

from rule_cases import (
    claims,
    directories,
    env_file,
    flow,
    helm_values,
    inputs,
    keys,
    other_files,
    principals,
    providers,
    session_lifetimes,
    urls,
    variables,
)

TABLE = [
    *urls.TABLE,
    *keys.TABLE,
    *providers.TABLE,
    *flow.TABLE,
    *session_lifetimes.TABLE,
    *principals.TABLE,
    *claims.TABLE,
    *inputs.TABLE,
    *directories.TABLE,
]
PLAN_TABLE = variables.TABLE
FILE_TABLE = [*env_file.TABLE, *other_files.TABLE]
HELM_TABLE = helm_values.TABLE
