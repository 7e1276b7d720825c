# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in server and the collection read openmetadata.yaml as the real loader does: substitution, then YAML."""

import itertools
import json
import math

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import substitution
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lab.venvs import Missing
from oracles import dropwizard_oracle, simulator_loader
from oracles.dropwizard_oracle import Refused

REFUSED = "the start is refused"
YAML = 'value: ${X:-"default"}\n'

# What can be in a bare reference, and what the server then sees.
KNOWN = {
    "a b": "a b",
    "": None,
    "$${X}": "${X}",
    "x${Y:-q}y": "xqy",
    "${NOT_SET}": "${NOT_SET}",
    "${A:-${B:-z}}": "${B:-z}",
    "${X}": REFUSED,
    "a$$b": "a$$b",
    "$": "$",
    '"a\\u0024{Y}b"': "a${Y}b",
    "a: b": REFUSED,
    "@a": REFUSED,
    "%a": REFUSED,
    "`a": REFUSED,
    "{a": REFUSED,
    "[a": REFUSED,
    '"a': REFUSED,
    "'a": REFUSED,
    "a\nb": REFUSED,
    "{a}": {"a": None},
    "[a, b]": ["a", "b"],
    "a #b": "a",
    "a#b": "a#b",
    "#a": None,
    "*a": "a",
    "&a b": "b",
    "&a": None,
    "!a b": "b",
    "!a": "",
    "|": "",
    "> a": REFUSED,
    "- a": REFUSED,
    "a:": REFUSED,
    '"a" b': REFUSED,
    '"a\\/b"': REFUSED,
    "a\n b": "a b",
    "  a  ": "a",
    "0012": 10,
    "012345": 5349,
    "0x1F": 31,
    "1e5": 100000.0,
    "true": True,
    "yes": True,
    "Off": False,
    "+5": 5,
    "1_000": 1000,
    "0b11": 3,
    ".inf": REFUSED,
    "null": None,
    "~": None,
    "2026-01-01": "2026-01-01",
    "12:30": "12:30",
    "'it''s #1: @'": "it's #1: @",
    '"tab\\t \\"quote\\" back\\\\slash # : @ {} [] $$ end$"': 'tab\t "quote" back\\slash # : @ {} [] $$ end$',
    '"-----BEGIN\\nMII\\n-----END\\n"': "-----BEGIN\nMII\n-----END\n",
    '"ä€😀"': "ä€😀",
    '"\\ud83d\\ude00"': "😀",
    "a\tb": "a\tb",
}

FRAGMENTS = (
    "${", "}", "$${", "$", ":-", "${ONE}", "${TWO:-z}", "${NOT_SET}", "${A:-${B:-z}}", ": ", ":", " #", "#", "'", '"',
    "\\", "\\u0024", "\\n", "\\x4", "\\U0001f600", "\n", "\r\n", "\n    ", "\t", " ", "  ", "[", "]", "{", "}", ",",
    "&", "*", "!", "!!str ", "!!int ", "|", ">", "%", "@", "`", "- ", "-", "? ", "---", "...", "=", "<<", "0", "1",
    "7", "9", "0x", "0b", "_", ".", "e", "+", "/", "true", "no", "null", "~", "a", "Z", "é", "€", "😀", "\u00a0",
    "\u0085", "\u2028", "\ufeff", "\u0001", "\u007f",
)  # fmt: skip
ANY = st.characters(codec="utf-8", exclude_characters="\0")
FRAGMENTED = st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join)
TEXTS = st.one_of(
    FRAGMENTED,
    st.tuples(st.text("ab0", max_size=2), st.sampled_from(FRAGMENTS), st.text("ab0", max_size=2)).map("".join),
    st.text("0123456789+-._:xbeEoaf", max_size=9),
    st.text(ANY, max_size=12),
    st.one_of(FRAGMENTED, st.text(ANY, max_size=12)).map(json.dumps),
    FRAGMENTED.map(lambda text: f'"{text}"'),
    FRAGMENTED.map(lambda text: "'" + text.replace("'", "''") + "'"),
)
FILE = """\
outer:
  one: ${ONE:-""}
  list: ${TWO:-[a,b]} # comment ${NOT_SET}
  inner: {three: "${THREE}", four: x${FOUR:-}y}
last: ${THREE:-}${FOUR:-[]}
"""
ENVIRONMENTS = st.tuples(
    st.sampled_from(["ONE", "TWO", "THREE", "FOUR"]), TEXTS, st.sampled_from(["ONE", "TWO"]), TEXTS
).map(lambda drawn: {drawn[2]: drawn[3], drawn[0]: drawn[1]})


