# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule with a case in which it must fire and one near it in which it must not."""

from rule_cases import directories, env_file, flow, helm_values, inputs, keys, other_files, providers, urls, variables

TABLE = [*urls.TABLE, *keys.TABLE, *providers.TABLE, *flow.TABLE, *inputs.TABLE, *directories.TABLE]
PLAN_TABLE = variables.TABLE
FILE_TABLE = [*env_file.TABLE, *other_files.TABLE]
HELM_TABLE = helm_values.TABLE
