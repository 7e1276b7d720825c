# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Service: one address that leads to a pod that is ready, whichever pods there are."""

from urllib.parse import urlsplit

from lab.idle_proxy import IdleProxy

from .clusters import Cluster


class Service(IdleProxy):
    """Of the pods of a cluster, while the block runs."""

    def __init__(self, cluster: Cluster):
        super().__init__(None, 60)
        self.cluster = cluster

    @property
    def url(self) -> str:
        """What clients use."""
        return f"http://127.0.0.1:{self.port}"

    def address(self) -> tuple[str, int]:
        """The newest pod that is ready."""
        ready = [
            each["metadata"]["name"]
            for each in self.cluster.objects("pods")
            if any(one["type"] == "Ready" and one["status"] == "True" for one in each["status"].get("conditions", ()))
        ]
        port = urlsplit(self.cluster.url(ready[-1])).port
        return "localhost", port
