# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The encoders by themselves. tests/oracle compares them with real readers."""

import json
import string

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import encoding
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.encoding import Unencodable, process_text
from hypothesis import given
from hypothesis import strategies as st

HARMLESS = set(string.ascii_letters + string.digits + ' _./:@,+=?&()*-"\\')
TEXT_CHARACTERS = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
TEXT = st.text(TEXT_CHARACTERS)
KEY = st.text(TEXT_CHARACTERS, max_size=90)  # each character takes ten at most, and a key a thousand
WRITERS = [encoding.dotenv, encoding.systemd, encoding.shell, encoding.compose]


@pytest.mark.parametrize(
    "value",
    [
        "admin",
        "basic",
        "custom-oidc",
        "https://login.example.com/tenant/v2.0",
        "jane@example.com",
        "host:8585",
        "/etc/keys/private.der",
        "RS256",
    ],
)
def test_a_recognisable_value_stays_as_it_is(value):
    assert process_text(value, "string") == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", '""'),
        ("0012", '"0012"'),
        ("1e5", '"1e5"'),
        ("0x1F", '"0x1F"'),
        ("a #b", r'"a \u0023b"'),
        ("a: b", '"a: b"'),
        ("a:", '"a:"'),
        ("a::b", '"a::b"'),
        ("~", r'"\u007e"'),
        ("${HOME}", r'"\u0024\u007bHOME\u007d"'),
        ("a'b`c\"d\\e", r'"a\u0027b\u0060c\u0022d\u005ce"'),
        ("{{ x }}", r'"\u007b\u007b x \u007d\u007d"'),
        ("one\ntwo\t", r'"one\u000atwo\u0009"'),
        ("né", r'"n\u00e9"'),
        ("\U0001f600", r'"\U0001f600"'),
        ("openid email profile", '"openid email profile"'),
        ("admin\n", r'"admin\u000a"'),
    ],
)
def test_any_other_string_becomes_one_ascii_scalar(value, text):
    assert process_text(value, "string") == text


@pytest.mark.parametrize("word", ["true", "Yes", "NULL", "on", "oFF", "n", "Y", "no", "false"])
def test_a_word_that_yaml_reads_as_something_else_is_quoted(word):
    assert process_text(word, "string") == f'"{word}"'
    assert process_text([word], "list") == f'["{word}"]'


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (True, "boolean", "true"),
        (False, "boolean", "false"),
        (8585, "integer", "8585"),
        (-1, "integer", "-1"),
        ("confidential", "enum", "confidential"),
        (["https://a/keys", "http://b:8585/jwks"], "list", "[https://a/keys,http://b:8585/jwks]"),
        ([], "list", "[]"),
        (["admin", "a,b"], "list", '["admin","a,b"]'),
        ({}, "map", "{}"),
        ({"a": "$x", "b": [1, True, None]}, "map", r'{"a": "\u0024x", "b": [1, true, null]}'),
        (None, "string", "null"),
        (None, "list", "null"),
    ],
)
def test_each_type_has_its_form(value, kind, text):
    assert process_text(value, kind) == text


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (5, "string"),
        (True, "string"),
        (["a"], "string"),
        (b"a", "string"),
        ("true", "boolean"),
        (1, "boolean"),
        ("5", "integer"),
        (True, "integer"),
        (5.0, "integer"),
        ("a", "list"),
        ([1], "list"),
        ({"a"}, "list"),
        ([], "map"),
        ({1: "a"}, "map"),
        ({"a": 1.5}, "map"),
        ({"k" * 1001: "a"}, "map"),
        ("a\x00b", "string"),
        ("a\ud83d", "string"),
        (["\udc00"], "list"),
        ({"a": "\x00"}, "map"),
        ("x" * 130001, "string"),
        ("\u00e9" * 22000, "string"),
    ],
)
def test_a_value_that_cannot_pass_is_refused(value, kind):
    with pytest.raises(Unencodable):
        process_text(value, kind)


