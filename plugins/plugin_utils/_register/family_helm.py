# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules HELM-*: Helm values."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "HELM-01",
        "error",
        "extraEnvs does not set a variable of the plan",
        where=("helm values",),
        reason="The chart would list the variable twice, and Kubernetes uses the last one.",
        fix="Remove it there; om_sso_extra_environment accepts any variable.",
        message="{path}: extraEnvs sets {entry}, which the plan sets too.",
    ),
    Entry(
        "HELM-02",
        "error",
        "A values file can be read and is YAML",
        where=("helm values",),
        reason="Helm refuses the file.",
        fix="Correct the path or the file.",
        causes={
            "not_read": Cause("{path} cannot be read: {reason}."),
            "not_yaml": Cause("{path}: {reason}.", "Give plain YAML, as Helm reads it."),
        },
    ),
    Entry(
        "HELM-03",
        "error",
        "Names are valid in Kubernetes",
        where=("helm values",),
        reason="Kubernetes accepts lower-case letters, digits, dashes and dots only.",
        fix="Use at most {longest} of a-z, 0-9, - and ., beginning and ending with a letter or digit.",
        message="{option} is not a name that Kubernetes accepts.",
        wrong="""\
om_sso_kubernetes_namespace: Open_Metadata
""",
        right="""\
om_sso_kubernetes_namespace: openmetadata
""",
    ),
)
