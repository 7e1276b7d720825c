# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployments on hosts by the value of ``om_sso_deployment``.

Kubernetes has no host; see ``plugin_utils/_kubernetes``.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal import BareMetal
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.docker_compose import DockerCompose

CLASSES = {each.name: each for each in (DockerCompose, BareMetal)}


def make(name, options, templates=None, variables=(), catalogue=()):
    """The ``Deployment`` of a name, with the arguments of its class."""
    return CLASSES[name](options, templates or {}, list(variables), catalogue)
