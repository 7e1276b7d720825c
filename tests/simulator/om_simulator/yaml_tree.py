# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML text to a tree as Jackson's YAML parser builds it over SnakeYAML's events.

Unlike a YAML library it keeps an alias as the text of its name, gives anchors no meaning, knows no
merge key and lets the last of two equal keys win.
"""
from typing import Any, Iterator

import yaml

from om_simulator import scalars

_TAG = "tag:yaml.org,2002:"


class MalformedYaml(ValueError):
    """The text is no YAML; the message has the place in Dropwizard's words."""


def read(text: str) -> Any:
    """The first document of the text; None when there is none."""
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        return _document(events)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = "line: %d, column: %d; " % (mark.line + 1, mark.column + 1) if mark else ""
        raise MalformedYaml("Malformed YAML at %s%s" % (where, error.problem or error.context)) from error
    except (yaml.YAMLError, scalars.ScalarError) as error:
        raise MalformedYaml("Malformed YAML; %s" % error) from error


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
        if isinstance(event, yaml.AliasEvent):
            key = event.anchor
        elif isinstance(event, yaml.ScalarEvent):
            key = event.value
        else:
            raise MalformedYaml("Malformed YAML; Expected a field name (Scalar value in YAML), got this instead: "
                                "%s" % type(event).__name__)
        result.pop(key, None)
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
    text, tag = event.value, event.tag
    if text == "":
        return None if event.implicit[0] else ""
    if tag is None or tag == "!":
        return scalars.plain(text) if event.implicit[0] else text
    name = tag[len(_TAG):] if tag.startswith(_TAG) else tag
    if name == "int":
        return scalars.integer(text)
    if name == "float":
        return scalars.floating(text)
    if name == "null":
        return None
    if name == "bool" and text.lower() in ("true", "false", "yes", "no", "on", "off", "y", "n"):
        return text.lower() in ("true", "yes", "on", "y")
    return text
