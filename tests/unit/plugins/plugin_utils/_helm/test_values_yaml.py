# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values files as Helm reads them. Each row was compared with helm 3.19."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import values_yaml


def read(text):
    return values_yaml.plain(values_yaml.read(text, "values.yaml"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("y", True),
        ("on", True),
        ("No", False),
        ("1e3", 1000.0),
        ("0o17", 15),
        ("017", 15),
        ("0x1F", 31),
        ("1_000", 1000),
        ("1:30", "1:30"),
        ("2001-01-01", "2001-01-01"),
        ("'5'", "5"),
        ("~", None),
        ("", None),
        (".5", 0.5),
        ("1.12.12", "1.12.12"),
        ("[a, 5]", ["a", 5]),
        ("!!str 5", "5"),
    ],
)
def test_a_plain_scalar_has_the_type_that_helm_gives_it(text, value):
    found = read(f"a: {text}")["a"]
    assert (found, type(found)) == (value, type(value))


def test_a_key_that_is_a_boolean_is_one_as_text():
    assert read("y: 1\n'n': 2\n5: 3\n") == {"true": 1, "n": 2, "5": 3}


def test_of_a_key_that_is_there_twice_the_last_one_counts():
    assert read("a: 1\nb: 2\na: 3\n") == {"a": 3, "b": 2}


def test_only_the_first_document_is_read():
    assert read("a: 1\n---\na: 2\n") == {"a": 1}


def test_anchors_and_merged_mappings_count():
    assert read("x: &x {a: 1, b: 2}\nz:\n  <<: *x\n  b: 3\n")["z"] == {"a": 1, "b": 3}


def test_every_value_has_its_line():
    found = values_yaml.read("a:\n  b: 1\n  c:\n    - x\n    - y\n", "values.yaml")
    assert (found.at("a", "b").line, found.at("a", "c").line, found.at("a", "c").value[1].line) == (2, 3, 5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [", "not valid YAML"),
        ("- a", "not a dictionary"),
        ("{[1]: 2}", "a key is not a text"),
        ("a: &a [*a]", "nested too deeply"),
        ("a: " + "[" * 5000, "nested too deeply"),
        ("a: {<<: 5}", "<< takes a mapping"),
    ],
)
def test_what_is_not_a_values_file_has_a_reason(text, reason):
    with pytest.raises(ValueError, match=reason):
        read(text)


def test_a_billion_laughs_end_at_once():
    levels = "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12))
    with pytest.raises(ValueError, match="nested too deeply"):
        read(f"a0: &a0 x\n{levels}\n")


def test_files_are_merged_as_helm_merges_them():
    files = [values_yaml.read(text, "v") for text in ("a: {b: 1, c: [1]}\nd: {e: 1}", "a: {b: null, c: [2]}\nd: 5")]
    assert values_yaml.plain(values_yaml.merged(*files)) == {"a": {"b": None, "c": [2]}, "d": 5}
