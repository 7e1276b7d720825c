# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table in the documentation is what the tests of this folder try."""

from functional.preflight import test_real_saml
from identity_providers import directories, table
from lab import cache

SAML = "Keycloak (SAML)"
WRONG = [
    *table.WRONG,
    *directories.WRONG,
    *(table.Row(what, SAML, None, tuple(rules)) for what, (_changes, rules) in test_real_saml.WRONG.items()),
]
RIGHT = [*table.RIGHT, *directories.RIGHT, *(table.Row(what, SAML, None) for what in test_real_saml.RIGHT)]


def test_the_table_in_the_docs_is_this_one():
    expected = table.markdown(WRONG, RIGHT)
    assert expected in (cache.CHECKOUT / "docs" / "contribute" / "preflight-tests.md").read_text(encoding="utf-8"), (
        expected
    )


def test_there_are_enough_of_both():
    assert len(table.WRONG) >= 25
    assert len(table.RIGHT) >= 10
