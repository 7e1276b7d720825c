# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that meet on one installation, however differently they were called."""

TITLE = "Runs at the same time"
RIGHT = (
    "One run at a time changes an installation. A second one fails at once and says who is at work; it waits, for ten "
    "minutes at most, only for what a killed run had called. Nobody else can keep a run from its work."
)
_LOCK = "tests/unit/plugins/module_utils/_system/test_lock.py::"
_OTHER = _LOCK + "test_a_run_with_another_state_folder_is_told_who_is_at_work_on_the_installation"
FAULTS = (
    ("two controllers with different om_sso_state_directory", _OTHER),
    ("two controllers of which one connects as root and the other as the user of the server", _OTHER),
    (
        "a killed run with another state folder, whose program still writes",
        _LOCK + "test_a_program_of_a_killed_run_with_another_state_folder_is_waited_for",
    ),
    (
        "another user who locks the folder of the installation",
        _LOCK + "test_who_could_not_change_the_server_holds_up_no_run",
    ),
    (
        "a folder that cannot be opened, or whose file system has no such locks",
        _LOCK + "test_what_cannot_be_locked_is_left_to_the_lock_of_the_state_folder",
    ),
)
