# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that the controller reads and writes, for Kubernetes above all, and what Helm keeps in the cluster."""

from faults import controller

TITLE = "Files on the controller, and what Helm keeps of a release"
RIGHT = (
    "Each run ends in seconds. An error is one clear line with the path, what is in the place of the file stays, and "
    "the next run is not blocked."
)
_ODD = "tests/unit/plugins/action/test_odd_files.py::test_what_is_in_the_place_of_a_file_of_the_controller"
_RECORD = "tests/unit/plugins/plugin_utils/_kubernetes/test_helm_release.py::"
_SECRET = "tests/unit/plugins/plugin_utils/_runtime/test_client_secret_file.py::"
_PLAN = "tests/unit/plugins/action/test_plan_file.py::"
_WORDS = {
    "directory": "a directory",
    "fifo": "a FIFO",
    "socket": "a socket",
    "device": "a link to a device",
    "loop": "a link that leads to itself",
    "huge": "a file that is too long",
    "immutable": "an immutable file",
    "bind mount": "a file on which another one is mounted",
}

FAULTS = (
    *((f"{_WORDS[kind]} in place of {place}; {outcome}", _ODD) for kind, place, outcome in controller.cases()),
    *(
        (
            f"a plan file without a key, and every user may write to {what}",
            _PLAN + "test_a_file_in_a_folder_that_all_may_write_to_counts_only_with_a_key",
        )
        for what in ("its folder", "a folder on the way to it", "the folder that its link leads to")
    ),
    (
        "a plan file without a key of another user in a folder with the sticky bit",
        _PLAN + "test_in_a_folder_with_the_sticky_bit_the_own_file_counts_and_that_of_another_user_does_not",
    ),
    (
        "om_sso_client_secret_file is a link of another user's to what they may not read",
        _SECRET + "test_a_link_of_another_user_to_what_they_may_not_read_is_an_error",
    ),
    (
        "the file beside om_sso_client_secret_file has another form",
        _SECRET + "test_what_is_beside_it_in_another_form_says_nothing",
    ),
    *(
        (f"the record of Helm's release {words}", _RECORD + "test_what_is_not_a_record_of_helm_is_one_error")
        for words in (
            "unpacks to more than Helm keeps",
            "is not packed",
            "has another form",
            "is nested without end",
            "has no number",
            "holds a manifest that is not YAML",
        )
    ),
)
