# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which fields of the plan a release's stored rows may hold."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config


@pytest.mark.parametrize(
    ("since", "until", "version", "expected"),
    [
        ("1.8", None, "1.12.14", True),
        ("2.0.0", None, "1.13.9", False),
        ("2.0.0", None, "2.0.0", True),
        ("2.0.0", None, "2.0", True),
        ("1.8", "1.12.0", "1.11.10", True),
        ("1.8", "1.12.0", "1.12.0", False),
        ("1.10.2", None, "1.10.10", True),
        ("2.0.0", None, "2.0.1-SNAPSHOT", True),
        ("2.0.0", None, None, True),
        ("2.0.0", None, "unknown", True),
    ],
)
def test_a_field_is_read_from_its_first_release_to_its_last(since, until, version, expected):
    assert stored_config.reads({"since": since, "until": until}, version) is expected
