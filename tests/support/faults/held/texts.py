# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that would make a run last for minutes or fill its memory; who writes a file or a log chooses them."""

from faults import texts

TITLE = "Texts that cost more than they are long"
RIGHT = (
    "Files, logs and answers of others are read in a time that grows with their length, into values of bounded length. "
    "More is one clear error, on hosts and on the controller."
)
_HOST = "tests/unit/plugins/module_utils/_formats/test_slow_texts.py::"
_CONTROLLER = "tests/unit/plugins/plugin_utils/_compose/test_slow_texts.py::"
_COMMANDS = "tests/unit/plugins/module_utils/_system/test_commands.py::"
_AGAIN = _CONTROLLER + "test_files_that_lead_to_others_again_and_again_are_refused"
FAULTS = (
    *((f"{what}, on a host", _HOST + "test_no_text_takes_a_reader_of_a_host_long") for what in texts.SLOW),
    *(
        (f"{what}, on the controller", _CONTROLLER + "test_no_text_takes_a_reader_of_the_controller_long")
        for what in texts.SLOW
    ),
    (
        "variables that each name the one before ten times, in openmetadata.yaml",
        _HOST + "test_variables_that_name_others_again_and_again_are_an_error_without_their_values",
    ),
    (
        "the same in an env file, a shell script or the environment of a server",
        _CONTROLLER + "test_values_that_would_grow_without_end_are_refused_or_not_known",
    ),
    (
        "variables that each name all before them",
        _CONTROLLER + "test_the_way_of_a_value_is_as_short_as_a_reader_follows",
    ),
    ("Compose files that include ten others each", _AGAIN),
    ("services that extend each other in a long row", _AGAIN),
    ("env files of many services", _AGAIN),
    (
        "services that extend those of another Compose file, which extend those of a next one",
        _CONTROLLER + "test_services_that_extend_others_in_many_files_are_made_once",
    ),
    (
        "a number or a day of a Compose file that Go does not have",
        _CONTROLLER + "test_what_go_does_not_read_as_a_day_or_number_is_a_text",
    ),
    ("a number of a thousand digits", _CONTROLLER + "test_a_number_that_nobody_can_write_is_not_readable"),
    (
        "a line of a log with a hundred kilobytes and characters for a terminal",
        _HOST + "test_a_line_of_a_log_is_cut_and_holds_nothing_that_a_terminal_acts_on",
    ),
    *(
        (
            f"a program that writes without end to its {stream}, such as one that reads a device in a container",
            _COMMANDS + "test_a_program_that_writes_without_end_is_ended_and_said",
        )
        for stream in ("output", "error output")
    ),
)
