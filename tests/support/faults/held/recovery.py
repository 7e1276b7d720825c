# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a recovery could open, or could not do."""

TITLE = "Recovery"
RIGHT = "What a recovery opens is said before the change and in check mode, and only what was asked for is opened."

_PLAN = "tests/unit/plugins/plugin_utils/_runtime/test_planning.py::"
_BASIC = _PLAN + "test_basic_lets_nobody_make_an_account_unless_that_is_asked_for"
_RUN = "tests/functional/test_recover.py::"
FAULTS = (
    ("basic with om_sso_self_signup of the identity provider", _BASIC),
    ("basic with default passwords; before the change", _RUN + "test_back_to_basic"),
    (
        "basic with default passwords; check mode",
        "tests/unit/plugins/action/test_configuration.py::test_check_mode_says_what_basic_opens",
    ),
    *(
        (
            f"basic where {what}",
            "tests/unit/plugins/module_utils/_keys/test_key_checks.py::test_the_pair_that_the_server_keeps",
        )
        for what in (
            "a rotation to another om_sso_jwt_key_id was planned and not made",
            "om_sso_jwt_key_id is left out, and the server has its own key pair",
            "the server says a key id that leads to another folder",
        )
    ),
    ("other variables of the host are wrong", _PLAN + "test_the_way_back_needs_only_what_says_where_the_server_is"),
    ("the place of the server is wrong", _PLAN + "test_the_way_back_ends_where_that_is_wrong"),
    ("om_sso_recover_to is missing", _PLAN + "test_nothing_is_restored_without_being_told_where_to"),
)
