# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the files of a server are, behind one interface for an audit:

``configuration()``  (path, text) of openmetadata.yaml; the text is ``None`` when it cannot be seen
``inside``           what is added to such a path, when it is not one of the host
``environment()``    the variables of the server, or of its files when it does not run; ``None`` when nothing is known
``origin(name)``     in words, which file and line sets a variable
``content(path)``    bytes of a key file that the server names, or ``None``
``on_host(path)``    where such a file lies on the host, or ``None``
``folders()``        folders of the host with files that may hold secrets
``user``             who may own them beside root
"""

import glob
import io
import os
import tarfile

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, files

LONGEST = 1 << 20


def text_of(path):
    """The text of a file of bounded size; ``None`` when it is not there, may not be read, or is too long."""
    try:
        return files.read(path) if os.path.getsize(path) <= LONGEST else None
    except (OSError, HostError):
        return None


class Place:
    """What both deployments share."""

    def __init__(self, deployment, wanted):
        self.deployment = deployment
        self.user = wanted["options"]["user"]
        self.state = wanted["options"]["state_directory"] or deployment.state_directory
        self.reason = ""

    def named(self, path):
        """A file that the server names, as a reader finds it."""
        return self.on_host(path) or os.path.normpath(os.path.join(self.home, path)) + self.inside

    def tried(self, what):
        """What ``what()`` gives; ``None``, and why in ``reason``, where the host does not let us."""
        try:
            return what()
        except HostError as error:
            self.reason = self.reason or str(error)
            return None

    def sources(self):
        """Files that may set variables, the one that counts most last."""
        raise NotImplementedError

    def origin(self, name):
        for path in reversed(self.sources()):
            for line in env_file.ANY.assignments(text_of(path)):
                if line.name == name:
                    return f"{name} in {path}:{line.number}"
        return f"{name} in the environment of the server"


class Folder(Place):
    """A server unpacked into a folder."""

    inside = ""

    def configuration(self):
        return self.deployment.configuration, self.tried(lambda: files.read(self.deployment.configuration))

    def environment(self):
        answer = self.tried(self.deployment.environments)
        if answer is None or answer["server"] is not None:
            return answer and answer["server"]
        found = {}
        for path in self.sources():
            dialect = env_file.SYSTEMD if path.endswith((".service", ".conf")) else env_file.SHELL
            found.update(env_file.texts(text_of(path), dialect))
        return found

    def sources(self):
        unit = self.deployment.service or ""
        unit = unit if unit.endswith(".service") or not unit else unit + ".service"
        units = (
            ["/etc/systemd/system/" + unit] + sorted(glob.glob(f"/etc/systemd/system/{unit}.d/*.conf")) if unit else []
        )
        conf = os.path.join(self.deployment.home, "conf")
        own = [
            os.path.join(conf, name) for name in ("openmetadata-sso.env", "openmetadata-env.sh", "openmetadata-sso.sh")
        ]
        return [path for path in units + own if os.path.isfile(path)]

    def content(self, path):
        try:
            with open(self.on_host(path), "rb") as stream:
                return stream.read(LONGEST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise from_os_error(error, "read")

    def on_host(self, path):
        return os.path.normpath(os.path.join(self.deployment.home, path))

    def folders(self):
        return [os.path.join(self.deployment.home, "conf")]


class Compose(Place):
    """A server in a container, whose own files are read through Docker, running or not."""

    inside = " in the container"

    def __init__(self, deployment, wanted):
        super().__init__(deployment, wanted)
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
        names = layout.bases + [".env", layout.override, "openmetadata-sso.env"]
        return [path for path in (os.path.join(folder, name) for name in names) if os.path.isfile(path)]

    def content(self, path):
        path = os.path.normpath(os.path.join(self.home, path))
        members = self._members()
        if path in members:
            return members[path]
        # The target of a link comes under its own name.
        return next(iter(self._copied(path).values()), None)

    def on_host(self, path):
        """A file that is mounted into the container; one of the image is nobody's on the host."""
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
        """{path in the container: bytes} by ``docker cp``, which needs no program in the container; empty when there is nothing."""
        if self._container is None:
            return {}
        result = commands.run(
            ["docker", "cp", "--follow-link", "{0}:{1}".format(self._container["Id"], path), "-"],
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
