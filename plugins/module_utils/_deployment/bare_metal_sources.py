# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration files of a server on bare metal: those in its folder, and those that systemd reads for it."""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.source import Source
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands

#: ``/etc/x.env (ignore_errors=no)``; systemd shows one line a file.
ENVIRONMENT_FILE = re.compile(r"^(.*) \(ignore_errors=(yes|no)\)$")


def sources(deployment):
    """Every file that affects the configuration, as ``Source``, the server's own configuration first."""
    conf = os.path.join(deployment.home, "conf")
    found = [
        Source(deployment.configuration, "openmetadata_yaml"),
        Source(deployment.hook, "env_file", "shell"),
        Source(os.path.join(conf, "openmetadata-sso.sh"), "env_file", "shell"),
        Source(os.path.join(conf, "openmetadata-sso.env"), "env_file", "systemd"),
    ]
    return found + (_of_unit(deployment.service) if deployment.service else [])


def _of_unit(service):
    result = commands.run(
        ["systemctl", "show", "--property", "FragmentPath,DropInPaths,EnvironmentFiles", service], timeout=30
    )
    found = []
    for line in result.out.splitlines():
        name, _sign, value = line.partition("=")
        match = ENVIRONMENT_FILE.match(value)
        if name == "EnvironmentFiles" and match:
            found.append(Source(match.group(1), "env_file", "systemd", needed=match.group(2) == "no"))
        elif name in ("FragmentPath", "DropInPaths"):
            found += [Source(path, "service_unit") for path in value.split()]
    return found
