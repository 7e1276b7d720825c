# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a server that is unpacked into a folder, as an audit reads them."""

import glob
import os

from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.server_files import (
    LONGEST,
    ServerFiles,
    text_of,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file
from ansible_collections.openmetadata.sso.plugins.module_utils._system import file_content, files


class BareMetalServerFiles(ServerFiles):
    """A server unpacked into a folder. Its environment is read from its files when it does not run."""

    @property
    def home(self):
        return self.deployment.home

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
        return file_content.content(self.on_host(path), LONGEST)

    def on_host(self, path):
        return os.path.normpath(os.path.join(self.deployment.home, path))

    def folders(self):
        return [os.path.join(self.deployment.home, "conf")]
