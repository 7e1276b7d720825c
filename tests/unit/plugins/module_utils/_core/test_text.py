# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is quoted of a server's log, and of a long list."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some, telling

#: As OpenMetadata 1.12.6 writes them at every start.
VIRTUAL_MACHINE = """WARNING: A terminally deprecated method in sun.misc.Unsafe has been called
WARNING: Please consider reporting this to the maintainers of class io.netty.util.internal.PlatformDependent0
"""


def entry(level, message, exception=None):
    return json.dumps({"timestamp": "2026-11-28T07:00:00Z", "level": level, "message": message, "exception": exception})


def test_errors_come_first_and_in_their_order():
    log = "WARN disk is slow\nINFO starting\nERROR one\nINFO more\nERROR two\nWARN late\n"
    assert telling(log) == "ERROR one\nERROR two\nWARN disk is slow\nWARN late"


def test_four_lines_at_most_and_the_last_errors():
    log = "".join(f"ERROR {number}\n" for number in range(9)) + "WARN x\n"
    assert telling(log).splitlines() == ["ERROR 5", "ERROR 6", "ERROR 7", "ERROR 8"]


def test_warnings_of_the_java_virtual_machine_say_nothing_about_a_failure():
    log = "ERROR cannot connect\n" + VIRTUAL_MACHINE + "INFO bye\n"
    assert telling(log) == "ERROR cannot connect"
    assert telling("INFO hello\n" + VIRTUAL_MACHINE) == "INFO hello"
    assert telling(VIRTUAL_MACHINE).startswith("WARNING: "), "where there is nothing else, they are shown"


def test_a_json_line_is_shown_by_level_message_and_causes():
    trace = "java.lang.IllegalStateException: no keys\n\tat a.B.c(B.java:1)\n"
    trace += "Caused by: java.io.IOException: denied\n\tat d.E.f(E.java:2)\n"
    log = entry("INFO", "hello") + "\n" + entry("ERROR", "Failed to initialize", trace) + "\n"
    assert telling(log) == (
        "ERROR Failed to initialize: java.lang.IllegalStateException: no keys: Caused by: java.io.IOException: denied"
    )


def test_a_stack_trace_is_not_quoted():
    log = "java.lang.NullPointerException: x\n\tat a.B.failed(B.java:1)\n\tat a.Exception.c(B.java:1)\n\t... 12 more\n"
    assert telling(log) == "java.lang.NullPointerException: x"


HARMLESS = (
    "Failed to fetch Settings . Setting mcpConfiguration",
    "Failed to install application RdfIndexApp",
    "Schema file not found at path: json/schema/entity/data/promptTemplate.json",
    "Error processing entity type 'promptTemplate': Schema file not found for entity type: promptTemplate",
    "No credentials found against session. ID: node0zzmnxs87o6np13tb01n3hjkd11",
)


@pytest.mark.parametrize("message", HARMLESS)
def test_an_error_of_every_start_is_left_out(message):
    log = entry("ERROR", message) + "\n" + entry("INFO", "started") + "\n"
    assert telling(log) == "INFO started"


def test_what_is_not_quite_json_is_shown_as_it_is():
    for line in (
        "{ failed",
        '{"failed": 1}',
        '["failed"]',
        '{"message": null, "level": 3, "exception": {"failed": 1}}',
    ):
        assert "failed" in telling(line)


def test_a_long_line_is_cut():
    assert len(telling(entry("ERROR", "x" * 9000))) < 400


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b, c"), (["a", "b", "c", "d"], "a, b, c and 1 more")],
)
def test_a_long_list_says_how_many_it_leaves_out(names, text):
    assert some(names, 3) == text
