# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML text to a tree as Jackson's YAML parser builds it over SnakeYAML's events.

Unlike a YAML library it keeps an alias as the text of its name, gives anchors no meaning, knows no
merge key and lets the last of two equal keys win.
"""

import re
from typing import Any, Iterator

import yaml

from om_simulator import scalars, snake

_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = "tag:yaml.org,2002:"


class MalformedYaml(Exception):
    """The text is not YAML; the message has the place in Dropwizard's words."""


def read(text: str) -> Any:
    """The first document of the text; None when there is none."""
    events = _Events(text)
    try:
        return _document(events)
    except yaml.MarkedYAMLError as error:
        raise MalformedYaml(events.at(snake.describe(error))) from error
    except yaml.reader.ReaderError as error:
        raise MalformedYaml(events.at("special characters are not allowed")) from error
    except (yaml.YAMLError, scalars.ScalarError) as error:
        raise MalformedYaml(events.at(str(error))) from error
    except (ValueError, OverflowError, RecursionError) as error:
        # An escape beyond Unicode or thousands of nested lists: the real reader dies of these as well.
        raise MalformedYaml(events.at("%s: %s" % (type(error).__name__, error))) from error


class _Events:
    """The events of a text, and the place of the last one, which Dropwizard's message names twice."""

    def __init__(self, text: str):
        self._events = snake.events(text)
        self._line = self._column = 1

    def __iter__(self) -> Iterator[yaml.Event]:
        return self

    def __next__(self) -> yaml.Event:
        event = next(self._events)
        self._line, self._column = event.end_mark.line + 1, event.end_mark.column + 1
        return event

    def at(self, detail: str) -> str:
        """The whole message."""
        return (
            "Malformed YAML at line: %d, column: %d; %s\n at [Source: (ByteArrayInputStream); line: %d, column: %d]"
            % (self._line + 1, self._column + 1, detail, self._line, self._column)
        )


def _document(events: Iterator[yaml.Event]) -> Any:
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return _node(event, events)
    return None


def _node(event: yaml.Event, events: Iterator[yaml.Event]) -> Any:
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events)
    if isinstance(event, yaml.AliasEvent):
        return event.anchor
    return _scalar(event)


def _mapping(events: Iterator[yaml.Event]) -> dict:
    result = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        if not isinstance(event, yaml.ScalarEvent):
            raise scalars.ScalarError(
                "Expected a field name (Scalar value in YAML), got this instead: <%s>" % type(event).__name__
            )
        key = _joined(event.value)
        result[key] = _node(next(events), events)
    return result


def _sequence(events: Iterator[yaml.Event]) -> list:
    result = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        result.append(_node(event, events))
    return result


def _scalar(event: yaml.ScalarEvent) -> scalars.Scalar:
    text, tag = _joined(event.value), event.tag
    if text == "":
        return None if event.implicit[0] else ""
    if tag is None or tag == "!":
        return scalars.plain(text) if event.implicit[0] else text
    name = tag[len(_TAG) :] if tag.startswith(_TAG) else tag
    if name == "int":
        return scalars.integer(text)
    if name == "float":
        return scalars.floating(text)
    if name == "null":
        return None
    if name == "bool" and text.lower() in ("true", "false", "yes", "no", "on", "off", "y", "n"):
        return text.lower() in ("true", "yes", "on", "y")
    return text


def _joined(text: str) -> str:
    """Two escapes of a surrogate pair are one character, as in Java; one alone is written as a question mark."""
    if not _SURROGATE.search(text):
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return _SURROGATE.sub("?", whole)
