# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader and writer of exported rows by themselves; tests/oracle/test_exported.py compares them with Jackson."""

import json

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from hypothesis import example, given
from hypothesis import strategies as st

PEM = "-----BEGIN CERTIFICATE-----\nMIID+/=\nAb==\n-----END CERTIFICATE-----\n"

# What Jackson writes with one feature or another, and what it means.
SAMPLES = {
    '---\na: "x"\n': {"a": "x"},
    'a: "x"': {"a": "x"},
    "a: true\nb: false\nc: null\nd: ~\n": {"a": True, "b": False, "c": None, "d": None},
    "a: 3600\nb: -1\nc: 0\nd: 1.5\ne: 123456789012345678901234567890\n": {
        "a": 3600,
        "b": -1,
        "c": 0,
        "d": 1.5,
        "e": 123456789012345678901234567890,
    },
    "a: []\nb: {}\n": {"a": [], "b": {}},
    'a:\n  b:\n    c: "x"\n  d: 1\ne: 2\n': {"a": {"b": {"c": "x"}, "d": 1}, "e": 2},
    'a:\n- "x"\n- 1\nb: 2\n': {"a": ["x", 1], "b": 2},
    'a:\n - "x"\n -\n  b: 1\n  c: 2\n -\n   - 3\n': {"a": ["x", {"b": 1, "c": 2}, [3]]},
    'a:\n  - "x"\n  - b: 1\n    c: 2\n  -   - 3\n      - 4\n': {"a": ["x", {"b": 1, "c": 2}, [3, 4]]},
    "a:\n- - 1\n  - 2\n- b:\n  - c: 3\n": {"a": [[1, 2], {"b": [{"c": 3}]}]},
    '"a b: c": 1\n\'d "e": #\': 2\nf:g: 3\n"\\u00e4": 4\n"yes": 5\n': {
        "a b: c": 1,
        'd "e": #': 2,
        "f:g": 3,
        "ä": 4,
        "yes": 5,
    },
    '? ""\n: "x"\n? "a\\nb"\n: c: 1\n  d: 2\n? e\n: - 1\n  - 2\n': {"": "x", "a\nb": {"c": 1, "d": 2}, "e": [1, 2]},
    'a: "one two\\\n  \\ three\\\n  four"\nb: 1\n': {"a": "one two threefour", "b": 1},
    'a: "\\" \\\\ \\t\\n\\r\\0\\a\\b\\v\\f\\e \\N\\_\\L\\P \\x41 \\u20ac"\n': {
        "a": '" \\ \t\n\r\0\a\b\v\f\x1b \x85\xa0\u2028\u2029 A €'
    },
    'a: "€ ä \\U0001F600 😀 \ufeff"\n': {"a": "€ ä 😀 😀 \ufeff"},
    'a: ""\n': {"a": ""},
    "a: 'it''s'\nb: ' x: #'\nc: '0012'\n": {"a": "it's", "b": " x: #", "c": "0012"},
    "a: 'one\n  two'\n": {"a": "one two"},
    "a: one\n  two - three\nb: 1\n": {"a": "one two - three", "b": 1},
    "a: org.x.Y\nb: http://h:80/p?q#f\nc: a#b:c\nd: -x\ne: '-'\nf: it's\n": {
        "a": "org.x.Y",
        "b": "http://h:80/p?q#f",
        "c": "a#b:c",
        "d": "-x",
        "e": "-",
        "f": "it's",
    },
    "a: 0012\nb: 12:30\nc: 2026-01-01\nd: <<\n": {"a": "0012", "b": "12:30", "c": "2026-01-01", "d": "<<"},
    "a: |\n  " + PEM.strip().replace("\n", "\n  ") + "\nb: 1\n": {"a": PEM, "b": 1},
    "a: |-\n  x: 1\n  - y # z\nb: 1\n": {"a": "x: 1\n- y # z", "b": 1},
    "a: |+\n  x\n\n\nb: 1\n": {"a": "x\n\n\n", "b": 1},
    "a: |+\n  x\n\n": {"a": "x\n\n"},
    "a: |2-\n\n   x\n\n  y\nb: 1\n": {"a": "\n x\n\ny", "b": 1},
    "a: |2+\n\nb: 1\n": {"a": "\n", "b": 1},
    "a:\n - |2+\n\n - 1\n": {"a": ["\n", 1]},
    "a: |2\n\nb: 1\n": {"a": "", "b": 1},
    "'it''s': 1\n": {"it's": 1},
    'a: "x"\n? b\n: 1.10\n': {"a": "x", "b": 1.1},
    "a:\n- |\n  x\n- |-\n  y\n": {"a": ["x\n", "y"]},
    '{"a": {"b": [1, null, "\\ud83d\\ude00 \\/"]}}': {"a": {"b": [1, None, "😀 /"]}},
    '--- {"a": 1}\n': {"a": 1},
    '---\n{\n  "a" : true\n}\n': {"a": True},
    "--- {}\n": {},
    'a: {"b": ["x", 1]}\n': {"a": {"b": ["x", 1]}},
}

