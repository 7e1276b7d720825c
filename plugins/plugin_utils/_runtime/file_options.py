# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys such as ``idp_x509_certificate_file``: files on the controller whose content takes the place of their path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from ...module_utils._system.file_content import NOT_USABLE, content
from .._model.findings import Finding
from .._model.options import PREFIX, Option
from .._model.providers import PROVIDERS
from .._register import finding_of

ENDING = "_file"
#: No certificate or key is longer; a wrong path may name anything.
LONGEST = 100_000


def _file_keys(options: tuple[Option, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for option in options:
        if option.kind == "file":
            yield (*path, option.name)
        yield from _file_keys(option.options, (*path, option.name))


FILE_KEYS = tuple(dict.fromkeys(path for provider in PROVIDERS.values() for path in _file_keys(provider.options)))


def with_contents(values: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The values with each file's content under the key without ``_file``; what cannot be read is a finding."""
    findings: list[Finding] = []
    for first, *inner, last in FILE_KEYS:
        values = _replaced(values, [PREFIX + first, *inner], last, findings)
    return values, findings


def _replaced(values: dict[str, Any], way: list[str], key: str, findings: list[Finding]) -> dict[str, Any]:
    """A copy of the nested values in which one key is replaced; what is not a dictionary is left to be reported."""
    below = _below(values, way)
    if below is None or not isinstance(below.get(key), str):
        return values
    # Findings are under the option without the ending, so that it is not called missing as well.
    target = key.removesuffix(ENDING)
    option = ".".join([*way, target])
    changed = {name: value for name, value in below.items() if name != key}
    if below.get(target) is not None:
        findings.append(finding_of("OPT-08", option, "text_and_file"))
    else:
        changed[target] = _content(below[key], option, findings)
    return _with(values, way, changed)


def _below(values: Any, way: list[str]) -> dict[str, Any] | None:
    for name in way:
        values = values.get(name) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else None


def _with(values: dict[str, Any], way: list[str], new: dict[str, Any]) -> dict[str, Any]:
    first, *rest = way
    return {**values, first: _with(values[first], rest, new) if rest else new}


def _content(path: str, option: str, findings: list[Finding]) -> str | None:
    """The text of a file, relative to the folder in which Ansible was started."""
    path = os.path.abspath(os.path.expanduser(path))
    try:
        found = content(path, LONGEST)
        if found is not None:
            return str(found, "ascii")
        findings.append(finding_of("OPT-08", option, "not_read", path=path, reason="it does not exist"))
    except NOT_USABLE as error:
        findings.append(finding_of("OPT-08", option, "not_read", path=path, reason=error.reason))
    except UnicodeDecodeError:
        findings.append(finding_of("OPT-08", option, "not_text", path=path))
    return None
