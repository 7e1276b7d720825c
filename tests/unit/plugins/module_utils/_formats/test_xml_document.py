# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""XML from another machine is read with limits, in any encoding."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import xml_document


def test_names_have_their_namespace():
    root = xml_document.read(b'<a:one xmlns:a="urn:a" two="x &amp; y"><three xmlns="urn:b">text</three></a:one>')
    assert (root.tag, root.get("two"), root.findtext("{urn:b}three")) == ("{urn:a}one", "x & y", "text")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declaration", ["<!DOCTYPE one>", '<!DOCTYPE one [<!ENTITY word "text">]>'])
def test_a_document_type_is_refused_in_any_encoding(encoding, declaration):
    with pytest.raises(xml_document.Refused, match="document type"):
        xml_document.read(f"{declaration}<one/>".encode(encoding))


def nested(depth):
    return b"<one>" * depth + b"</one>" * depth


def test_depth_is_limited():
    assert len(list(xml_document.read(nested(xml_document.DEPTH)).iter())) == xml_document.DEPTH
    with pytest.raises(xml_document.Refused, match="nested deeper than 64 levels"):
        xml_document.read(nested(xml_document.DEPTH + 1))


def test_the_number_of_elements_is_limited():
    with pytest.raises(xml_document.Refused, match="more than 50000 elements"):
        xml_document.read(b"<all>" + b"<one/>" * xml_document.ELEMENTS + b"</all>")


@pytest.mark.parametrize(
    "content",
    [b'<a xmlns="urn:%s"/>', b"<a%s/>", b'<a b%s="c"/>', b'<a xmlns:p="urn:%s" p:b="c"/>'],
    ids=["namespace", "element", "attribute", "namespace of an attribute"],
)
def test_the_length_of_a_name_is_limited(content):
    """Each of many elements would have a copy of its namespace."""
    with pytest.raises(xml_document.Refused, match="a name of more than 500 characters"):
        xml_document.read(content % (b"x" * xml_document.NAME))


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"<html><br></html>", b"<one>&word;</one>", b"\xff\xfe\x00", b"<one", b"<!DOCTYPE HTML><html/>"],
)
def test_what_is_not_xml_is_said(content):
    with pytest.raises(xml_document.NotXml):
        xml_document.read(content)
