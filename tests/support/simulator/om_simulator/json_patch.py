# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON Patch (RFC 6902) on plain data."""

import copy
from typing import Any, Dict, List, Tuple


class PatchError(ValueError):
    """An operation that does not fit the document."""


def apply(document: Any, operations: List[Dict[str, Any]]) -> Any:
    """A patched copy of the document; raises PatchError."""
    document = copy.deepcopy(document)
    for operation in operations:
        document = _apply_one(document, operation)
    return document


def _apply_one(document: Any, operation: Dict[str, Any]) -> Any:
    try:
        name, path = operation["op"], operation["path"]
        if name in ("add", "replace", "test"):
            value = copy.deepcopy(operation["value"])
        elif name in ("move", "copy"):
            value = copy.deepcopy(_get(document, operation["from"]))
        elif name != "remove":
            raise PatchError("Illegal value for the operation member of the JSON patch operation: '%s'" % name)
    except KeyError as error:
        raise PatchError("The JSON patch operation lacks the member %s" % error) from error
    if name == "test":
        if _get(document, path) != value:
            raise PatchError("The JSON Patch operation 'test' failed for path '%s'" % path)
        return document
    if name == "move":
        document = _remove(document, operation["from"])
    if name in ("remove", "replace"):
        document = _remove(document, path)
    return document if name == "remove" else _add(document, path, value)


def _words(path: str) -> List[str]:
    if path and not path.startswith("/"):
        raise PatchError("A non-empty JSON Pointer must begin with a '/': '%s'" % path)
    return [word.replace("~1", "/").replace("~0", "~") for word in path.split("/")[1:]]


def _index(word: str, length: int) -> int:
    if word == "-":
        return length
    if not word.isdigit() or int(word) > length:
        raise PatchError("Array index '%s' is out of range" % word)
    return int(word)


def _get(document: Any, path: str) -> Any:
    for word in _words(path):
        if isinstance(document, list) and _index(word, len(document)) < len(document):
            document = document[_index(word, len(document))]
        elif isinstance(document, dict) and word in document:
            document = document[word]
        else:
            raise PatchError("The JSON Pointer '%s' contains no mapping for the name or index '%s'" % (path, word))
    return document


def _parent(document: Any, path: str) -> Tuple[Any, str]:
    words = _words(path)
    parent = _get(document, path.rpartition("/")[0])
    if not isinstance(parent, (list, dict)):
        raise PatchError("The JSON Pointer '%s' has no object or array above its end" % path)
    return parent, words[-1]


def _add(document: Any, path: str, value: Any) -> Any:
    if path == "":
        return value
    parent, word = _parent(document, path)
    if isinstance(parent, list):
        parent.insert(_index(word, len(parent)), value)
    else:
        parent[word] = value
    return document


def _remove(document: Any, path: str) -> Any:
    _get(document, path)
    if path == "":
        return None
    parent, word = _parent(document, path)
    del parent[_index(word, len(parent)) if isinstance(parent, list) else word]
    return document
