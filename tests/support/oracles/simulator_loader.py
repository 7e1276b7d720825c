# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in server's loader, called as the real one is."""

import sys
from pathlib import Path
from typing import Any

from oracles.dropwizard_oracle import Refused

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "simulator"))

from om_simulator import binding, substitution, yaml_tree


def read(yaml: str, environment: dict[str, str]) -> Any:
    """The tree of an openmetadata.yaml, or `Refused`."""
    try:
        return tree(substitution.substitute(yaml, environment))
    except substitution.InfiniteLoop as error:
        return Refused(type(error).__name__, str(error))


def tree(yaml: str) -> Any:
    """The tree of a text in which all variables are replaced, or `Refused`."""
    try:
        return yaml_tree.read(yaml)
    except yaml_tree.MalformedYaml as error:
        return Refused(type(error).__name__, str(error))


def read_model(yaml: str, environment: dict[str, str], release: str) -> Any:
    """The same, bound to the model of a release."""
    tree = read(yaml, environment)
    if isinstance(tree, Refused):
        return tree
    try:
        return binding.bind_file(tree, release)
    except binding.Refused as error:
        return Refused(type(error).__name__, str(error))
