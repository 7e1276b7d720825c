# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""conf/openmetadata.yaml."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import NamedTuple

from ...module_utils._formats import substitution
from .._model.catalogue import CATALOGUE, SCHEMA_FIELDS_WITHOUT_A_VARIABLE, line_of, read_by
from .._model.environment import AUTHORIZER, REQUEST_FILTER
from .._model.releases import Range
from .._model.variable_names import MISSPELLED, classify
from .._model.yaml_nodes import Marked
from .._register import Problem, at
from ._file import READERS, Context, file_rule
from ._yaml import documents

KIND = "openmetadata_yaml"
SECTIONS = ("authenticationConfiguration", "authorizerConfiguration", "jwtTokenConfiguration")
#: Objects whose keys are the operator's own.
FREE = ("authenticationConfiguration.oidcConfiguration.customParams",)


#: Known to the schema, and refused by a server that finds a value there.
REFUSED = ("authorizerConfiguration.botPrincipals",)


class Document(NamedTuple):
    """An openmetadata.yaml as text and as a tree."""

    text: str
    root: Marked


def document(text: str) -> Document:
    """The first YAML document of a file, or an empty one, with the defaults of its variables put in.

    Before that it need not be YAML: the default of a text in quotes holds a colon in released files.
    """
    found = documents(substitution.substitute(text, {}))
    return Document(text, found[0] if found else Marked({}, 1))


READERS[KIND] = document

#: {path of a field: releases that know it}
KNOWN = {path: Range(variable.since, None) for variable in CATALOGUE.values() for path in variable.paths}
KNOWN.update({path: Range(since, None) for path, since in SCHEMA_FIELDS_WITHOUT_A_VARIABLE.items()})
OBJECTS = {path.rsplit(".", depth)[0] for path in KNOWN for depth in range(1, path.count(".") + 1)}


def _fields(marked: Marked, path: str) -> Iterator[tuple[str, Marked]]:
    """Every field below an object, with its path; below an unknown field nothing is read."""
    for name, item in marked.value.items() if isinstance(marked.value, dict) else ():
        full = f"{path}.{name}"
        yield full, item
        if full in OBJECTS:
            yield from _fields(item, full)


def _all_fields(found: Document) -> Iterator[tuple[str, Marked]]:
    for section in SECTIONS:
        block = found.root.at(section)
        if block is not None:
            yield from _fields(block, section)


def _keys_of(parent: str) -> list[str]:
    """The keys that an object can have."""
    return [path.rpartition(".")[2] for path in (*KNOWN, *OBJECTS) if path.rpartition(".")[0] == parent]


@file_rule("CLM-20", KIND)
def unknown_key(found: Document, _context: Context) -> Iterator[Problem]:
    """Each key of openmetadata.yaml is known to the server."""
    for path, item in _all_fields(found):
        if path not in KNOWN and path not in OBJECTS and not path.startswith(FREE):
            parent, _dot, name = path.rpartition(".")
            close = difflib.get_close_matches(name, _keys_of(parent), n=1)
            yield at(
                item.line,
                "misspelled" if close else "unknown",
                option=name,
                path=parent,
                close=close[0] if close else "",
            )


@file_rule("CLM-20", KIND)
def refused_key(found: Document, _context: Context) -> Iterator[Problem]:
    """No key stops the server."""
    for path, item in _all_fields(found):
        if path in REFUSED and item.value:
            parent, _dot, name = path.rpartition(".")
            yield at(item.line, "refused", option=name, path=parent)


@file_rule("CLM-17", KIND)
def too_young(found: Document, context: Context) -> Iterator[Problem]:
    """Each key of openmetadata.yaml is known to the release."""
    for path, item in _all_fields(found):
        if path in KNOWN and context.release and not read_by(KNOWN[path], context.release):
            name = path.rsplit(".", 1)[1]
            yield at(item.line, option=name, since=KNOWN[path].since)


@file_rule("ENV-08", KIND)
def unread(found: Document, context: Context) -> Iterator[Problem]:
    """OpenMetadata reads each variable that is set."""
    named = set(substitution.names(found.text))
    for name in context.variables:
        variable = CATALOGUE.get(name)
        if name in named or variable is None or (context.release and not read_by(variable, context.release)):
            continue
        block = found.root.at(variable.paths[0].split(".")[0])
        line = block.line if block else 1
        if context.release:
            yield at(line, "not_in_file_of_release", option=name, line=line_of(context.release))
        else:
            yield at(line, "not_in_file", option=name)


@file_rule("ENV-08", KIND)
def misspelled_reference(found: Document, context: Context) -> Iterator[Problem]:
    """A reference names the variable that is meant."""
    named = set(substitution.names(found.text))
    for number, line in enumerate(found.text.splitlines(), 1):
        for name in substitution.names("" if line.lstrip().startswith("#") else line):
            name_class = classify(name, context.release)
            if name_class.kind == MISSPELLED and name_class.right not in named:
                yield at(number, "misspelled_reference", option=name, right=name_class.right)


@file_rule("ENV-09", KIND)
def stray_brace(found: Document, _context: Context) -> Iterator[Problem]:
    """The default of custom parameters does not have a stray brace."""
    for number, line in enumerate(found.text.splitlines(), 1):
        if "OIDC_CUSTOM_PARAMS:-{}}" in line:
            yield at(number, "stray_brace")


@file_rule("ENV-12", KIND)
def class_names(found: Document, _context: Context) -> Iterator[Problem]:
    """Authorizer and request filter are the classes of OpenMetadata."""
    for field, wanted in (("className", AUTHORIZER), ("containerRequestFilter", REQUEST_FILTER)):
        item = found.root.at("authorizerConfiguration", field)
        if item is not None and isinstance(item.value, str) and wanted not in item.value:
            yield at(item.line, "other_class_in_file", field=field, expected=wanted)
