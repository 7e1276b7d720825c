# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ops commands on the stored security configuration [S]: export, replace, remove.

A restart is needed afterwards.
"""

import argparse
import json
import os
import re
import sys
import time
from typing import Any, Dict

from om_simulator import binding, faults, yaml_tree
from om_simulator.settings import Install
from om_simulator.store import AUTHENTICATION, AUTHORIZER, SETTINGS

_SECTIONS = (AUTHENTICATION, AUTHORIZER)


class Failed(Exception):
    """The command ends with exit code 1."""


def get(options: argparse.Namespace, install: Install, store: Any, _settings: Dict[str, Any]) -> int:
    """Both rows as YAML, secrets in clear, with the umask's permissions."""
    rows = {name: store.get(SETTINGS, name) for name in _SECTIONS}
    if not any(row is not None for row in rows.values()):
        print("No security configuration found in the database.")
        return 1
    bound = {name: _bound(row, name, install.release) for name, row in rows.items() if row is not None}
    try:
        with open(options.output_file, "w", encoding="utf-8") as stream:
            stream.write("---\n" + _yaml(binding.without_nulls(bound), ""))
    except OSError as error:
        raise Failed("Failed to export security configuration due to: %s" % error) from error
    print("Security configuration successfully exported to: %s" % options.output_file)
    return 0


def confirmed_update(options: argparse.Namespace, install: Install) -> bool:
    """Reads the file and asks, before the server's own configuration is read."""
    _file(options.config_file, install.release)
    return options.force or _confirmed("CONFIRM", "updating the security configuration")


def update(options: argparse.Namespace, install: Install, store: Any, _settings: Dict[str, Any]) -> int:
    """Replaces each of the two rows that the file has; nothing is validated."""
    striking = faults.take(install.faults, faults.OF_OPERATIONS)
    striking.update(store.take_faults(faults.OF_OPERATIONS))
    if "update_fails_before" in striking:
        raise Failed("OpenMetadata simulator: fault update_fails_before")
    sections = _file(options.config_file, install.release)
    time.sleep(float(striking.get("slow_update") or 0))
    for name, section in sections.items():
        if section is not None:
            store.put(SETTINGS, name, binding.without_nulls(section))
            print("%s updated." % name)
    if "update_fails_after" in striking:
        raise Failed("OpenMetadata simulator: fault update_fails_after")
    print("Security configuration successfully updated in the database.")
    print("IMPORTANT: You MUST restart the OpenMetadata simulator now!")
    return 0


def remove(options: argparse.Namespace, _install: Install, store: Any, _settings: Dict[str, Any]) -> int:
    """Deletes both rows; the next start seeds them from the file."""
    if not options.force and not _confirmed("DELETE", "removing the security configuration"):
        return 0
    for name in _SECTIONS:
        store.delete(SETTINGS, name)
    print("Security configuration has been removed from the database.")
    return 0


def _file(path: str, release: str) -> Dict[str, Any]:
    if not os.path.exists(path):
        raise Failed("Configuration file not found: %s" % path)
    try:
        with open(path, encoding="utf-8") as stream:
            tree = yaml_tree.read(stream.read())
        if not isinstance(tree, dict) or set(tree) - set(_SECTIONS):
            raise Failed("Failed to update security configuration due to: unrecognized field")
        return {name: _bound(tree.get(name), name, release) for name in _SECTIONS}
    except (OSError, yaml_tree.MalformedYaml) as error:
        raise Failed("Failed to update security configuration due to: %s" % error) from error


def _bound(section: Any, name: str, release: str) -> Any:
    try:
        return binding.bind_section(section, name, release)
    except binding.Refused as error:
        raise Failed("%s" % error) from error


def _confirmed(word: str, deed: str) -> bool:
    print("Type '%s' to proceed with %s: " % (word, deed), flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise Failed("java.util.NoSuchElementException")  # no terminal and nothing piped in
    if answer.split() != [word]:
        print("Operation cancelled by user.")
        return False
    return True


def _yaml(value: Any, indent: str) -> str:
    """Block YAML with every text in double quotes, as Jackson writes it."""
    lines = []
    for name, item in value.items():
        key = name if re.match(r"^[A-Za-z][A-Za-z0-9_]*$", name) else _scalar(name)
        if isinstance(item, dict) and item:
            lines.append("%s%s:\n%s" % (indent, key, _yaml(item, indent + "  ")))
        elif isinstance(item, list) and item:
            lines.append("%s%s:\n" % (indent, key) + "".join("%s- %s\n" % (indent, _scalar(one)) for one in item))
        else:
            lines.append("%s%s: %s\n" % (indent, key, _scalar(item)))
    return "".join(lines)


def _scalar(value: Any) -> str:
    # A JSON text is a YAML text in double quotes, but for the characters that YAML takes for line breaks or refuses.
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff]",
        lambda found: "\\u%04x" % ord(found.group()),
        json.dumps(value, ensure_ascii=False),
    )
