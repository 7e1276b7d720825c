# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a host: what may be in their place, and what the user of the server may put there in a run as root."""

from faults import odd

TITLE = "Files on a host, and who decides what they are"
RIGHT = (
    "Each run ends in seconds. An error is one clear line without the content of a file that is not ours; nothing is "
    "left half changed, and the next run is not blocked. Nobody with fewer rights than the run decides what it reads "
    "and writes."
)

_ODD = "tests/functional/test_odd_files.py::"
_SYSTEM = "tests/unit/plugins/module_utils/_system/"
_PATH = _SYSTEM + "test_safe_path.py::"
_STATE = _SYSTEM + "test_state_folder.py::"
_FILES = _SYSTEM + "test_files.py::"
_SEALED = _SYSTEM + "test_sealed.py::"
_JOURNAL = "tests/unit/plugins/module_utils/_transaction/test_journal.py::"
_LAST_GOOD = "tests/unit/plugins/module_utils/_transaction/test_last_good.py::"
_MASKING = _SYSTEM + "test_masking.py::"

_TESTS = {
    **dict.fromkeys((*odd.NOT_FILES, *odd.FIXED), "test_what_is_in_the_place_of_a_file"),
    **dict.fromkeys(odd.GARBAGE, "test_a_record_of_another_hand"),
    "garbage": "test_any_text_in_a_file_of_a_process",
    "link": "test_a_link_of_the_service_user",
    "forged state": "test_a_forged_state",
    "neighbour": "test_a_neighbour_stays",
    "changed since": "test_what_was_changed_since_a_killed_run_is_kept",
}


def _words(kind, what, outcome):
    what = f"`{what}`" if " " not in what else what
    return f"{odd.KINDS[kind]}: {what}; {outcome}"


FAULTS = (
    *((_words(*case), _ODD + _TESTS[case[0]]) for case in odd.cases()),
    (
        "a state folder in a home that belongs to the user of the server",
        _ODD + "test_a_state_folder_that_the_service_user_can_replace_is_refused",
    ),
    (
        "a killed run of an earlier release, whose state is beside the server",
        _ODD + "test_the_state_of_an_earlier_release_moves_and_an_interrupted_run_is_undone",
    ),
    ("a move of the state that is killed", _STATE + "test_a_move_that_was_killed_is_repeated"),
    ("a move of the state to another file system", _STATE + "test_what_an_earlier_release_kept_moves_whole"),
    (
        "a run of an earlier release at work while the state would move",
        _STATE + "test_a_run_of_an_earlier_release_that_is_at_work_is_not_disturbed",
    ),
    (
        "a state folder beside the server that comes back",
        _STATE + "test_what_comes_back_beside_the_server_does_not_count",
    ),
    ("a link in place of the state folder", _STATE + "test_a_link_of_theirs_in_place_of_it_gets_nothing"),
    (
        "a state folder that others can write to",
        _STATE + "test_what_the_service_user_could_have_made_is_not_taken_over",
    ),
    (
        "a folder that would be made over a link of the service user's",
        _PATH + "test_nothing_is_made_in_a_folder_of_roots_over_a_link_of_theirs",
    ),
    ("links that the service user swaps while a run writes", _PATH + "test_a_race_of_links_gets_nothing"),
    (
        "a link of another user in a folder that anyone can write to",
        _PATH + "test_a_link_in_a_folder_that_anyone_can_write_to_counts_by_its_owner",
    ),
    ("a link in a folder that a group can write to", _PATH + "test_a_group_counts_when_somebody_else_is_in_it"),
    (
        "an incomplete file of somebody else with a name of ours",
        _FILES + "test_an_incomplete_file_of_somebody_else_is_not_swept_away",
    ),
    ("a record of another host", _SEALED + "test_a_record_of_another_host_does_not_count"),
    ("a key that is empty, a FIFO, a folder or a device", _SEALED + "test_what_is_not_a_key_is_replaced_by_one"),
    ("a journal that names another file", _JOURNAL + "test_a_journal_that_names_another_file_does_not_count"),
    ("a forged journal", _JOURNAL + "test_a_forged_journal_does_not_count"),
    (
        "a file that took the place of another one since a run was killed",
        _JOURNAL + "test_what_took_the_place_of_a_file_is_set_aside",
    ),
    ("a last good configuration with a file of somebody else", _LAST_GOOD + "test_another_form_or_file_does_not_count"),
    ("`--diff` of a file that is not ours", _MASKING + "test_of_a_file_that_is_not_ours_nothing_is_shown"),
)
