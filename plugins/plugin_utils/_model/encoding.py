# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One value, written so that the OpenMetadata server reads exactly that value.

A value travels: file of the deployment -> process environment -> textual substitution into
openmetadata.yaml -> YAML -> server. `process_text` covers the last two steps, and `dotenv`, `systemd`,
`shell` and `compose` the first. The text between the two is deliberately dull: printable ASCII without
`$`, a single quote, a backquote or a brace of its own, so that no locale, interpolation, template or
shell on the way can touch it. A value that cannot pass raises `Unencodable`; none is ever changed.
"""

from __future__ import annotations

import functools
import re
from typing import Any

# Scalars that every YAML 1.1 reader takes as a string, in block and in flow context. They stay as they
# are so that operators recognise them in `docker inspect`.
_PLAIN = re.compile(r"[A-Za-z/](?:[A-Za-z0-9_./@-]|:(?=[A-Za-z0-9_./@-]))*")
_YAML_WORDS = frozenset(["y", "n", "yes", "no", "true", "false", "on", "off", "null"])
# A reference that is only a part of its scalar cannot be quoted, and has no room for a colon either.
_EMBEDDED = re.compile(r"[A-Za-z/][A-Za-z0-9_./-]*")
_TO_ESCAPE = re.compile(r"[^A-Za-z0-9 _./:@,+=?&()*-]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Linux gives one `NAME=text` of the environment at most 131072 bytes; the rest is left for the name.
LONGEST_TEXT = 130000
# SnakeYAML looks no further than 1024 characters for the colon after a key.
_LONGEST_KEY = 1000
# Old releases of systemd drop a variable that holds a control character but tab; all refuse the file for one of
# Unicode's noncharacters.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_NOT_IN_SYSTEMD = re.compile("[\x01-\x08\x0b-\x1f\x7f" + _NONCHARACTERS + "]")


class Unencodable(ValueError):
    """A value that cannot reach the server unchanged. The text says why and never holds the value."""


def process_text(value: Any, kind: str, embedded: bool = False) -> str:
    """Return what the server's process environment must hold for its reader to see exactly `value`.

    `kind` is a type of the catalogue: string, enum, boolean, integer, list or map. None gives YAML's null.
    `embedded` tells that the variable is only a part of a scalar of openmetadata.yaml (`${BASE_PATH:-/}api/*`).
    """
    if isinstance(value, str) and len(value) <= _REMEMBERED:
        return _of_string(value, kind, embedded)
    return _of_any(value, kind, embedded)


#: Most texts of a host are those of its group; longer ones are not kept.
_REMEMBERED = 2000


@functools.lru_cache(maxsize=4096)
def _of_string(value: str, kind: str, embedded: bool) -> str:
    return _of_any(value, kind, embedded)


def _of_any(value: Any, kind: str, embedded: bool) -> str:
    if kind not in _ENCODERS:
        raise ValueError(f"unknown type {kind!r}")
    if embedded:
        text = _embedded(value)
    elif value is None:
        text = "null"
    else:
        text = _ENCODERS[kind](value)
    if len(text) > LONGEST_TEXT:
        raise Unencodable(f"it needs {len(text)} characters, and one environment variable takes {LONGEST_TEXT}")
    return text


def dotenv(text: str) -> str:
    """Return `text` as a value in a Compose env file.

    Single quotes are literal there. A quote or a final backslash needs double quotes, where Compose
    reads backslash escapes first and interpolates afterwards.
    """
    _check(text, one_line="an env file")
    if "'" not in text and not text.endswith("\\"):
        return "'" + text + "'"
    return '"' + _backslashed(text).replace("$", "$$") + '"'


def systemd(text: str) -> str:
    """Return `text` as a value in a systemd EnvironmentFile.

    Only backslash and double quote are escaped: old releases drop every other backslash too, current ones keep it.
    """
    _check(text, one_line="an EnvironmentFile")
    if _NOT_IN_SYSTEMD.search(text):
        raise Unencodable("it holds a control character or a noncharacter of Unicode, which not every systemd carries")
    return '"' + _backslashed(text) + '"'


def shell(text: str) -> str:
    """Return `text` as one word of a POSIX shell."""
    _check(text)
    return "'" + text.replace("'", "'\\''") + "'"


def compose(text: str) -> str:
    """Return `text` as a value under `environment:` of a Compose file: a YAML double-quoted scalar, `$` doubled."""
    _check(text)
    return '"' + re.sub(r"[^ -~]", _yaml_escape, _backslashed(text)).replace("$", "$$") + '"'


def _check(text: str, one_line: str | None = None) -> None:
    """Refuse what no environment variable can hold, and line breaks in the format that `one_line` names."""
    if "\x00" in text:
        raise Unencodable("it holds a NUL character, which no environment variable can carry")
    if _SURROGATE.search(text):
        raise Unencodable("it holds half of a surrogate pair, which is not a character")
    if one_line and "\n" in text:
        raise Unencodable(f"it holds a line break, which {one_line} cannot carry")


def _backslashed(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _yaml_escape(match: re.Match[str]) -> str:
    r"""Return the YAML escape of one character. A pair of \u surrogates is not used: PyYAML and Go do not join it."""
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _typed(value: Any, expected: type | tuple[type, ...], name: str) -> None:
    """Refuse a value of another type: converting it here would be a silent change."""
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise Unencodable(f"{name} is expected, not {value.__class__.__name__}")


def _is_plain(value: str) -> bool:
    return _PLAIN.fullmatch(value) is not None and value.lower() not in _YAML_WORDS


def _quoted(value: str) -> str:
    """Return a string as one double-quoted scalar that is JSON too, but for characters above U+FFFF."""
    _check(value)
    return '"' + _TO_ESCAPE.sub(_yaml_escape, value) + '"'


def _string(value: Any) -> str:
    _typed(value, str, "a string")
    return str(value) if _is_plain(value) else _quoted(value)


def _embedded(value: Any) -> str:
    _typed(value, str, "a string")
    if not _EMBEDDED.fullmatch(value) or value.lower() in _YAML_WORDS:
        raise Unencodable(
            "openmetadata.yaml uses this variable as a part of a longer text, where quoting is impossible: "
            "only letters, digits and _ . / - can pass, beginning with a letter or /"
        )
    return str(value)


def _boolean(value: Any) -> str:
    _typed(value, bool, "true or false")
    return "true" if value else "false"


def _integer(value: Any) -> str:
    _typed(value, int, "an integer")
    return str(int(value))


def _list(value: Any) -> str:
    _typed(value, (list, tuple), "a list")
    if len(value) <= _FEW and all(isinstance(item, str) for item in value):
        return _of_strings(tuple(value))
    return _of_list(value)


#: Most lists of a host are those of its group, too.
_FEW = 8


@functools.lru_cache(maxsize=1024)
def _of_strings(value: tuple[str, ...]) -> str:
    return _of_list(value)


def _of_list(value: Any) -> str:
    for item in value:
        _typed(item, str, "a list of strings")
    one = str if all(_is_plain(item) for item in value) else _quoted
    return "[" + ",".join(one(item) for item in value) + "]"


def _map(value: Any) -> str:
    _typed(value, dict, "a dictionary")
    pairs = []
    for key, item in value.items():
        _typed(key, str, "a dictionary whose keys are strings")
        if len(_quoted(key)) > _LONGEST_KEY:
            raise Unencodable(f"a key of it needs more than {_LONGEST_KEY} characters")
        pairs.append(_quoted(key) + ": " + _json(item))
    return "{" + ", ".join(pairs) + "}"


def _json(value: Any) -> str:
    if isinstance(value, dict):
        return _map(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_json(item) for item in value) + "]"
    if isinstance(value, bool):
        return _boolean(value)
    if value is None:
        return "null"
    return _integer(value) if isinstance(value, int) else _quoted_string(value)


def _quoted_string(value: Any) -> str:
    _typed(value, str, "a string, integer, boolean, list or dictionary")
    return _quoted(value)


_ENCODERS = {"string": _string, "enum": _string, "boolean": _boolean, "integer": _integer, "list": _list, "map": _map}
