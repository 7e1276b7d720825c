# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported rows are read as Jackson wrote them, whatever its features, and what we write Jackson reads."""

import itertools
import json
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lab.venvs import Missing
from oracles.dropwizard_oracle import Refused
from oracles.exported_oracle import Jackson

FEATURES = (
    "WRITE_DOC_START_MARKER",
    "SPLIT_LINES",
    "MINIMIZE_QUOTES",
    "ALWAYS_QUOTE_NUMBERS_AS_STRINGS",
    "LITERAL_BLOCK_STYLE",
    "INDENT_ARRAYS",
    "INDENT_ARRAYS_WITH_INDICATOR",
    "ALLOW_LONG_KEYS",
)
CHOICES = [choice for length in range(len(FEATURES) + 1) for choice in itertools.combinations(FEATURES, length)]
PLAINLY = [choice for choice in CHOICES if "MINIMIZE_QUOTES" not in choice and "LITERAL_BLOCK_STYLE" not in choice]

PEM = (
    "-----BEGIN CERTIFICATE-----\n"
    + "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n" * 12
    + "-----END CERTIFICATE-----\n"
)
FRAGMENTS = (
    ": ", ":", " #", "#", "'", '"', "\\", "\n", "\n\n", "\n  ", "\r\n", "\t", " ", "  ", "- ", "-", "? ", "?", "---",
    "...", "=", "<<", "|", ">", "%", "@", "`", "!", "&", "*", "[", "]", "{", "}", ",", "${X}", "0", "1", "12", "1.5",
    "1.10", "1e5", "0x1f", "_", "+", "true", "no", "null", "~", "a", "Z", "word ", "é", "€", "😀", "\U000fffff",
    "\u00a0", "\ufeff", "\0", "\x1b", "\x7f", "\x9f", "x" * 70, "-----BEGIN CERTIFICATE-----\n", "MII" * 20 + "\n",
)  # fmt: skip
# Jackson writes these raw outside double quotes, and a reader takes them for line breaks: a test of their own.
SEPARATORS = "\u0085\u2028\u2029"
CHARACTERS = st.characters(codec="utf-8", exclude_characters=SEPARATORS)
TEXTS = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=7).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), min_size=10, max_size=60).map("".join),
    st.text(CHARACTERS, max_size=15),
    st.text("0123456789+-._xeE", max_size=6),
    st.just(PEM),
)
NAMES = st.one_of(st.from_regex(r"\A[a-z][A-Za-z]{0,12}\Z"), TEXTS.map(lambda text: text[:150]))


def configurations(texts, names):
    """Like the two objects of an export; a class name is always among them, as it is there."""
    leaves = st.one_of(texts, texts, texts, st.booleans(), st.none(), st.integers(), st.floats(-1e6, 1e6))
    values = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4), max_leaves=8
    )
    rows = st.dictionaries(names, values, max_size=4)
    return st.builds(
        lambda authentication, authorizer: {
            "authenticationConfiguration": authentication,
            "authorizerConfiguration": {
                "className": "org.openmetadata.service.security.DefaultAuthorizer",
                **authorizer,
            },
        },
        rows,
        rows,
    )


CONFIGURATIONS = configurations(TEXTS, NAMES)
MANY = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def jackson(require):
    """Jackson, one process for all tests here."""
    try:
        with Jackson() as jackson:
            yield jackson
    except Missing as absent:
        require(f"Jackson is absent: {absent}")


def read(text):
    try:
        return config_export.read(text)
    except ValueError as error:
        return Refused("ValueError", str(error))


def same(got, data):
    """Equal in type and order.

    A number may stand for the text that JSON writes for it (minimized quotes leave that open).
    """
    if isinstance(data, dict) and isinstance(got, dict):
        return list(got) == list(data) and all(same(got[key], data[key]) for key in data)
    if isinstance(data, list) and isinstance(got, list):
        return len(got) == len(data) and all(map(same, got, data))
    if isinstance(data, str) and type(got) in (int, float):
        return json.dumps(got) == data
    return repr(got) == repr(data)


def unsure(data):
    """Whether a number is in it that is not, or may not be, written without quotes as JSON writes it."""
    if isinstance(data, (dict, list)):
        return any(map(unsure, data.values() if isinstance(data, dict) else data))
    return isinstance(data, float) or (
        isinstance(data, str) and re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", data) is not None
    )


@settings(MANY, max_examples=400)
@example({"a": {"spPrivateKey": PEM, "": "", "x" * 200: ["x y " * 2000, [], {}, [[{"k": [None]}]]]}})
@given(CONFIGURATIONS)
def test_the_export_is_read_exactly_as_openmetadata_writes_it(jackson, data):
    (text,) = jackson.write(data)
    assert repr(read(text)) == repr(data)


