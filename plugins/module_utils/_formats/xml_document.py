# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""XML from another machine: no document type, no entities of its own, and limits of depth and number."""

import xml.parsers.expat
from xml.etree.ElementTree import TreeBuilder

DEPTH = 64
ELEMENTS = 50000
#: Characters of a name with its namespace.
NAME = 500


class NotXml(ValueError):
    """What was read is not an XML document."""


class Refused(ValueError):
    """An XML document that is not read; the text says why."""


class _Reader:
    """The callbacks of the parser. A document type is refused before it can declare an entity, in any encoding."""

    def __init__(self):
        self.builder = TreeBuilder()
        self._depth = self._count = 0

    def start(self, name, attributes):
        self._depth += 1
        self._count += 1
        if self._depth > DEPTH:
            raise Refused(f"its elements are nested deeper than {DEPTH} levels")
        if self._count > ELEMENTS:
            raise Refused(f"it has more than {ELEMENTS} elements")
        if max(map(len, (name, *attributes))) > NAME:  # each element would have a copy of it
            raise Refused(f"it has a name of more than {NAME} characters")
        self.builder.start(_name(name), {_name(key): value for key, value in attributes.items()})

    def end(self, name):
        self._depth -= 1
        self.builder.end(_name(name))

    def document_type(self, name, *_declaration):
        raise NotXml("it is a page") if name.lower() == "html" else Refused("it has a document type (DTD)")


def read(content):
    """The root element of bytes, with names as ``{namespace}name``; raises ``NotXml`` or ``Refused``."""
    reader = _Reader()
    parser = xml.parsers.expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.document_type
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.builder.data
    try:
        parser.Parse(content, True)
        return reader.builder.close()
    except (NotXml, Refused):
        raise
    except (xml.parsers.expat.ExpatError, LookupError, ValueError):
        raise NotXml("it is not XML") from None


def _name(name):
    return "{" + name if "}" in name else name
