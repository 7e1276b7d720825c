# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration files of a server on bare metal: those in its folder, and those that systemd reads for it."""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.source import Source
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, files

#: ``/etc/x.env (ignore_errors=no)``; systemd shows one line a file.
ENVIRONMENT_FILE = re.compile(r"^(.*) \(ignore_errors=(yes|no)\)$")


#: The script that the start script sources, and the collection's own, which a block in it sources.
HOOK, OWN_SCRIPT = "conf/openmetadata-env.sh", "conf/openmetadata-sso.sh"
#: A line of a script that sources another one, by a path without variables.
SOURCED = re.compile(r"^[ \t]*(?:\.|source)[ \t]+[\"']?(/[^\s\"'$;&|`]+)", re.MULTILINE)
#: The server's own library, whose name holds the release.
LIBRARY = re.compile(r"openmetadata-service-([0-9]+\.[0-9]+\.[0-9]+)\.jar")


def release(home):
    """The release that the files of an installation name, or ``None``."""
    try:
        names = os.listdir(os.path.join(home, "libs"))
    except OSError:
        return None
    return next((match.group(1) for match in map(LIBRARY.fullmatch, sorted(names)) if match), None)


def sources(deployment):
    """Every file that affects the configuration, as ``Source``, the server's own configuration first."""
    conf = os.path.join(deployment.home, "conf")
    found = [
        Source(deployment.configuration, "openmetadata_yaml"),
        Source(deployment.hook, "env_file", "shell"),
        Source(os.path.join(deployment.home, OWN_SCRIPT), "env_file", "shell"),
        Source(os.path.join(conf, "openmetadata-sso.env"), "env_file", "systemd"),
    ]
    for path in SOURCED.findall(_own_part(deployment.hook)):
        found.append(Source(path, "env_file", "shell", named_by=[deployment.hook]))
    return found + (_of_unit(deployment.service) if deployment.service else [])


def _own_part(path):
    try:
        return managed_block.without(files.read(path))
    except HostError:  # said where the file itself is read
        return ""


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
