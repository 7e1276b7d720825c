# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of the rules. A check reads settings or the text of a file, and nothing else."""

from __future__ import annotations

from . import (  # rules of files
    azure,
    bots,
    claims,
    compose_file,
    env_file,
    flow,
    helm_values,
    host_files,
    inputs,
    keys,
    ldap,
    openmetadata_variables,
    openmetadata_yaml,
    placeholders,
    principals,
    providers,
    redirects,
    saml,
    saving,
    session_lifetimes,
    signing,
    urls,
)
from ._file import FILE_RULES, Context, FileRule, check_file
from ._rule import RULES, Case, Rule, case_of, findings

_RULES_OF_SETTINGS = (
    principals,
    azure,
    bots,
    claims,
    flow,
    inputs,
    keys,
    ldap,
    providers,
    redirects,
    saml,
    saving,
    session_lifetimes,
    signing,
    urls,
    openmetadata_variables,
)
_RULES_OF_FILES = (compose_file, env_file, helm_values, host_files, openmetadata_yaml, placeholders)

__all__ = ["FILE_RULES", "RULES", "Case", "Context", "FileRule", "Rule", "case_of", "check_file", "findings"]
