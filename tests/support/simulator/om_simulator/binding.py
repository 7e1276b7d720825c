# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tree bound to the configuration's model as Jackson does it, and refused in Dropwizard's words.

The first fault found ends the reading, as with the original. Coercions are Jackson's defaults: numbers and
booleans become text, text becomes a number or boolean, nothing becomes a list.
"""

import math
import re
from typing import Any, Dict, Tuple

from om_simulator import schema
from om_simulator.scalars import java_text

_TOKENS = {
    bool: ("Boolean", "VALUE_TRUE"),
    int: ("Integer", "VALUE_NUMBER_INT"),
    str: ("String", "VALUE_STRING"),
    float: ("Floating-point", "VALUE_NUMBER_FLOAT"),
    list: ("Array", "START_ARRAY"),
    dict: ("Object", "START_OBJECT"),
    type(None): ("null", "VALUE_NULL"),
}
_JAVA_BLANKS = "".join(map(chr, range(33)))
"""What String.trim takes away."""


class Refused(ValueError):
    """The configuration does not fit the model; the message is Dropwizard's line without the bullet."""


def bind_file(tree: Any, release: str, strict: bool = True) -> Dict[str, Any]:
    """The whole file; `strict` False tolerates unknown keys, as openmetadata-ops does."""
    if not isinstance(tree, dict):
        raise _cannot(tree, "", "OpenMetadataApplicationConfig")
    known = schema.top_level()
    result = {}
    for key, value in tree.items():
        if key not in known:
            if strict:
                raise _unrecognized(key, "", known)
            continue
        result[key] = bind_section(value, key, release, strict) if schema.section(key, release) else value
    return result


def bind_section(value: Any, path: str, release: str, strict: bool = True) -> Any:
    """One object of the configuration with its defaults filled in; None stays None."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise _no_container(value, path, path.rsplit(".", 1)[-1])
    fields = schema.section(path, release)
    result = {}
    for name, field in fields.items():
        if name not in value:
            result[name] = _bind(field.default, field.kind, path, name, release)
    for name, item in value.items():
        if name not in fields:
            if strict:
                raise _unrecognized(name, path, tuple(fields))
            continue
        if fields[name].kind == "object":
            result[name] = bind_section(item, "%s.%s" % (path, name), release, strict)
        else:
            result[name] = _bind(item, fields[name].kind, path, name, release)
    return result


def without_nulls(value: Any) -> Any:
    """As the generated classes are written: a key whose value is null is left out."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return value


def _bind(value: Any, kind: str, path: str, name: str, release: str) -> Any:
    where = "%s.%s" % (path, name)
    if value is None:
        return None
    if kind == "string":
        return _string(value, where)
    if kind == "boolean":
        return _boolean(value, where)
    if kind == "integer":
        return _integer(value, where)
    if kind in ("list", "set"):
        items = _list(value, where, "java.util.ArrayList" if kind == "list" else "java.util.LinkedHashSet")
        return items if kind == "list" else list(dict.fromkeys(items))
    if kind == "map":
        if not isinstance(value, dict):
            raise _no_container(value, where, "java.util.LinkedHashMap", "<java.lang.String,java.lang.String>")
        return {key: None if item is None else _string(item, "%s.%s" % (where, key)) for key, item in value.items()}
    return _enum(value, where, kind.split(":", 1)[1], release)


def _list(value: Any, where: str, java: str) -> list:
    if not isinstance(value, list):
        raise _no_container(value, where, java, "<java.lang.String>")
    return [None if item is None else _string(item, "%s.[%d]" % (where, index)) for index, item in enumerate(value)]


def _string(value: Any, where: str) -> str:
    if isinstance(value, (list, dict)):
        raise _cannot(value, where, "java.lang.String")
    return value if isinstance(value, str) else java_text(value)


def _boolean(value: Any, where: str) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    if not isinstance(value, str):
        raise _cannot(value, where, "java.lang.Boolean")
    text = value.strip(_JAVA_BLANKS)
    if text in ("", "null"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    raise _wrong_type(where, "Boolean")


def _integer(value: Any, where: str) -> Any:
    if isinstance(value, float) and math.isnan(value):
        return 0  # as Java casts it
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if -(2**31) <= value < 2**31:
            return int(value)
        raise Refused(
            "Failed to parse configuration at: %s; Numeric value (%s) out of range of int "
            "(-2147483648 - 2147483647)" % (where, value)
        )
    if not isinstance(value, str):
        raise _cannot(value, where, "java.lang.Integer")
    text = value.strip(_JAVA_BLANKS)
    if text in ("", "null"):
        return None
    if not re.match(r"^[+-]?[0-9]+$", text) or not -(2**31) <= int(text) < 2**31:
        raise _wrong_type(where, "Integer")
    return int(text)


def _enum(value: Any, where: str, name: str, release: str) -> str:
    if isinstance(value, (list, dict)):
        raise Refused(
            "Failed to parse configuration at: %s; Input mismatch reading Enum `%s`: expects String Value, got "
            "%s value (`JsonToken.%s`)" % ((where, name) + _TOKENS[type(value)])
        )
    text = _string(value, where)
    if text not in schema.enum_values(name, release):
        raise Refused(
            "Failed to parse configuration at: %s; Cannot construct instance of `%s`, problem: %s" % (where, name, text)
        )
    return text


def _wrong_type(where: str, expected: str) -> Refused:
    """For text: everything else is `_cannot`."""
    return Refused("Incorrect type of value at: %s; is of type: String, expected: %s" % (where, expected))


def _no_container(value: Any, where: str, java: str, items: str = "") -> Refused:
    """Anything where a list, a map or an object is wanted; text is quoted in the message."""
    if isinstance(value, str):
        value = value.strip(_JAVA_BLANKS)
    if value == "":
        return _wrong_type(where, java.rsplit(".", 1)[-1])
    if isinstance(value, str):
        return Refused(
            "Failed to parse configuration at: %s; Cannot construct instance of `%s` (although at least one "
            "Creator exists): no String-argument constructor/factory method to deserialize from String value "
            "('%s')" % (where, java, value)
        )
    return _cannot(value, where, java + items)


def _cannot(value: Any, where: str, java: str) -> Refused:
    name, token = ("Boolean", "VALUE_FALSE") if value is False else _TOKENS[type(value)]
    return Refused(
        "Failed to parse configuration at: %s; Cannot deserialize value of type `%s` from %s value (token "
        "`JsonToken.%s`)" % (where, java, name, token)
    )


def _unrecognized(name: str, path: str, known: Tuple[str, ...]) -> Refused:
    where = "%s.%s" % (path, name) if path else name
    near = sorted(known, key=lambda one: (_distance(name, one), one))
    lines = ["Unrecognized field at: " + where, "    Did you mean?:"]
    lines += ["      - " + one for one in near[:5]]
    if len(near) > 5:
        lines[-1] += "        [%d more]" % (len(near) - 5)
    return Refused("\n".join(lines))


def _distance(left: str, right: str) -> int:
    """Levenshtein distance."""
    previous = list(range(len(right) + 1))
    for row, one in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            current.append(min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (one != other)))
        previous = current
    return previous[-1]