@pytest.fixture(scope="module")
def real(require):
    """The real loader, one process for all tests here."""
    try:
        with dropwizard_oracle.Loader() as loader:
            yield loader.read
    except Missing as absent:
        require(f"the real loader is absent: {absent}")


@pytest.mark.parametrize("text", ["a: b", "'a", "a\nb", "x: ", "\x01", "[a", "${X}", "- x"])
def test_a_refusal_is_told_in_the_real_words(text, real):
    """Up to the line that it quotes: a log shows the text around the fault, secrets included."""
    simulated, told = simulator_loader.read(YAML, {"X": text}), real(YAML, {"X": text})
    assert isinstance(told, Refused)
    assert simulated.message.rstrip() in told.message.replace("\n\n at [Source", "\n at [Source").rstrip()


def same(simulated, real):
    """Equal in type too; why and with which words the one refuses is not compared here."""
    if isinstance(simulated, Refused) or isinstance(real, Refused):
        return isinstance(simulated, Refused) and isinstance(real, Refused)
    return repr(_as_json(simulated)) == repr(real)


def _as_json(tree):
    """A number too large for a double is a word in JSON."""
    if isinstance(tree, float) and math.isinf(tree):
        return "Infinity" if tree > 0 else "-Infinity"
    if isinstance(tree, dict):
        return {key: _as_json(value) for key, value in tree.items()}
    return [_as_json(item) for item in tree] if isinstance(tree, list) else tree


@pytest.mark.parametrize("text", KNOWN)
def test_a_text_means_what_is_known_of_it(text, real):
    expected = KNOWN[text]
    for read in (real, simulator_loader.read):
        tree = read(YAML, {"X": text})
        assert (REFUSED if isinstance(tree, Refused) else tree["value"]) == expected
        assert isinstance(tree, Refused) or type(tree["value"]) is type(expected)


@pytest.mark.parametrize(
    ("yaml", "environment", "expected"),
    [
        ("a: ${X}\n", {}, {"a": "${X}"}),
        ("a: ${X:-}\n", {}, {"a": None}),
        ("a: ${X:-q}\n", {}, {"a": "q"}),
        ("a: $${X}\n", {"X": "q"}, {"a": "${X}"}),
        ("a: ${X:-${Y:-z}}\n", {"Y": "q"}, {"a": "${Y:-z}"}),
        ("a: ${X:-${Y:-z}}\n", {"X": "q"}, {"a": "q}"}),
        ("a: ${X}${Y}\n", {"X": "x$", "Y": "q"}, {"a": "x${Y}"}),
        ("a: ${X}\n", {"X": "${Y}", "Y": "${Z:-q}"}, {"a": "q"}),
        ("a: ${X}\n", {"X": "${Y}", "Y": "${X}"}, REFUSED),
        ("a: 1\na: 2\n", {}, {"a": 2}),
        ("<<: {a: 1}\nb: 2\n", {}, {"<<": {"a": 1}, "b": 2}),
        ("a: &x {b: 1}\nc: *x\n", {}, {"a": {"b": 1}, "c": "x"}),
        ("a: 1\n---\nb: 2\n", {}, {"a": 1}),
        ("# nothing\n", {}, REFUSED),
    ],
)
def test_a_file_means_what_is_known_of_it(yaml, environment, expected, real):
    assert _refusal(real(yaml, environment)) == expected
    assert _refusal(simulator_loader.read(yaml, environment)) == (None if yaml.startswith("#") else expected)


