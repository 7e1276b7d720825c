# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables that make batches of hosts; the playbooks read them, and Ansible itself fails at what is not valid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from .._register import finding_of
from .findings import Finding
from .options import PREFIX

_NUMBER = re.compile(r"\d+(\.\d+)?")


def findings(given: Mapping[str, Any]) -> list[Finding]:
    """Findings about the values of ``serial`` and ``max_fail_percentage``, by name without prefix."""
    found = []
    if given.get("serial") is not None and not _is_serial(_loaded(given["serial"])):
        found.append(finding_of("OPT-02", PREFIX + "serial", "not_batches"))
    if given.get("max_fail_percentage") is not None and not _is_percentage(given["max_fail_percentage"]):
        found.append(finding_of("OPT-02", PREFIX + "max_fail_percentage", "not_percentage"))
    return found


def _loaded(value: Any) -> Any:
    """A list that is given as text, as ``-e`` does; the playbooks read it as YAML too."""
    if not isinstance(value, str):
        return value
    try:
        return yaml.safe_load(value)
    except yaml.YAMLError:
        return value


def _is_serial(value: Any) -> bool:
    return all(map(_is_batch, value)) and bool(value) if isinstance(value, list) else _is_batch(value)


def _is_batch(value: Any) -> bool:
    """A number of hosts, 0 for all of them, or a whole percentage."""
    if isinstance(value, str):
        return re.fullmatch(r"\d+%?", value.strip()) is not None
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_percentage(value: Any) -> bool:
    text = str(value).strip()
    return not isinstance(value, bool) and _NUMBER.fullmatch(text) is not None and float(text) <= 100
