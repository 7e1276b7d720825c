# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client of ``kubernetes.core`` in this process: how its modules find a cluster, and how ``k8s_info`` reads.

A module needs a process of its own on the controller, which takes about a second to load the Kubernetes client. Here it
is loaded once for a host, and a rollout that is watched costs requests and no processes.
"""

from __future__ import annotations

import importlib
from typing import Any

from ...module_utils._core.errors import HostError
from .._kubernetes import api_errors

_CORE = "ansible_collections.kubernetes.core.plugins.module_utils.k8s."
#: What its modules find the cluster with, from their arguments and the variables K8S_AUTH_*.
ACCESS = _CORE + "client"
#: What its modules read and write objects with.
SERVICE = _CORE + "service"
#: The module whose work is done here, and those of its arguments that say what to read.
READS = "kubernetes.core.k8s_info"
_WHAT = ("kind", "api_version", "name", "namespace", "label_selectors")


def of(access: dict[str, Any]) -> Any:
    """The client for a kubeconfig and a context; ``HostError`` without a login.

    The login is read each time, as a module does: a token may have ended since, and the program that gives it is asked.
    """
    try:
        importlib.import_module("kubernetes.client")
        return importlib.import_module(ACCESS).get_api_client(**access)
    except ImportError:
        raise HostError(api_errors.NEEDS, api_errors.PACKAGE, api_errors.INSTALL) from None
    except Exception as error:  # of any library that finds a cluster or a login
        raise api_errors.host_error("The login to the cluster", words(error)) from None


def read(arguments: dict[str, Any]) -> dict[str, Any]:
    """The ``resources`` that the module would return for these arguments; raises ``HostError``."""
    what = {name: arguments[name] for name in _WHAT if name in arguments}
    client = of({name: value for name, value in arguments.items() if name not in _WHAT})
    try:
        # The second argument is the module, which is asked for check mode by what writes.
        found = importlib.import_module(SERVICE).K8sService(client, None).find(**what)
    except Exception as error:  # of kubernetes.core, the client, TLS or the network
        raise api_errors.host_error(READS, words(error)) from None
    return {"resources": found["resources"]}


def words(error: Exception) -> str:
    """What an exception says: that of an answer of the API server holds the answer."""
    return str(error) or type(error).__name__
