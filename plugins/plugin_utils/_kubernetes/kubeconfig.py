# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kubeconfig files of the controller, before anything that would wait for them or name another cluster."""

from __future__ import annotations

import os
from typing import Any

import yaml

from ...module_utils._core.errors import HostError
from ...module_utils._system.file_content import CORRECT, LONGEST, NOT_USABLE, content, fault
from . import meant

OPTION, CONTEXT = "om_sso_kubernetes_kubeconfig", "om_sso_kubernetes_context"
#: With this variable kubernetes.core reads no kubeconfig.
_HOST = "K8S_AUTH_HOST"


def local_path(path: str | None) -> str | None:
    """The absolute path of a file on the controller, with ``~`` expanded."""
    return os.path.abspath(os.path.expanduser(path)) if path else None


def check(option: str | None, context: str | None) -> None:
    """``HostError`` for what is in the place of the kubeconfig, and for a context that none of the files has.

    ``option`` is ``om_sso_kubernetes_kubeconfig``, ``context`` is ``om_sso_kubernetes_context``.
    """
    named = option or os.environ.get("K8S_AUTH_KUBECONFIG") or os.environ.get("KUBECONFIG") or "~/.kube/config"
    # What does not exist is said by its readers; it is not an error where another one has what they need.
    paths = [path for path in map(local_path, named.split(os.pathsep)) if path and os.path.lexists(path)]
    for path in paths:
        reason = fault(path) or ("is longer than a kubeconfig" if os.path.getsize(path) > LONGEST else "")
        if reason:
            raise HostError(f"The kubeconfig {path} {reason}.", OPTION, CORRECT)
    if context and paths and not os.environ.get(_HOST):
        _check_context(context, paths)


def _check_context(context: str, paths: list[str]) -> None:
    names = [name for path in paths for name in _contexts(path)]
    if not names or context in names:
        return
    message = f"The kubeconfig {paths[0]} has no context {context}.{meant.words(context, names)}"
    raise HostError(message, CONTEXT, "Correct the name.")


def _contexts(path: str) -> list[str]:
    """The names of its contexts; none where it cannot be read, which its readers say."""
    try:
        found: Any = yaml.safe_load(content(path) or b"")
        return [str(each["name"]) for each in found["contexts"]]
    except (*NOT_USABLE, ValueError, KeyError, TypeError, yaml.YAMLError):
        return []
