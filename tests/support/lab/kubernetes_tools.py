# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs of a controller that applies to a cluster: those of CI, or those of one line of the matrix."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from . import bundles, helm, interpreters, venvs

VARIABLE = "OM_SSO_KUBERNETES_TOOLS"
"""Versions in place of those of CI, as JSON: {"helm": "v4.3.1"}; `./run kubernetes-matrix` sets it."""
CLIENTS = {"24.2.0": "kubernetes-oldest", "37.0.2": "kubernetes-newest"}
"""The requirement files that hold exactly these versions of the Python package `kubernetes`."""


class Tools(NamedTuple):
    """Where each of them is."""

    venv: Path
    """With the Python client, for the controller."""
    core: Path
    """A folder for ANSIBLE_COLLECTIONS_PATH with kubernetes.core."""
    helm: Path


def chosen() -> dict[str, str]:
    """{program: version} of those that are not the ones of CI."""
    return json.loads(os.environ.get(VARIABLE) or "{}")


def made(versions: Mapping[str, str]) -> Tools:
    """The programs, built or downloaded once; raises `Missing`."""
    python = interpreters.find((3, 12))
    if not python:
        raise venvs.Missing("ansible-core 2.21 wants Python 3.12 or newer, and none is in PATH or kept by pyenv")
    client = versions.get("kubernetes")
    return Tools(
        venvs.ensure(CLIENTS[client] if client else "kubernetes", python),
        bundles.kubernetes_core(versions.get("kubernetes.core", bundles.KUBERNETES_CORE)),
        helm.built(versions.get("helm", helm.VERSION)),
    )
