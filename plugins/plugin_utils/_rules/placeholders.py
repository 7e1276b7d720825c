# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Examples of a guide that were not filled in (ENV-22), in the settings and in every kind of file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...module_utils._formats import substitution
from .._model.catalogue import CATALOGUE
from .._model.yaml_nodes import Marked
from .._register import Problem, at
from . import env_file, helm_values, host_files, openmetadata_yaml
from ._env_lines import Line, meant
from ._file import Context, file_rule
from ._placeholder import ANY, BRACKETS, MAPPING, TEXT, form_of, found_in
from ._rule import Case, rule

#: Forms of the values of options, by kind.
FORMS = {"pem": ANY, "json": MAPPING}
#: Which variable a value of the chart, or a field of openmetadata.yaml, is.
OF_CHART = {variable.helm: variable.name for variable in CATALOGUE.values() if variable.helm}
OF_FIELD = {path: variable.name for variable in CATALOGUE.values() for path in variable.paths}


@rule("ENV-22")
def in_settings(case: Case) -> Iterator[Problem]:
    """No placeholder is left in a role variable."""
    for option, text, secret, kind in case.written:
        form = form_of(option.rpartition(".")[2]) if kind == "extra" else ANY if secret else FORMS.get(kind, TEXT)
        # A comment behind a value is another mistake (ENV-01).
        meant_text = re.split(r"\s#", text)[0] if form == TEXT and "#" in text else text
        yield from _problem(option, option, meant_text, form)


def in_variables(document: list[Line], _context: Context) -> Iterator[Problem]:
    """No placeholder is left in a variable."""
    for line in [*document, *meant(document)]:
        if line.name is not None and not env_file.DEFAULT_IN_VALUE.search(line.raw):
            yield from _problem(line.number, line.name, line.value, form_of(line.name))


for _kind in env_file.VALUES:
    file_rule("ENV-22", _kind)(in_variables)


@file_rule("ENV-22", host_files.UNIT)
def in_unit(lines: list[str], _context: Context) -> Iterator[Problem]:
    """No placeholder is left in a variable of a unit or script."""
    for one in host_files.environment(lines):
        yield from _problem(one.line, one.name, one.value, form_of(one.name))


@file_rule("ENV-22", helm_values.KIND)
def in_values(root: Marked, _context: Context) -> Iterator[Problem]:
    """No placeholder is left in values of the chart; templates of a parent chart are none."""
    for path, item in _scalars(root.at("openmetadata") or Marked({}, 1), "openmetadata"):
        name = OF_CHART.get(path)
        if "{{" not in item.value:
            yield from _problem(item.line, path, item.value, form_of(name) if name else ANY)
    for name, entry in helm_values.extra_envs(root):
        value = str(entry.scalar("value") or "")
        if "{{" not in value:
            yield from _problem(entry.line, name, value, form_of(name))


@file_rule("ENV-22", openmetadata_yaml.KIND)
def in_openmetadata_yaml(found: openmetadata_yaml.Document, _context: Context) -> Iterator[Problem]:
    """No placeholder is left in openmetadata.yaml, nor in a default there."""
    for section in openmetadata_yaml.SECTIONS:
        for path, item in _scalars(found.root.at(section) or Marked({}, 1), section):
            name = OF_FIELD.get(path)
            text = substitution.substitute(item.value, {})
            yield from _problem(item.line, path.rpartition(".")[2], text, form_of(name) if name else ANY)


def _scalars(marked: Marked, path: str) -> Iterator[tuple[str, Marked]]:
    """Every text below a value, with the path of its mapping."""
    if isinstance(marked.value, dict):
        for key, item in marked.value.items():
            yield from _scalars(item, f"{path}.{key}")
    elif isinstance(marked.value, list):
        for item in marked.value:
            yield from _scalars(item, path)
    elif isinstance(marked.value, str):
        yield path, marked


def _problem(place: Any, name: str, text: str, form: str) -> Iterator[Problem]:
    found = found_in(text, form)
    if found == BRACKETS:
        yield at(place, found, option=name, brackets="angle brackets" if "<" in text else "braces")
    elif found:
        yield at(place, found, option=name)
