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
            "manifest": Cause(
                "{path} is a Kubernetes manifest (kind {kind}): it does not hold the values of a chart at its top.",
                "Write its values into a file of their own, and name that.",
            ),
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
    Entry(
        "HELM-04",
        "error",
        "Every value is one that the chart takes",
        where=("helm values",),
        reason=(
            "Helm checks values by the schema of the chart, and Kubernetes checks the result: an upgrade ends with an "
            "error."
        ),
        fix="Write the value as the chart has it.",
        causes={
            "unknown": Cause("{here} is not a value of the chart {chart}.", "Remove it."),
            "other_name": Cause("{here} is not a value of the chart {chart}, which calls it {name}.", "Write {name}."),
            "other_place": Cause("{here} is not a value of the chart {chart}, which has {near}.", "Move it to {near}."),
            "no_value": Cause(
                "{here} is not a value of the chart {chart}; only the variable {variable} carries it.",
                "Remove it; this collection sets {variable} by extraEnvs where it is needed.",
            ),
            "other_version": Cause(
                "{here} is not a value of the chart {chart}; the first chart that has it is {since}.",
                "Remove it, or use a chart that has it.",
            ),
            "type": Cause("{here} is {kind}; the chart {chart} takes {kinds} there.", "Write {kinds}, {how}."),
            "choice": Cause("{here} is not a choice of the chart {chart}: {choices}.", "Write one of these."),
            "missing": Cause("{here} lacks {name}, which the chart {chart} requires.", "Fill it in."),
            "too_few": Cause("{here} has fewer items than the chart {chart} requires ({least}).", "Fill it in."),
            "not_a_text": Cause(
                "extraEnvs sets {entry} to {kind}; Kubernetes takes texts only.", "Write the value between quotes."
            ),
        },
        not_checked=(
            "What the templates of the chart refuse beside its schema. The charts 1.8.0 to 1.13.1 are known; for a "
            "newer one see HELM-06."
        ),
    ),
    Entry(
        "HELM-05",
        "warning",
        "A value is where the chart reads it",
        where=("helm values",),
        reason="At the top of the values the chart takes any key, and ignores those that it does not know.",
        fix="Move it to {near}.",
        message="The chart does not read {here}: Helm ignores it without a message.",
    ),
    Entry(
        "HELM-06",
        "info",
        "The chart is known",
        where=("helm values", "host"),
        reason="A newer chart may have other values.",
        fix="Run helm template with your values files.",
        causes={
            "as_newest": Cause(
                "The chart {chart} is newer than {newest}, the newest that is known; its values are checked as those "
                "of {newest}."
            ),
            "own_schema": Cause(
                "The chart {chart} is newer than {newest}, the newest that is known; its values are checked by its own "
                "schema.",
                "Nothing needs to be done: each pod is verified.",
            ),
        },
    ),
    Entry(
        "HELM-07",
        "info",
        "Values files are those of OpenMetadata's chart",
        where=("helm values",),
        reason="A parent chart has the values of OpenMetadata's chart below its name or alias.",
        fix="Nothing needs to be done: the values below {name} are checked, and rendered values are below it too.",
        message="{path} is of a parent chart: the values of OpenMetadata's chart are below {name}.",
    ),
    Entry(
        "HELM-08",
        "error",
        "The chart can be used",
        where=("helm values", "host"),
        reason="Kubernetes refuses the objects of the chart, whatever the values are.",
        fix="Use the chart {fixed}.",
        causes={
            "named": Cause(
                "The chart {chart} cannot be installed: {what}.",
                "Use the chart {fixed}; image.tag chooses the release of OpenMetadata.",
                severity="warning",
            ),
            "used": Cause(
                "The chart {chart} cannot be installed: {what}.",
                "Upgrade the release to the chart {fixed} first; image.tag chooses the release of OpenMetadata.",
            ),
        },
    ),
)
