# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployments on hosts by the value of ``om_sso_deployment``.

Kubernetes has no host; see ``plugin_utils/_kubernetes``.
"""

import os
import sys

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal import BareMetal
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.docker_compose import DockerCompose

CLASSES = {each.name: each for each in (DockerCompose, BareMetal)}


def make(name, options, templates=None, variables=(), catalogue=()):
    """The ``Deployment`` of a name, with the arguments of its class; ``HostError`` where its paths cannot be used."""
    for option, value in options.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                _refuse_text(option, text)
    return CLASSES[name](options, templates or {}, list(variables), catalogue)


def _refuse_text(option, text):
    """Python 3.6 cannot name a file beyond ASCII in the locale C; later ones use UTF-8 there."""
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        raise HostError(
            "{} cannot be a name here: Python {}.{} on this host runs in a locale without UTF-8.".format(
                ascii(text), *sys.version_info
            ),
            f"om_sso_{option}",
            "Give the user that connects a UTF-8 locale (LC_ALL=C.UTF-8), or set ansible_python_interpreter to "
            "Python 3.7 or newer.",
        ) from None
