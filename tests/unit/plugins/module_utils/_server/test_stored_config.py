# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which fields of the plan a release's stored rows may hold."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands


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


@pytest.mark.parametrize(
    "out",
    ["", "No security configuration found", "---\n", "{}", "[]", '{"authenticationConfiguration": {}}', "\0\1binary"],
)
def test_an_export_that_is_not_both_rows_is_never_compared_or_written_back(out):
    rows = stored_config.StoredRows(types.SimpleNamespace(ops=lambda *_words: commands.Result(0, out, "")))
    for read in (rows.read, rows.peek):
        with pytest.raises(HostError, match="could not be understood"):
            read()


def test_a_command_that_does_not_finish_is_named_with_what_it_was_to_do_and_what_it_wrote():
    def slow(_arguments, _text):
        raise commands.TimedOut("docker exec id", 600, commands.Result(None, "", "Flyway: waiting for a lock\n"))

    with pytest.raises(HostError) as error:
        stored_config.StoredRows(types.SimpleNamespace(ops=slow)).read()
    begin = "The stored rows could not be read: openmetadata-ops.sh did not finish within 600 s ("
    assert error.value.message.startswith(begin)
    assert error.value.message.endswith(") and was ended; the last that it wrote: Flyway: waiting for a lock.")
    assert error.value.option == "om_sso_stored_configuration"
