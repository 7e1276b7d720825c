# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""conf/openmetadata.yaml as the server reads it: substitution, YAML, model."""

from typing import Any, Dict

from om_simulator import binding, substitution, yaml_tree


class ConfigurationError(Exception):
    """The file cannot be used; the message is what the server writes to stderr."""


def load(path: str, environment: Dict[str, str], release: str, strict: bool = True) -> Dict[str, Any]:
    """The bound configuration; `strict` False is the reading of openmetadata-ops."""
    try:
        with open(path, encoding="utf-8", newline="") as stream:
            text = stream.read()
    except OSError as error:
        raise ConfigurationError("java.io.FileNotFoundException: File %s not found (%s)" % (path, error)) from error
    return parse(text, environment, release, path, strict)


def parse(text: str, environment: Dict[str, str], release: str, path: str, strict: bool = True) -> Dict[str, Any]:
    """As `load`, from the file's text."""
    try:
        tree = yaml_tree.read(substitution.substitute(text, environment))
        if tree is None:
            raise binding.Refused("Configuration at %s must not be empty" % path)
        return binding.bind_file(tree, release, strict)
    except substitution.InfiniteLoop as error:
        raise ConfigurationError("java.lang.IllegalStateException: %s" % error) from error
    except (yaml_tree.MalformedYaml, binding.Refused) as error:
        raise ConfigurationError("%s has an error:\n  * %s" % (path, error)) from error
