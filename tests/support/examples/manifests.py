# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Deployment of somebody who runs OpenMetadata without a chart."""

LABELS = {"app.kubernetes.io/name": "openmetadata"}
#: One variable of ours has another form, one is a secret in clear text, and one container is not OpenMetadata.
DEPLOYMENT = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "server", "labels": LABELS},
    "spec": {
        "selector": {"matchLabels": LABELS},
        "template": {
            "metadata": {"labels": LABELS, "annotations": {"theirs": "1"}},
            "spec": {
                "containers": [
                    {
                        "name": "openmetadata",
                        "image": "openmetadata/server:1.12.12",
                        "env": [
                            {"name": "DB_HOST", "value": "mysql"},
                            {
                                "name": "AUTHENTICATION_PROVIDER",
                                "valueFrom": {"configMapKeyRef": {"name": "a", "key": "b"}},
                            },
                            {"name": "OIDC_CLIENT_SECRET", "value": "in clear"},
                        ],
                    },
                    {"name": "proxy", "image": "envoy"},
                ]
            },
        },
    },
}
