# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The value that the server reads is the value that was given, by every deployment.

Nothing on the way is a stand-in.
"""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.encoding import process_text
from oracles import dropwizard_oracle, roundtrip, values

VALUES = 2000
SEED = 20261122
# What the loader makes of a text that is not encoded, and what it refuses to start with.
CHANGED = {
    "a #b": "a",
    "0012": 10,
    "0x1F": 31,
    "1e5": 100000.0,
    "true": True,
    "null": None,
    "": None,
    "*a": "a",
    "${HERE}": "expanded",
}
REFUSED = ["a: b", "@x", "%x", "{x", "[x", "`x", "'x", '"x', "-----BEGIN X-----\nAA==\n-----END X-----"]


def test_thousands_of_awkward_values_arrive_unchanged(target, real):
    compared, failures = real(roundtrip.compare, values.cases(VALUES, SEED), target, dropwizard_oracle.load)
    print(
        f"\n{compared} values, each by {len(roundtrip.PATHS)} ways "
        f"({', '.join(roundtrip.PATHS)}) and through the loader"
    )
    assert not failures[:5]
    assert compared >= VALUES


def test_the_loader_is_the_real_one_and_changes_what_is_not_encoded(real):
    read = real(dropwizard_oracle.load, [(roundtrip.YAML, {"VALUE": value, "HERE": "expanded"}) for value in CHANGED])
    assert {value: tree["value"] for value, tree in zip(CHANGED, read)} == CHANGED


def test_the_loader_refuses_what_is_not_encoded(real):
    read = real(dropwizard_oracle.load, [(roundtrip.YAML, {"VALUE": value}) for value in REFUSED])
    assert [value for value, tree in zip(REFUSED, read) if not isinstance(tree, dropwizard_oracle.Refused)] == []


def test_none_is_null_for_the_loader(real):
    texts = {process_text(None, kind) for kind in ("string", "enum", "boolean", "integer", "list", "map")}
    assert [
        tree["value"] for tree in real(dropwizard_oracle.load, [(roundtrip.YAML, {"VALUE": text}) for text in texts])
    ] == [None]


def test_a_reference_inside_a_longer_text(real):
    """BASE_PATH is alone at three places of openmetadata.yaml and before other text at a fourth."""
    yaml = "basePath: ${BASE_PATH:-/}\nserver:\n  rootPath: ${BASE_PATH:-/}api/*\n"
    bases = ["/", "/openmetadata/", "/a.b-c_d/1/", "om/"]
    read = real(
        dropwizard_oracle.load, [(yaml, {"BASE_PATH": process_text(base, "string", embedded=True)}) for base in bases]
    )
    assert read == [{"basePath": base, "server": {"rootPath": base + "api/*"}} for base in bases]


def test_a_character_beyond_u_ffff_has_two_forms_for_the_loader_and_one_for_other_readers(real):
    """Why the encoder writes the eight-digit form: JSON's pair is joined by SnakeYAML only."""
    yaml = pytest.importorskip("yaml")
    pair, single = '"\\ud83d\\ude00"', process_text("\U0001f600", "string")
    assert [
        read["value"]
        for read in real(dropwizard_oracle.load, [(roundtrip.YAML, {"VALUE": text}) for text in (pair, single)])
    ] == ["\U0001f600"] * 2
    assert yaml.safe_load(single) == "\U0001f600"
    assert yaml.safe_load(pair) != "\U0001f600"
