# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of OpenMetadata's Helm chart: checks of one file. ``_helm/values_findings.py`` checks what Helm merges."""

from __future__ import annotations

from collections.abc import Iterator

from .._model.catalogue import CATALOGUE
from .._model.variable_names import is_secret
from .._model.yaml_nodes import Marked
from .._register import Problem, at
from . import _names
from ._file import READERS, Context, file_rule
from ._yaml import documents

KIND = "helm_values"
AUTHENTICATION = ("openmetadata", "config", "authentication")


def values(text: str) -> Marked:
    """The first YAML document of a values file, or an empty one."""
    found = documents(text)
    return found[0] if found else Marked({}, 1)


READERS[KIND] = values


def _line(root: Marked, *path: str) -> int:
    """The line of the deepest part of a path that is there."""
    while path and root.at(*path) is None:
        path = path[:-1]
    found = root.at(*path)
    return found.line if found else 1


@file_rule("URL-17", KIND)
def provider(root: Marked, _context: Context) -> Iterator[Problem]:
    """The provider is known."""
    value, known = root.scalar(*AUTHENTICATION, "provider"), CATALOGUE["AUTHENTICATION_PROVIDER"].choices
    if value is not None and value not in known:
        yield at(_line(root, *AUTHENTICATION, "provider"), "unknown_in_values", names=", ".join(known))


@file_rule("JWK-06", KIND)
def key_list(root: Marked, _context: Context) -> Iterator[Problem]:
    """Key URLs are a list of single URLs."""
    found = root.at(*AUTHENTICATION, "publicKeys")
    if found is not None and not isinstance(found.value, list):
        yield at(found.line, "not_a_list")


@file_rule("SES-01", KIND)
def sticky(root: Marked, _context: Context) -> Iterator[Problem]:
    """Several pods before 2.0 have sticky sessions."""
    replicas = root.scalar("replicaCount")
    if not isinstance(replicas, int) or replicas < 2 or root.scalar(*AUTHENTICATION, "clientType") != "confidential":
        return
    annotations = root.at("ingress", "annotations")
    names = annotations.value if annotations is not None and isinstance(annotations.value, dict) else {}
    if not any("affinity" in name or "sticky" in name for name in names):
        yield at(_line(root, "replicaCount"), replicas=replicas)


def extra_envs(root: Marked) -> Iterator[tuple[str, Marked]]:
    """The names of ``extraEnvs``, each with its entry; the chart refuses an entry without a name."""
    listed = root.at("extraEnvs")
    for entry in listed.value if listed is not None and isinstance(listed.value, list) else ():
        name = entry.scalar("name")
        if name is not None:
            yield str(name), entry


@file_rule("ENV-08", KIND)
def unread(root: Marked, context: Context) -> Iterator[Problem]:
    """OpenMetadata reads each variable of extraEnvs that is meant for it."""
    for problem in _names.unread({name: entry.line for name, entry in extra_envs(root)}, context.release):
        # The chart itself sets the right one from other values.
        yield problem._replace(cause="in_extra_envs") if problem.values["right"] else problem


@file_rule("ENV-19", KIND)
def clear_text(root: Marked, _context: Context) -> Iterator[Problem]:
    """No secret of another part of the server is in clear text; for those of SSO see ``_helm/values_findings.py``."""
    for name, entry in extra_envs(root):
        if name not in CATALOGUE and is_secret(name) and entry.scalar("value"):
            yield at(entry.line, "clear_text_beside", option=name)