# PyYAML reads another YAML here: octal and sexagesimal numbers, dates, merge keys, and \/ is not an escape for it.
LIKE_PYYAML = [text for text in SAMPLES if "0012\nb: 12:30" not in text and "\\/" not in text]

SECRET = "s3cr3t"
# What is refused, and on which line: nothing of it is ever written by Jackson, or it has more than one meaning.
REFUSED = {
    "": 1,
    "\n": 1,
    SECRET: 1,
    "- " + SECRET: 1,
    f'["{SECRET}"]': 1,
    f"a: 1\nb: &x {SECRET}\n": 2,
    "a: &x 1\nb: *x\n": 1,
    f"a: !!str {SECRET}\n": 1,
    f"!!map\na: {SECRET}\n": 1,
    f"%YAML 1.1\n---\na: {SECRET}\n": 1,
    f"a: 1\n\tb: {SECRET}\n": 2,
    f"a:\t{SECRET}\n": 1,
    f"a: 1\r\nb: {SECRET}\r\n": 1,
    f"a: {SECRET} \n": 1,
    f"a: {SECRET}\u2028\n": 1,
    f"a: {SECRET}\x07\n": 1,
    f"\ufeffa: {SECRET}\n": 1,
    f"# {SECRET}\na: 1\n": 1,
    f"a: 1 # {SECRET}\n": 1,
    f"a: 1\n# {SECRET}\n": 2,
    f"a: 1\n\nb: {SECRET}\n": 2,
    f"a: 1\n---\nb: {SECRET}\n": 2,
    f"a: {SECRET}\n...\n": 2,
    f"a: 1\n--- b: {SECRET}\n": 2,
    f"---\n# {SECRET}\n": 2,
    f'--- ["{SECRET}"]\n': 1,
    f"--- a: {SECRET}\n": 1,
    f"a: {SECRET}\na: 1\n": 2,
    f'a: 1\n"\\x61": {SECRET}\n': 2,
    f'{{"a": 1, "a": "{SECRET}"}}': 1,
    f'{{"a": 1,\n "b": {SECRET}}}': 2,
    '{"a": NaN}': 1,
    '{"a": 1e999}': 1,
    f'{{"{SECRET}": "\\ud800"}}': 1,
    f'{{"{SECRET}": 1}} x': 1,
    f"a: {{b: {SECRET}}}\n": 1,
    f"a: [{SECRET}]\n": 1,
    f'a: {{"b": 1,\n  "c": "{SECRET}"}}\n': 1,
    f"a: >\n  {SECRET}\n": 1,
    f"a: |x\n  {SECRET}\n": 1,
    f"a: |-\n{SECRET}\n": 1,
    f"a: |-\n\n  {SECRET}\n": 1,
    f"a:\n - |2\n\n   {SECRET}\n": 2,
    f"a:\n - |2\n\n  {SECRET}\n": 4,
    f'a: "{SECRET}\n': 1,
    f'a: "{SECRET}\n  x"\n': 1,
    f'a: "{SECRET}\\\nx"\n': 1,
    f'a: "{SECRET}" x\n': 1,
    f'a: "{SECRET}\\q"\n': 1,
    f'a: "{SECRET}\\x4"\n': 1,
    f'a: "{SECRET}\\ud800"\n': 1,
    f'a: "{SECRET}\\UFFFFFFFF"\n': 1,
    f"a: '{SECRET}\n": 1,
    f"a: '{SECRET}' x\n": 1,
    f"a: '{SECRET}\n\n  x'\n": 1,
    f"a: @{SECRET}\n": 1,
    f"a: b: {SECRET}\n": 1,
    f"a: {SECRET}:\n": 1,
    f"a: {SECRET}\n  b: 1\n": 1,
    f"a: - {SECRET}\n": 1,
    f"a : {SECRET}\n": 1,
    f"a:\nb: {SECRET}\n": 1,
    "a:\n": 1,
    "a:\n-\n": 2,
    f"a:\n  b: 1\n c: {SECRET}\n": 3,
    f"a:\n- 1\n b: {SECRET}\n": 2,
    f"a:\n- 1\n- {SECRET}: 1\n   b: 2\n": 3,
    f"? {SECRET}\n": 1,
    f"? {SECRET}\n? x\n": 1,
    f"? 1\n: {SECRET}\n": 1,
    f"a: yes\nb: {SECRET}\n": 1,
    f"a: True\nb: {SECRET}\n": 1,
    f"a: NULL\nb: {SECRET}\n": 1,
    f"a: {SECRET}\nb: 1.10\n": 2,
    f"a: {SECRET}\nb: 1e5\n": 2,
    f"a: '{SECRET}'\nb: -0\n": 2,
    f"a: 1e999\nb: {SECRET}\n": 1,
    "a: " + "9" * 5000 + "e9999\n": 1,
    "a:\n" + "- " * 100000 + SECRET: 2,
    '{"a": ' + "[" * 100000 + SECRET: 1,
}

