# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a server as an audit reads them; each deployment has a subclass."""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_content

LONGEST = 1 << 20


def text_of(path):
    """The text of a file of bounded size; ``None`` when it does not exist, cannot be read, or is too long."""
    try:
        found = file_content.content(path, LONGEST)
        return None if found is None else found.decode("utf-8", "surrogateescape")
    except HostError:
        return None


class ServerFiles:
    """The files of one server. What cannot be read is ``None``, and ``reason`` then says why."""

    #: added to a path that is not one of the host
    inside = ""

    def __init__(self, deployment):
        self.deployment = deployment
        #: who may own the files beside root
        self.user = deployment.options.get("user")
        self.reason = ""

    @property
    def state(self):
        """The folder of the collection's own state."""
        return self.deployment.state_directory

    @property
    def home(self):
        """The folder that relative paths of the server start from."""
        raise NotImplementedError

    def configuration(self):
        """(path, text) of openmetadata.yaml; the text is ``None`` when it cannot be read."""
        raise NotImplementedError

    def environment(self):
        """The variables of the server, or of its files when it does not run; ``None`` when they cannot be read."""
        raise NotImplementedError

    def content(self, path):
        """The bytes of a file that the server names, or ``None``; raises ``HostError`` when it cannot be read."""
        raise NotImplementedError

    def on_host(self, path):
        """The path on the host of a file that the server names, or ``None`` when it is not a file of the host."""
        raise NotImplementedError

    def folders(self):
        """Folders of the host with files that may hold secrets."""
        raise NotImplementedError

    def sources(self):
        """Files that may set variables; the last one takes precedence."""
        raise NotImplementedError

    def named(self, path):
        """The path of a file that the server names, as a reader finds it."""
        return self.on_host(path) or os.path.normpath(os.path.join(self.home, path)) + self.inside

    def tried(self, what):
        """The result of ``what()``, or ``None`` with the reason in ``reason`` when the host does not allow it."""
        try:
            return what()
        except HostError as error:
            self.reason = self.reason or str(error)
            return None

    def origin(self, name):
        """The file and line that sets a variable, in words."""
        for path in reversed(self.sources()):
            for line in env_file.ANY.assignments(text_of(path)):
                if line.name == name:
                    return f"{name} in {path}:{line.number}"
        return f"{name} in the environment of the server"
