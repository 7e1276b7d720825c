# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is healthy after its restart, and does not stay so."""

TITLE = "A server that does not stay healthy"
RIGHT = "Within om_sso_settle_time its end is a failure: everything is restored, and nothing is recorded as last good."

_HOST = "tests/unit/plugins/module_utils/_transaction/test_settling.py::"
_ENDS = _HOST + "test_a_server_that_ends_or_is_another_one_is_an_error"
_PODS = "tests/unit/plugins/plugin_utils/_kubernetes/test_rollout.py::"
FAULTS = (
    ("its container ends", _ENDS),
    ("its process ends", _ENDS),
    ("it ends and is started again by systemd, Docker or an administrator", _ENDS),
    ("it misses one check and is healthy again", _HOST + "test_a_check_that_a_busy_server_misses_begins_the_time_anew"),
    ("it is never healthy again", _HOST + "test_a_server_that_is_never_healthy_again_is_an_error"),
    ("a container of a pod is restarted", _PODS + "test_a_container_that_is_restarted_meanwhile_is_an_error_at_once"),
    ("a pod is evicted and replaced", _PODS + "test_pods_that_are_replaced_meanwhile_begin_the_time_anew"),
    ("pods are not available again", _PODS + "test_pods_that_are_not_available_again_are_an_error"),
    (
        "the transaction fails while the server settles",
        "tests/unit/plugins/module_utils/_transaction/test_transaction.py::"
        "test_a_failure_with_an_open_journal_restores_everything",
    ),
)