FRAGMENTS = (
    "a",
    "b",
    "a: ",
    "b: ",
    ":",
    "\n",
    "\n  ",
    "\n- ",
    "\n  - ",
    "- ",
    "-",
    '"',
    "'",
    "\\",
    " ",
    " #",
    "|",
    "|-",
    "|2+",
    "1",
    "{}",
    "[]",
    "{",
    "]",
    "? ",
    "\n: ",
    ",",
    "~",
    "null",
    '"a b"',
    "'a'",
    "---\n",
    "\\\n",
    "&a ",
    "*a",
    "!",
    "%",
    ">",
)
CHARACTERS = st.characters(codec="utf-8")
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(CHARACTERS)
)
CONFIGURATIONS = st.dictionaries(
    st.text(CHARACTERS),
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(CHARACTERS), inner, max_size=4),
        max_leaves=15,
    ),
)


def typed(data):
    """Equality that tells 1 from 1.0 and True, and sees the order of names."""
    return repr(data)


@pytest.mark.parametrize("text", SAMPLES)
def test_what_the_export_says_is_read(text):
    assert typed(config_export.read(text)) == typed(SAMPLES[text])


@pytest.mark.parametrize("text", LIKE_PYYAML)
def test_another_reader_of_yaml_reads_the_same(text):
    assert typed(yaml.safe_load(text)) == typed(SAMPLES[text])


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_everything_else_is_refused_by_its_line_without_its_content(text):
    with pytest.raises(ValueError, match="is not what OpenMetadata exports") as caught:
        config_export.read(text)
    assert str(caught.value).startswith(f"line {REFUSED[text]} is not what OpenMetadata exports: ")
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None and caught.value.__context__ is None


def test_a_number_is_read_as_one_where_nothing_shows_that_quotes_are_minimized():
    assert typed(config_export.read('a: 1.10\nb: 1.0E10\nc: "x"\n')) == typed({"a": 1.1, "b": 1e10, "c": "x"})


def test_a_number_that_a_text_field_gets_back_unchanged_is_read_where_quotes_are_minimized():
    assert typed(config_export.read("a: org.x.Y\nb: 636\nc: 1.5\n")) == typed({"a": "org.x.Y", "b": 636, "c": 1.5})


def test_a_long_text_is_read_in_time_that_grows_with_its_length_only():
    lines = ["x" * 78] * 20000
    assert config_export.read('a: "' + "\\\n  ".join(lines) + '"\n') == {"a": "".join(lines)}


@given(CONFIGURATIONS)
def test_what_is_written_is_read_back(data):
    text = config_export.write(data)
    assert text.isascii() and text.count("\n") == 1
    assert typed(config_export.read(text)) == typed(data)
    assert typed(json.loads(text)) == typed(data)


@given(
    st.dictionaries(
        st.text(st.characters(max_codepoint=0xD7FF), max_size=200), st.text(st.characters(max_codepoint=0xD7FF))
    )
)
def test_what_is_written_is_yaml(data):
    # Characters beyond U+FFFF are left out: PyYAML does not join the halves that JSON writes, Jackson does.
    assert yaml.safe_load(config_export.write(data)) == data


@given(st.sampled_from(["", "a: ", "a:\n", "- ", "? "]), st.lists(st.sampled_from(FRAGMENTS), max_size=8))
@example("a: |\n  a", [])
@example("a: |+\n  a", [])
@example("a: |\n  a\n", [])
def test_any_text_is_refused_or_means_the_same_to_another_reader(start, fragments):
    text = start + "".join(fragments)
    try:
        data = config_export.read(text)
    except ValueError:
        return
    assert yaml.safe_load(text) == data


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_lacks_is_not_written(number):
    with pytest.raises(ValueError, match="JSON"):
        config_export.write({"a": number})
