# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""openmetadata.yaml is read line by line; PyYAML says what it really holds."""

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import openmetadata_yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from lab import cache

SHIPPED = (cache.CHECKOUT / "tests" / "support" / "simulator" / "files" / "openmetadata.yaml").read_text(
    encoding="utf-8"
)
CLIENT = {"name": "AUTHENTICATION_CLIENT_ID", "paths": ["authenticationConfiguration.clientId"], "text": "abc"}
KEYS = {"name": "AUTHENTICATION_PUBLIC_KEYS", "paths": ["authenticationConfiguration.publicKeyUrls"], "text": "[a]"}


def every(tree, path=()):
    """All paths of a tree that lead to a scalar, outside of lists."""
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from every(value, (*path, key))
        elif not isinstance(value, list):
            yield ".".join((*path, key)), value


def test_every_path_of_the_shipped_file_is_found_on_its_line():
    found = {path: (value, number) for path, value, number in openmetadata_yaml.entries(SHIPPED)}
    lines = SHIPPED.splitlines()
    for path, value in every(yaml.safe_load(SHIPPED)):
        text, number = found[path]
        assert lines[number - 1].strip().startswith(path.rsplit(".", 1)[-1] + ":")
        assert not isinstance(value, str) or value.split(" ")[0] in text


def test_the_shipped_file_takes_every_variable_of_the_catalogue_that_it_names():
    variables = [
        {"name": name, "paths": [variable.paths] if isinstance(variable.paths, str) else variable.paths, "text": "x"}
        for name, variable in CATALOGUE.items()
    ]
    assert list(openmetadata_yaml.literals(SHIPPED, variables)) == []


@pytest.mark.parametrize(
    "line",
    [
        "clientId: byhand",
        "clientId: 'byhand'",
        'clientId: "byhand"  # note',
        "clientId: ${ANOTHER_VARIABLE:-x}",
        "clientId:",
        "clientId: ''",
        "clientId : byhand",
    ],
)
def test_a_hand_written_value_is_named_by_its_line(line):
    text = (
        f"# note\nauthenticationConfiguration:\n  provider: ${{X:-basic}}\n  {line}\nother:\n"
        "  clientId: of somebody else\n"
    )
    assert list(openmetadata_yaml.literals(text, [CLIENT])) == [
        ("AUTHENTICATION_CLIENT_ID", 4, "authenticationConfiguration.clientId")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "clientId: ${AUTHENTICATION_CLIENT_ID:-}",
        "clientId: ${AUTHENTICATION_CLIENT_ID}",
        "clientId: abc",
        "clientId: 'abc' # note",
        "# clientId: byhand",
    ],
)
def test_a_reference_or_the_same_value_is_none(line):
    assert list(openmetadata_yaml.literals(f"authenticationConfiguration:\n  {line}\n", [CLIENT])) == []


def test_a_list_written_line_by_line_is_a_hand_written_value():
    text = (
        "authenticationConfiguration:\n  publicKeyUrls:\n    - http://localhost:8585/x\n"
        "  clientId: ${AUTHENTICATION_CLIENT_ID:-}\n"
    )
    assert list(openmetadata_yaml.literals(text, [KEYS, CLIENT])) == [
        ("AUTHENTICATION_PUBLIC_KEYS", 2, "authenticationConfiguration.publicKeyUrls")
    ]


def test_the_indentation_may_be_any():
    text = "authenticationConfiguration:\n      oidcConfiguration:\n        id: x\n      clientId: y\nlast: z\n"
    assert [path for path, _value, _number in openmetadata_yaml.entries(text)] == [
        "authenticationConfiguration",
        "authenticationConfiguration.oidcConfiguration",
        "authenticationConfiguration.oidcConfiguration.id",
        "authenticationConfiguration.clientId",
        "last",
    ]


def test_what_the_file_refers_to_nowhere_is_unread():
    assert openmetadata_yaml.unread("a: ${B:-x}\n", [{"name": "B"}, {"name": "C"}]) == ["C"]
    assert openmetadata_yaml.unread("url: jdbc://${H:-x}:${P}/\n", [{"name": "H"}, {"name": "P"}]) == []
