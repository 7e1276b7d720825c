# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped conf/openmetadata.yaml reads what the catalogue says, by the same paths and with the same defaults."""

import re

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import catalogue

RELEASES = ["1.8.0", "1.8.2", "1.9.7", "1.10.0", "1.10.14", "1.11.14", "1.12.0", "1.12.14", "1.13.6", "2.0.7"]
SECTIONS = ("authorizerConfiguration", "authenticationConfiguration", "jwtTokenConfiguration", "fernetConfiguration")


def references(tree, path=""):
    """{(variable, path): default} of every bare reference under a section."""
    if isinstance(tree, dict):
        return {
            pair: text
            for name, item in tree.items()
            for pair, text in references(item, f"{path}.{name}".lstrip(".")).items()
        }
    found = re.fullmatch(r"\$\{(\w+)(?::-(.*))?\}", str(tree), re.DOTALL)
    return {(found.group(1), path): found.group(2)} if found else {}


@pytest.mark.parametrize("release", RELEASES)
def test_it_reads_the_variables_of_its_release(release, installed):
    text = (installed(release, "--port", "8585").home / "conf" / "openmetadata.yaml").read_text()
    # Substitution is textual: each reference is quoted here, so that a YAML reader leaves it alone.
    quoted = re.sub(
        r"(?m)^(.*?: )(\$\{.*\})$", lambda line: line.group(1) + "'" + line.group(2).replace("'", "''") + "'", text
    )
    shipped = {
        pair: default for pair, default in references(yaml.safe_load(quoted)).items() if pair[1].startswith(SECTIONS)
    }
    known = {
        (name, path)
        for name, variable in catalogue.CATALOGUE.items()
        for path in variable.paths
        if path.startswith(SECTIONS) and catalogue.read_by(variable, release)
    }
    assert set(shipped) == known
    single = {(name, path): text for (name, path), text in shipped.items() if len(catalogue.CATALOGUE[name].paths) == 1}
    assert single == {(name, path): catalogue.CATALOGUE[name].default for name, path in single}