@settings(MANY, max_examples=100)
@example(
    {
        "a": {"": "", "x" * 200: ["x y " * 2000, "\n x\n\n", "\n", [], {}, [["\n x", " x"], {"k": [None, PEM]}]]},
        "className": "x",
    }
)
@given(CONFIGURATIONS)
def test_the_export_is_read_with_any_features_or_refused_where_it_is_ambiguous(jackson, data):
    texts = dict(zip(jackson.write(data, CHOICES), CHOICES))
    for text, choice in texts.items():
        got = read(text)
        if isinstance(got, Refused):
            ambiguous = "MINIMIZE_QUOTES" in choice and "number" in got.message and unsure(data)
            assert ambiguous or jackson.read(text) != data, (choice, text, got)
        else:
            assert same(got, data), (choice, text)


@settings(MANY, max_examples=60)
@given(CONFIGURATIONS)
def test_nothing_is_refused_or_doubtful_while_texts_stand_in_double_quotes(jackson, data):
    for text in set(jackson.write(data, PLAINLY)):
        assert text.startswith("\ufeff") or repr(read(text)) == repr(data)


@settings(MANY, max_examples=40)
@given(
    configurations(
        st.lists(st.sampled_from([*SEPARATORS, "a", " ", "\n", '"', "x" * 80]), max_size=6).map("".join), NAMES
    )
)
def test_line_separators_in_values_are_read_or_refused_but_never_lost(jackson, data):
    assert repr(read(jackson.write(data)[0])) == repr(data)
    for text in set(jackson.write(data, CHOICES)):
        got = read(text)
        assert isinstance(got, Refused) or same(got, data)


@settings(MANY, max_examples=300)
@example({"a": "x" * 100_000, "b" * 900: ["\u0085\u2028\u2029\ufeff\x7f\0"]})
@given(configurations(st.one_of(TEXTS, st.text(st.characters(codec="utf-8"))), NAMES))
def test_what_we_write_jackson_reads(jackson, data):
    assert repr(jackson.read(config_export.write(data))) == repr(data)


@settings(MANY, max_examples=100)
@given(CONFIGURATIONS, st.sampled_from(CHOICES), st.randoms(use_true_random=False))
def test_a_damaged_export_is_refused_or_read_as_jackson_reads_it(jackson, data, choice, chance):
    (text,) = jackson.write(data, [choice])
    for _turn in range(15):
        damaged = damage(text, chance)
        got = read(damaged)
        assert isinstance(got, Refused) or alike(got, jackson.read(damaged)), (text, damaged)


def damage(text, chance):
    """The text with a few characters or lines gone, doubled, moved or put in."""
    place = chance.randrange(len(text) + 1)
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    changed = [
        *lines[:line],
        chance.choice(["", " ", "  ", "- ", "&a ", "!!str "]) + lines[line].lstrip(" "),
        *lines[line + 1 :],
    ]
    return chance.choice([
        text[:place] + text[place + chance.randrange(1, 4) :],
        text[:place] + chance.choice(FRAGMENTS) + text[place:],
        text[:place] + chance.choice(" \n-:\"'|?0#\\,") + text[place:],
        "\n".join(changed),
        "\n".join(lines[:line] + lines[line + 1 :]),
    ])  # fmt: skip


def alike(got, real):
    """The same tree. Words and numbers that only YAML knows (0x1f, 1_000) are texts, as in fields of type String."""
    if isinstance(got, dict) and isinstance(real, dict):
        return list(got) == list(real) and all(alike(got[key], real[key]) for key in got)
    if isinstance(got, list) and isinstance(real, list):
        return len(got) == len(real) and all(map(alike, got, real))
    if isinstance(got, str) and type(real) in (int, float):
        return True
    return got == real and isinstance(got, bool) == isinstance(real, bool)


PLAIN = (
    "org.x.Y", "636", "0", "-1", "1.5", "1.10", "0012", "0x1f", "1_000", "+1", ".5", "1e5", "12:30", "2026-01-01", "=",
    "<<", "-x", "tRUE", "it's", "a#b:c", "-~x", "http://h:80/p?q#f", "€", "😀",
)  # fmt: skip


@pytest.mark.parametrize("word", PLAIN)
def test_a_plain_value_is_the_text_that_a_field_of_type_string_gets(jackson, word):
    text = f"name: {word}\n"
    got = read(text)["name"]
    assert jackson.read_strings(text) == {"name": word}
    assert got == (word if isinstance(got, str) else json.loads(word))


@pytest.mark.parametrize(
    "word", [form for word in ("true", "no", "y", "off", "null") for form in (word, word.title(), word.upper())]
)
def test_a_word_that_readers_disagree_on_is_never_written_plainly(jackson, word):
    for text in jackson.write({"name": word, "other": "x"}, CHOICES):
        assert read(text) == {"name": word, "other": "x"}
