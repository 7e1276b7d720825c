# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of all rules: for each id its title, severity, releases, reason, texts and examples, written once.

Rules on settings, files and Helm values, checks of the audit and of preflight, and findings of hosts and of reading
the variables name an id and a cause only. To add a rule, add an entry to the file of its family, and a check that
names the id.
"""

from __future__ import annotations

from typing import Any

from ...module_utils._core.findings import Finding
from . import (
    family_ado,
    family_aud,
    family_bot,
    family_clm,
    family_db,
    family_env,
    family_flow,
    family_helm,
    family_jwk,
    family_k8s,
    family_ldap,
    family_misc,
    family_opt,
    family_pre,
    family_red,
    family_reg,
    family_saml,
    family_save,
    family_ses,
    family_upg,
    family_url,
)
from ._entry import Cause, Entry, Problem, at

FAMILIES = (
    family_ado,
    family_aud,
    family_bot,
    family_clm,
    family_db,
    family_env,
    family_flow,
    family_helm,
    family_jwk,
    family_k8s,
    family_ldap,
    family_misc,
    family_opt,
    family_pre,
    family_red,
    family_reg,
    family_saml,
    family_save,
    family_ses,
    family_upg,
    family_url,
)

#: What speaks a rule, in the order of a run.
WHERE = {
    "settings": "the role variables",
    "files": "files beside the server",
    "helm values": "the merged values of a Helm release",
    "preflight": "answers of the identity provider",
    "host": "the host or the cluster",
    "audit": "the running server",
    "adopt": "the configuration in effect that is adopted",
}


def _all() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for family in FAMILIES:
        for entry in family.ENTRIES:
            if entry.id in found:
                raise ValueError(f"{entry.id} is in the register twice")
            found[entry.id] = entry
    return found


#: {id: entry}, by family.
REGISTER = _all()


def entry_of(rule_id: str, where: str) -> Entry:
    """The entry of an id for what speaks it. ``LookupError`` for an unknown id, or one that does not name ``where``."""
    if rule_id not in REGISTER or where not in REGISTER[rule_id].where:
        raise LookupError(f"{rule_id} is not in the register as a rule on {where} (plugin_utils/_register)")
    return REGISTER[rule_id]


def finding_of(rule_id: str, option: str, cause: str = "", /, **values: Any) -> Finding:
    """A finding in the words of the register. ``KeyError`` for an id, a cause or a value that is missing."""
    return REGISTER[rule_id].finding(option, cause, **values)


__all__ = ["FAMILIES", "REGISTER", "WHERE", "Cause", "Entry", "Finding", "Problem", "at", "entry_of", "finding_of"]