def test_the_reason_never_holds_the_value():
    for value in ("s3cr3t\x00", "s3cr3t\ud83d", "s3cr3t" * 30000):
        with pytest.raises(Unencodable) as caught:
            process_text(value, "string")
        assert "s3cr3t" not in str(caught.value)
    with pytest.raises(Unencodable) as caught:
        process_text("s3cr3t", "integer")
    assert str(caught.value) == "an integer is expected, not str"


def test_an_unknown_type_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="unknown type") as caught:
        process_text("a", "text")
    assert not isinstance(caught.value, Unencodable)


@pytest.mark.parametrize("value", ["/", "/openmetadata/", "om/v1.2"])
def test_an_embedded_reference_takes_plain_text(value):
    assert process_text(value, "string", embedded=True) == value


@pytest.mark.parametrize("value", ["", "a b", "a:b", "12", "${X}", '"/"', "true", None, 5, "/\n", "#", "/é"])
def test_an_embedded_reference_refuses_what_would_need_quotes(value):
    with pytest.raises(Unencodable):
        process_text(value, "string", embedded=True)


@given(TEXT)
def test_the_text_is_harmless_for_every_layer(value):
    assert set(process_text(value, "string")) <= HARMLESS


@given(st.dictionaries(KEY, TEXT | st.lists(TEXT)))
def test_the_text_of_a_map_never_opens_an_interpolation_or_a_template(value):
    text = process_text(value, "map")
    assert text.isascii() and text.isprintable()
    assert not any(token in text for token in ("$", "'", "`", "{{", "{%", "{#"))


@given(TEXT)
def test_a_yaml_reader_gives_the_string_back(value):
    assert yaml.safe_load("key: {} # comment\nother: 1\n".format(process_text(value, "string"))) == {
        "key": value,
        "other": 1,
    }


@given(st.lists(TEXT))
def test_a_yaml_reader_gives_the_list_back(value):
    assert yaml.safe_load("key: {}\n".format(process_text(value, "list"))) == {"key": value}


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00", max_codepoint=0xFFFF)))
def test_the_quoted_form_is_json_below_the_astral_planes(value):
    text = process_text([value, ","], "list")
    assert json.loads(text) == [value, ","]


@pytest.mark.parametrize(
    ("writer", "text", "written"),
    [
        (encoding.dotenv, '"a b"', "'\"a b\"'"),
        (encoding.dotenv, "", "''"),
        (encoding.dotenv, "$${X}", "'$${X}'"),
        (encoding.dotenv, "it's $5", '"it\'s $$5"'),
        (encoding.dotenv, "it's \"\\", '"it\'s \\"\\\\"'),
        (encoding.dotenv, "a\\", '"a\\\\"'),
        (encoding.systemd, '"a\\u0024 %h"', '"\\"a\\\\u0024 %h\\""'),
        (encoding.systemd, "$`'", '"$`\'"'),
        (encoding.systemd, "", '""'),
        (encoding.shell, "it's", "'it'\\''s'"),
        (encoding.shell, "a\nb", "'a\nb'"),
        (encoding.compose, '"a\\u0024"', '"\\"a\\\\u0024\\""'),
        (encoding.compose, "${X}\n\U0001f600", '"$${X}\\u000a\\U0001f600"'),
    ],
)
def test_each_deployment_has_its_form(writer, text, written):
    assert writer(text) == written


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_no_environment_variable_holds_nul_or_half_a_pair(writer, text):
    with pytest.raises(Unencodable):
        writer(text)


@pytest.mark.parametrize(
    ("writer", "text"),
    [
        (encoding.dotenv, "a\nb"),
        (encoding.systemd, "a\nb"),
        (encoding.systemd, "\x1b"),
        (encoding.systemd, "\x7f"),
        (encoding.systemd, "\U0001ffff"),
    ],
)
def test_what_a_format_cannot_carry_is_refused(writer, text):
    with pytest.raises(Unencodable):
        writer(text)


@given(TEXT)
def test_what_process_text_gives_every_deployment_can_carry(value):
    for writer in WRITERS:
        assert "\n" not in writer(process_text(value, "string"))
