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
_RECORD = _SYSTEM + "test_keyed_record.py::"
_READER = "tests/unit/plugins/module_utils/_inspect/test_reader.py::"
_CONTAINER = "tests/unit/plugins/module_utils/_preflight/test_container.py::"
_AUDIT = "tests/unit/plugins/module_utils/_audit/test_file_permissions.py::"
_LISTED = "tests/unit/plugins/module_utils/_audit/test_listed_readers.py::"
_TOKEN = "tests/unit/plugins/module_utils/_admin/test_token_file.py::"
_KEYS = "tests/unit/plugins/module_utils/_keys/"
_PAIR = _KEYS + "test_key_store.py::test_what_is_in_the_place_of_a_pair_is_an_error_at_once"
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


_ROOT = "tests/unit/plugins/module_utils/_core/test_errors.py::test_root_is_not_told_to_become_root"
FAULTS = (
    ("root meets an immutable file", _ROOT),
    ("root meets a file of NFS with root_squash, or one that SELinux forbids", _ROOT),
    *((_words(*case), _ODD + _TESTS[case[0]]) for case in odd.cases()),
    *(
        (
            f"{odd.KINDS[kind]} of a Compose project: `{place}`; {odd.REFUSED}",
            "tests/functional/test_odd_files_of_compose.py::test_what_is_in_the_place_of_a_file_of_a_project",
        )
        for kind, place in odd.compose_cases()
    ),
    *(
        (
            f"over SSH with become, on a host with systemd: {what}; {odd.REFUSED}",
            "tests/molecule/test_molecule.py::test_a_scenario_passes_from_its_first_step_to_its_last",
        )
        for what in (
            "a file of the environment on which another one is mounted",
            "a FIFO in place of the drop-in",
            "a link that leads to itself in place of openmetadata.yaml",
            "a directory in place of a file of the environment",
        )
    ),
    *(
        (
            f"om_sso_state_directory is {what}, which others use; {run}",
            _STATE + "test_a_folder_of_other_things_is_not_closed_to_those_who_use_it",
        )
        for what in ("the root of all files", "a folder of the system", "a folder of the installation")
        for run in ("a run that changes", "a run that only reads")
    ),
    (
        "the state folder is open to others on a read-only file system, in a run that only reads",
        _STATE + "test_a_folder_of_other_things_is_not_closed_to_those_who_use_it",
    ),
    (
        "om_sso_state_directory is relative to the folder in which a module runs",
        "tests/unit/plugins/plugin_utils/_runtime/test_planning.py::test_the_way_back_ends_where_that_is_wrong",
    ),
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
    (
        "a link in a folder that a group can write to",
        _SYSTEM + "test_file_rights.py::test_a_group_counts_when_somebody_else_is_in_it",
    ),
    (
        "a state folder on a file system that became read-only: the result of the run is told all the same",
        _SYSTEM + "test_background.py::test_a_file_that_cannot_be_removed_does_not_hide_the_result",
    ),
    (
        "a folder that is append-only (chattr +a): no secret stays in an incomplete file",
        _FILES + "test_nothing_of_a_secret_stays_in_a_folder_from_which_nothing_can_be_removed",
    ),
    *(
        (
            f"{what} when a file of another file system is restored",
            _FILES + "test_a_kept_file_of_another_file_system_takes_the_room_of_what_is_in_its_place",
        )
        for what in ("no space left", "a quota that is used up")
    ),
    *(
        (f"{what}, by an access control list", test)
        for what, test in (
            (
                "a link in a folder of root's that another user can write to",
                _PATH + "test_who_may_write_to_a_folder_by_an_access_control_list_can_replace_its_links",
            ),
            (
                "a file of root's that another user can write to and that names a file of root's",
                _PATH + "test_a_file_that_others_can_change_by_an_access_control_list_names_only_what_they_may_read",
            ),
            (
                "a file that a user may not read though others may",
                _SYSTEM + "test_file_rights.py::test_an_access_control_list_counts_as_the_kernel_says",
            ),
            (
                "a file that a group may read, or may not",
                _SYSTEM + "test_file_rights.py::test_an_access_control_list_counts_as_the_kernel_says",
            ),
        )
    ),
    (
        "an incomplete file of somebody else with a name of ours",
        _FILES + "test_an_incomplete_file_of_somebody_else_is_not_swept_away",
    ),
    (
        "a script of root's that the service user's openmetadata-env.sh sources",
        _READER + "test_a_file_of_roots_that_a_file_of_the_service_user_names_is_not_read",
    ),
    (
        "a Compose file or env file of root's that the service user's Compose file names",
        _READER + "test_a_file_of_roots_that_a_file_of_the_service_user_names_is_not_read",
    ),
    (
        "a file that anyone can write to names a file of root's",
        _PATH + "test_a_file_that_others_can_change_names_only_what_they_may_read",
    ),
    (
        "another name (a hard link) of a file of root's, where the kernel lets users make it",
        _PATH + "test_another_name_of_a_file_that_they_may_not_read_is_refused_where_the_kernel_lets_them_make_it",
    ),
    *(
        (f"{what} opens a file with a secret: the audit names who reads it", _LISTED + test)
        for what, test in (
            (
                "an access control list of the file",
                "test_who_reads_a_file_by_its_access_control_list_is_named",
            ),
            (
                "an access control list of a folder above",
                "test_a_list_of_a_folder_opens_what_everybody_may_read_below",
            ),
        )
    ),
    (
        "another user than the one of the start script owns its file",
        _SYSTEM + "test_file_change.py::test_a_file_of_another_owner_differs",
    ),
    (
        "names of files of root's, read over a link of the service user's by the audit",
        _AUDIT + "test_names_in_a_folder_of_roots_are_not_told_over_a_link_of_the_service_user",
    ),
    (
        "a device in place of a container's name service",
        _CONTAINER + "test_what_is_not_a_file_is_neither_opened_nor_followed",
    ),
    (
        "a link in place of a container's folder `etc`",
        _CONTAINER + "test_what_is_not_a_file_is_neither_opened_nor_followed",
    ),
    (
        "a program of the service user's writes to the lock file that it inherits",
        _SYSTEM + "test_lock.py::test_a_program_of_another_user_holds_the_lock_and_cannot_write_to_it",
    ),
    (
        "a program of the service user's leaves a child behind that holds its output",
        _SYSTEM + "test_commands.py::test_what_a_program_leaves_behind_with_its_output_holds_nobody_up",
    ),
    *(
        (
            f"a {kind} link in place of a file that gets a token",
            _TOKEN + "test_no_file_of_roots_is_given_away_over_a_link_of_the_reader",
        )
        for kind in ("symbolic", "hard")
    ),
    *(
        (
            f"{kind} in place of a file that gets a token",
            _TOKEN + "test_what_is_in_the_place_of_the_file_is_an_error_at_once",
        )
        for kind in ("a directory", "a FIFO", "a socket", "a link to itself", "a device", "a huge file")
    ),
    *(
        (f"an access control list of {what}", _SYSTEM + "test_file_attributes.py::" + test)
        for what, test in (
            ("a file that is changed", "test_a_file_that_is_replaced_keeps_its_list"),
            ("a file that gets a token", "test_a_renewed_token_is_for_the_same_reader"),
            ("a file that is restored", "test_a_file_that_is_restored_has_its_list_again"),
            ("the folder of a file", "test_the_list_of_a_folder_gives_nobody_a_right_that_they_did_not_have"),
        )
    ),
    (
        "a private key of a million bits in the folder of a key pair",
        "tests/unit/plugins/module_utils/_keys/test_key_pair.py::test_what_could_not_sign_is_refused_with_the_reason",
    ),
    *(
        (f"{kind} in place of {name}, of the key folder or of that of a pair", _PAIR)
        for kind, name in (
            *((kind, "a key file") for kind in ("a directory", "a FIFO", "a socket", "a link to itself", "a device")),
            ("a huge file", "a key file"),
        )
    ),
    ("a record of another host", _RECORD + "test_a_record_of_another_host_does_not_count"),
    ("a key that is empty, a FIFO, a folder or a device", _RECORD + "test_what_is_not_a_key_is_replaced_by_one"),
    ("a journal that names another file", _JOURNAL + "test_a_journal_that_names_another_file_does_not_count"),
    ("a forged journal", _JOURNAL + "test_a_forged_journal_does_not_count"),
    (
        "a file that took the place of another one since a run was killed",
        _JOURNAL + "test_what_took_the_place_of_a_file_is_set_aside",
    ),
    ("a last good configuration with a file of somebody else", _LAST_GOOD + "test_another_form_or_file_does_not_count"),
    ("`--diff` of a file that is not ours", _MASKING + "test_of_a_file_that_is_not_ours_nothing_is_shown"),
)