def _refusal(tree):
    return REFUSED if isinstance(tree, Refused) else tree


def differences(cases):
    """The cases that the two do not read alike."""
    real = dropwizard_oracle.load(cases)
    return [
        (environment, told)
        for (yaml, environment), told in zip(cases, real)
        if not same(simulator_loader.read(yaml, environment), told)
    ]


PATTERNS = (
    "%s",
    "a%s",
    "%sa",
    "a%sb",
    "a %s b",
    '"%s"',
    '"a%sb"',
    "'a%sb'",
    "[a%sb]",
    "[%s]",
    "{a: %s}",
    "{%s: b}",
    "{a%s}",
    "! %s",
    "&x %s",
)


def test_every_pair_of_fragments_reads_alike(real):
    """Where such a thing is read otherwise, it is in a combination of two."""
    texts = {first + second for first, second in itertools.product(FRAGMENTS, repeat=2)}
    texts |= {pattern % fragment for pattern, fragment in itertools.product(PATTERNS, FRAGMENTS)}
    assert differences([(FILE, {"ONE": text}) for text in sorted(texts)]) == []


def test_every_short_number_reads_alike(real):
    texts = ["".join(word) for length in (1, 2, 3) for word in itertools.product("0189_.-+xbe:o", repeat=length)]
    assert differences([(YAML, {"X": text}) for text in texts]) == []


@settings(max_examples=300, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@example({"ONE": "a: ${TWO", "TWO": "}"})
@given(ENVIRONMENTS)
def test_any_environment_reads_alike(real, environment):
    assert same(simulator_loader.read(FILE, environment), real(FILE, environment))


def collection(yaml, environment):
    """The tree behind the text that the collection's own substitution gives."""
    try:
        text = substitution.substitute(yaml, environment)
    except substitution.Loop as error:
        return Refused(type(error).__name__, error.message)
    return simulator_loader.tree(text)


REFERENCES = (
    "${ONE}", "${TWO:-z}", "${NOT_SET}", "${NOT_SET:-}", "${ONE:-${TWO}}", "${A:-${TWO:-z}}", "${A:-${B:-${TWO}}}",
    "${${ONE}}", "${O${TWO}}", "$${ONE}", "$$${ONE}", "${ONE", "${", "}", "$", ":-", "${:-x}", "${ONE:-a:-b}",
    "${A:-a:-b}", "${A:-$}", "${A-z}", "${ ONE }", "a", "",
)  # fmt: skip


def test_the_collection_substitutes_every_pair_of_references_as_the_server_does(real):
    """Also within the values that they refer to."""
    pairs = sorted({first + second for first, second in itertools.product(REFERENCES, repeat=2)})
    cases = [(f"value: '{text}'\n", {"ONE": "1", "TWO": "2"}) for text in pairs]
    cases += [("value: '${ONE:-default}'\n", {"ONE": text, "TWO": "2"}) for text in pairs]
    told = dropwizard_oracle.load(cases)
    assert [case for case, answer in zip(cases, told) if not same(collection(*case), answer)] == []


def test_a_value_is_substituted_again_as_the_server_does_it(real):
    yaml = "authority: ${AUTHENTICATION_AUTHORITY:-https://accounts.google.com}\n"
    environment = {"AUTHENTICATION_AUTHORITY": "${ISSUER:-https://b}", "ISSUER": "https://c"}
    assert real(yaml, environment) == collection(yaml, environment) == {"authority": "https://c"}


@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@example({"ONE": "${TWO}", "TWO": "${ONE}"})
@given(ENVIRONMENTS)
def test_the_collection_substitutes_any_environment_as_the_server_does(real, environment):
    assert same(collection(FILE, environment), real(FILE, environment))
