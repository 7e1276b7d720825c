# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a server in a container, as an audit reads them: through Docker, running or not."""

import io
import os
import tarfile

from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_files import ENV_FILE
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.server_files import LONGEST, ServerFiles
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands


class ComposeServerFiles(ServerFiles):
    """A server in a container. Its own files are copied out by Docker, whether it runs or not."""

    inside = " in the container"

    def __init__(self, deployment):
        super().__init__(deployment)
        self._container = self.tried(deployment.container)
        if self._container is None:
            self.reason = self.reason or f"there is no container of {deployment.services[0]}"
        self._conf = None

    @property
    def home(self):
        return (
            (self._container["Config"].get("WorkingDir") or "/opt/openmetadata")
            if self._container
            else "/opt/openmetadata"
        )

    def configuration(self):
        path = os.path.join(self.home, "conf", "openmetadata.yaml")
        content = self._members().get(path)
        return path, None if content is None else content.decode("utf-8", "replace")

    def environment(self):
        answer = self.tried(self.deployment.environments)
        return answer and answer[self.deployment.services[0]]

    def sources(self):
        folder, layout = self.deployment.folder, self.deployment.layout
        names = layout.bases + [".env", layout.override, ENV_FILE]
        return [path for path in (os.path.join(folder, name) for name in names) if os.path.isfile(path)]

    def content(self, path):
        path = os.path.normpath(os.path.join(self.home, path))
        members = self._members()
        if path in members:
            return members[path]
        # The target of a link comes under its own name.
        return next(iter(self._copied(path).values()), None)

    def on_host(self, path):
        """A file that is mounted into the container; one of the image is not on the host."""
        path = os.path.normpath(os.path.join(self.home, path))
        for mount in (self._container or {}).get("Mounts") or []:
            inside = mount.get("Destination", "").rstrip("/")
            if mount.get("Source") and (path == inside or path.startswith(inside + "/")):
                return mount["Source"] + path[len(inside) :]
        return None

    def folders(self):
        return [self.deployment.folder]

    def _members(self):
        if self._conf is None:
            self._conf = self._copied(os.path.join(self.home, "conf"))
        return self._conf

    def _copied(self, path):
        """{path in the container: bytes} by ``docker cp``, which needs no program in the container.

        Empty when there is nothing.
        """
        if self._container is None:
            return {}
        result = commands.run(
            ["docker", "cp", "--follow-link", "{}:{}".format(self._container["Id"], path), "-"],
            timeout=60,
            binary=True,
        )
        if result.status != 0 or not result.out:
            return {}
        found = {}
        with tarfile.open(fileobj=io.BytesIO(result.out)) as archive:
            for member in archive:
                if member.isfile() and member.size <= LONGEST:
                    found[os.path.normpath(os.path.join(os.path.dirname(path), member.name))] = archive.extractfile(
                        member
                    ).read()
        return found
