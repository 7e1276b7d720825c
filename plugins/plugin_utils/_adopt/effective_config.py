# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration in effect, as values by variable of the catalogue.

It comes from openmetadata.yaml with the process's environment, or from stored rows.
"""

from __future__ import annotations

import decimal
import functools
import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from ...module_utils._core import json_text
from ...module_utils._formats import dotted_path
from ...module_utils._formats.substitution import NotReplaced, substitute
from ...module_utils._server.drift import SECTIONS
from ...module_utils._server.server import MASK
from .._model.catalogue import CATALOGUE, read_by

#: Characters and lines of openmetadata.yaml with its variables put in; those of OpenMetadata have 50 000 and 1000.
LONGEST, LINES = 1 << 18, 5000
DIGITS = 300
#: Where a mapping of a released default is absent.
ABSENT = object()


class Unreadable(ValueError):
    """The configuration cannot be read; the text says why, without a value."""


class _Loader(yaml.SafeLoader):
    """Scalars as SnakeYAML and Jackson take them.

    No dates, no sexagesimal numbers, exponents without a point, no merge key.
    """


_Loader.yaml_implicit_resolvers = {}
_NUMBER = list("-+0123456789.")
for _tag, _pattern, _first in (
    ("bool", r"yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF", list("yYnNtTfFoO")),
    (
        "int",
        r"[-+]?0b_*[01][01_]*|[-+]?0_*[0-7][0-7_]*|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x_*[0-9a-fA-F][0-9a-fA-F_]*",
        list("-+0123456789"),
    ),
    (
        "float",
        r"[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+"
        r"|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?",
        _NUMBER,
    ),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first)


def _whole(loader: _Loader, node: yaml.ScalarNode) -> int:
    """``ValueError`` for a number that Python cannot write as text again."""
    if len(node.value) > DIGITS:
        raise ValueError
    return int(loader.construct_yaml_int(node))


_Loader.add_constructor("tag:yaml.org,2002:int", _whole)


class Server(NamedTuple):
    """What was read of one server. ``rows`` is ``None`` where the release reads its files.

    ``hidden`` are variables whose value is kept where it cannot be read, and where that is.
    """

    text: str
    environment: Mapping[str, str]
    rows: Mapping[str, Any] | None
    release: str | None
    hidden: Mapping[str, str] = MappingProxyType({})


class Effective(NamedTuple):
    """Values by variable.

    ``shipped`` are those that the file gives without any variable; ``masked`` names secrets that cannot be known.
    """

    values: dict[str, Any]
    shipped: dict[str, Any]
    masked: tuple[str, ...]
    overruled: tuple[str, ...]


def effective(server: Server) -> Effective:
    """What is in effect. ``overruled`` are variables whose stored row differs from what files and environment say."""
    own = {name: text for name, text in server.environment.items() if name not in CATALOGUE}
    actual, shipped = tree(server.text, server.environment), tree(server.text, own)
    values, without, masked, overruled = {}, {}, [], []
    for name, variable in CATALOGUE.items():
        if server.release is not None and not read_by(variable, server.release):
            continue
        path = deciding_path(variable, actual, server.rows)
        without[name] = value_at(shipped, path, variable.type)
        values[name] = in_files = value_at(actual, path, variable.type)
        stored = (
            ABSENT
            if server.rows is None or not path.startswith(SECTIONS)
            else value_at(server.rows, path, variable.type, ABSENT)
        )
        if stored == MASK:
            masked.append(name)
        elif stored is not ABSENT:
            values[name] = stored
            if not equal(name, stored, in_files):
                overruled.append(name)
        elif server.rows is not None and path.startswith(SECTIONS):
            values[name] = without[name]  # a field that the row lacks has its default
    masked += [name for name in server.hidden if name in values and name not in masked]
    return Effective(values, without, tuple(masked), tuple(overruled))


def tree(text: str, environment: Mapping[str, str]) -> Any:
    """openmetadata.yaml as the server understands it; lists as {index: item}."""
    try:
        whole = substitute(text, environment)
        if len(whole) > LONGEST or whole.count("\n") > LINES:
            raise Unreadable("openmetadata.yaml is longer than that of any release")
        return _parsed(whole)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1} after the variables are put in" if mark else ""
        raise Unreadable(f"openmetadata.yaml is not valid YAML{where}") from None
    except NotReplaced as error:
        raise Unreadable(error.message.rstrip(".")) from None
    except Unreadable:
        raise
    except (RecursionError, ValueError, TypeError):
        raise Unreadable("openmetadata.yaml cannot be read as YAML") from None


@functools.lru_cache(maxsize=16)
def _parsed(text: str) -> Any:
    """A tree that nobody changes: the same text is asked for several times."""
    return yaml.load(text, Loader=_Loader)  # nosec B506 # it is a safe loader, see its class


def deciding_path(variable: Any, actual: Any, rows: Mapping[str, Any] | None) -> str:
    """Of several paths the one whose block counts: the trust store of LDAP that ``truststoreConfigType`` chooses."""
    paths: tuple[str, ...] = variable.paths
    if len(paths) == 1:
        return paths[0]
    blocks = {
        "CustomTrustStore": "customTrustManagerConfig",
        "HostName": "hostNameConfig",
        "JVMDefault": "jvmDefaultConfig",
        "TrustAll": "trustAllConfig",
    }
    where = "authenticationConfiguration.ldapConfiguration.truststoreConfigType"
    kind = dotted_path.read(actual if rows is None else rows, where)
    return next((path for path in paths if f".{blocks.get(str(kind))}." in path), paths[0])


def value_at(root: Any, path: str, kind: str, default: Any = None) -> Any:
    """The value at a path as its field takes it; ``default`` where the file or row has none."""
    found = dotted_path.read(root, path, ABSENT)
    return default if found is ABSENT else typed(found, kind)


def typed(value: Any, kind: str) -> Any:
    """A value of YAML or JSON in the type of its field, by Jackson's coercions; what it would refuse stays as it is."""
    if value is None:
        return None
    if kind in ("string", "enum"):
        return value if isinstance(value, (str, list, dict)) else java_text(value)
    if kind == "list":
        return (
            [item if item is None or isinstance(item, (str, list, dict)) else java_text(item) for item in value]
            if isinstance(value, list)
            else value
        )
    if kind == "boolean" and isinstance(value, str):
        return {"true": True, "false": False, "": None, "null": None}.get(value.strip().lower(), value)
    if kind == "boolean" and isinstance(value, int):
        return bool(value)
    if kind == "integer" and isinstance(value, str):
        if re.fullmatch(r"\s*[-+]?[0-9]+\s*", value):
            return int(value)
        return None if value.strip() in ("", "null") else value
    if kind == "integer" and isinstance(value, float):
        return int(value)
    return value


def java_text(value: Any) -> str:
    """The text that a text field makes of a number or boolean."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _double_text(value) if isinstance(value, float) else str(value)


def _double_text(value: float) -> str:
    """As Java's ``Double.toString``: from 1e7 on and below 1e-3 in the form 1.21E7."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}Infinity"
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(value)
    number = decimal.Decimal(repr(value)).normalize()
    first, *rest = map(str, number.as_tuple().digits)
    return f"{'-' if value < 0 else ''}{first}.{''.join(rest) or '0'}E{number.adjusted()}"


def equal(name: str, one: Any, other: Any) -> bool:
    """Whether the server does the same with both.

    Absent, null and empty are one, an absent boolean counts as false, and the order of keys in a text of JSON does not
    count.
    """
    if CATALOGUE[name].type == "boolean" and not one and not other:
        return True
    nothing: tuple[Any, ...] = (None, "", [], {})
    return (
        (type(one) is type(other) and json_text.same(one, other))
        or (one in nothing and other in nothing)
        or (type(one) is not type(other) and str(one) == str(other))
    )
