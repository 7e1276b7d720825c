# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A tree bound to the configuration's model as Jackson does it, and refused in Dropwizard's words.

The first fault found ends the reading, as with the original. Coercions are Jackson's defaults: numbers and
booleans become text, text becomes a number or boolean, nothing becomes a list.
"""
from typing import Any, Dict, Tuple

from om_simulator import schema
from om_simulator.scalars import java_text

_TOKENS = {bool: "Boolean", int: "Integer", float: "Floating-point", str: "String", list: "Array", dict: "Object"}


class Refused(ValueError):
    """The configuration does not fit the model; the message is Dropwizard's line without the bullet."""


def bind_file(tree: Any, release: str, strict: bool = True) -> Dict[str, Any]:
    """The whole file; `strict` False tolerates unknown keys, as openmetadata-ops does."""
    if not isinstance(tree, dict):
        raise Refused("Failed to parse configuration; Cannot construct the configuration from %s value" % _token(tree))
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
        if value == "":
            raise Refused("Failed to parse configuration at: %s; Cannot coerce empty String (\"\") to an object" % path)
        raise Refused("Failed to parse configuration at: %s; Cannot construct the object from %s value"
                      % (path, _token(value)))
    fields = schema.section(path, release)
    result = {}
    for name, field in fields.items():
        if name not in value:
            result[name] = None if field.default is None else _bind(field.default, field.kind, path, name, release)
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
    if kind == "list":
        if not isinstance(value, list):
            raise Refused("Failed to parse configuration at: %s; Cannot deserialize value of type "
                          "`java.util.ArrayList<java.lang.String>` from %s value" % (where, _token(value)))
        return [None if item is None else _string(item, "%s.[%d]" % (where, index)) for index, item in enumerate(value)]
    if kind == "map":
        if not isinstance(value, dict):
            raise Refused("Failed to parse configuration at: %s; Cannot deserialize value of type "
                          "`java.util.LinkedHashMap` from %s value" % (where, _token(value)))
        return value
    return _enum(value, where, kind.split(":", 1)[1], release)


def _string(value: Any, where: str) -> str:
    if isinstance(value, (list, dict)):
        raise Refused("Failed to parse configuration at: %s; Cannot deserialize value of type `java.lang.String` "
                      "from %s value" % (where, _token(value)))
    return value if isinstance(value, str) else java_text(value)


def _boolean(value: Any, where: str) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    if isinstance(value, str):
        text = value.strip()
        if text == "":
            return None
        if text in ("true", "True", "TRUE"):
            return True
        if text in ("false", "False", "FALSE"):
            return False
    raise _wrong_type(value, where, "Boolean")


def _integer(value: Any, where: str) -> Any:
    if isinstance(value, float):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        if -2 ** 31 <= value < 2 ** 31:
            return value
        raise Refused("Failed to parse configuration at: %s; Numeric value (%d) out of range of int "
                      "(-2147483648 - 2147483647)" % (where, value))
    if isinstance(value, str):
        text = value.strip()
        if text == "":
            return None
        try:
            number = int(text)
        except ValueError as error:
            raise _wrong_type(value, where, "Integer") from error
        return _integer(number, where)
    raise _wrong_type(value, where, "Integer")


def _enum(value: Any, where: str, name: str, release: str) -> str:
    text = None if isinstance(value, (list, dict)) else _string(value, where)
    if text not in schema.enum_values(name, release):
        raise Refused("Failed to parse configuration at: %s; Cannot construct instance of `%s`, problem: %s"
                      % (where, name, text))
    return text


def _wrong_type(value: Any, where: str, expected: str) -> Refused:
    return Refused("Incorrect type of value at: %s; is of type: %s, expected: %s" % (where, _token(value), expected))


def _token(value: Any) -> str:
    return "null" if value is None else _TOKENS[type(value)]


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
