# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs on the controller that apply to a cluster: which versions work, alone and together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .._model.findings import Finding
from .._register import finding_of
from . import api_errors

CORE, CLIENT, HELM = api_errors.COLLECTION, api_errors.PACKAGE, "helm"


class Tool(NamedTuple):
    """The oldest version that is supported, and the newest that was tried."""

    name: str
    oldest: str
    newest: str
    update: str


class Pair(NamedTuple):
    """A tool from a version on needs another one from a version on. ``reason`` is what happens otherwise."""

    tool: str
    since: str
    needs: str
    least: str
    reason: str


#: Tried on a real kube-apiserver 1.30 and 1.37, with helm 3.19 and 4.3, the oldest and the newest of the others
#: (docs/contribute/tests.md); the oldest client is the one that kubernetes.core requires.
TOOLS = (
    Tool(CORE, "6.0.0", "6.6.0", "ansible-galaxy collection install --upgrade 'kubernetes.core:>={least}'"),
    Tool(CLIENT, "24.2.0", "37.0.2", "pip install --upgrade 'kubernetes>={least}'"),
    Tool(HELM, "3.0.0", "4.3.1", "install helm {least} or newer"),
)
#: kubernetes.core calls ``helm list --all`` until 6.4.0, which tells helm 4 from helm 3.
PAIRS = (
    Pair(HELM, "4.0.0", CORE, "6.4.0", "helm 4 has no option --all of helm list, which kubernetes.core calls before"),
)
_VERSION = re.compile(r"v?(\d+)\.(\d+)(?:\.(\d+))?")


def findings(versions: dict[str, str | None]) -> list[Finding]:
    """What cannot work, or is older than what is supported; a version that is not known says nothing.

    ``versions`` is {name of the tool: version}.
    """
    return [*_pairs(versions), *_old(versions)]


def _pairs(versions: dict[str, str | None]) -> Iterator[Finding]:
    for pair in PAIRS:
        tool, needed = _number(versions.get(pair.tool)), _number(versions.get(pair.needs))
        if tool and needed and tool >= _known(pair.since) and needed < _known(pair.least):
            yield finding_of(
                "K8S-03",
                _option(pair.tool),
                "pair",
                tool=pair.tool,
                version=_shown(versions[pair.tool]),
                other=pair.needs,
                found=versions[pair.needs],
                reason=pair.reason,
                update=_update(pair.needs, pair.least),
                since=pair.since,
            )


def _old(versions: dict[str, str | None]) -> Iterator[Finding]:
    for tool in TOOLS:
        version = _number(versions.get(tool.name))
        if version and version < _known(tool.oldest):
            yield finding_of(
                "K8S-03",
                _option(tool.name),
                "old",
                tool=tool.name,
                version=_shown(versions[tool.name]),
                oldest=tool.oldest,
                update=_update(tool.name, tool.oldest),
            )


def _update(name: str, least: str) -> str:
    return next(tool.update for tool in TOOLS if tool.name == name).format(least=least)


def _option(name: str) -> str:
    return "om_sso_kubernetes_helm" if name == HELM else name


def _shown(version: str | None) -> str:
    """``v4.3.1+gabcdef`` as ``4.3.1``."""
    return ".".join(map(str, _number(version) or ()))


def _known(version: str) -> tuple[int, int, int]:
    return _number(version) or (0, 0, 0)


def _number(version: str | None) -> tuple[int, int, int] | None:
    found = _VERSION.match((version or "").strip())
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
