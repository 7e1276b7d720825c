# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules K8S-*: Kubernetes."""

from __future__ import annotations

from ._entry import Entry

ENTRIES = (
    Entry(
        "K8S-01",
        "error",
        "A Secret that others maintain has every key",
        where=("host",),
        reason="A pod does not start when its values refer to a key that is missing.",
        fix="Create it as docs/install/kubernetes.md describes, or set om_sso_kubernetes_secret_style: secret.",
        message="The Secret {secret} has no {names}.",
        wrong="""\
om_sso_kubernetes_secret_style: reference  # the Secret has no key OIDC_CLIENT_SECRET
""",
        right="""\
om_sso_kubernetes_secret_style: secret
""",
    ),
)
