# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster that refuses a change, stops it, or is not the one that was meant."""

from faults import cluster

TITLE = "Changes of a release on Kubernetes"
RIGHT = (
    "All pods run the old configuration or the new one. What cannot be done is one sentence with its cause, before "
    "anything is touched where that can be known, and the next run completes."
)
_TESTS = "tests/unit/plugins/plugin_utils/_kubernetes/"
_CHANGES = _TESTS + "test_interrupted_changes.py::"
_RUNS = _TESTS + "test_release_runs.py::"
_LOCK = _TESTS + "test_lock.py::"
_CLOCKS = "test_a_lease_counts_by_the_clock_of_the_api_server_alone"
_COMMANDS = "tests/unit/plugins/plugin_utils/_runtime/test_pod_commands.py::"
_KEYS = _TESTS + "test_own_key_pair.py::"
_FERNET = _TESTS + "test_key_guard.py::"
_UPGRADE = _TESTS + "test_helm_upgrade.py::"
_ADMISSION = "tests/functional/kubernetes/test_admission.py::"

FAULTS = (
    *(
        (fault, _TESTS + "test_api_refusals.py::test_a_refusal_is_one_sentence_with_its_cause")
        for fault in cluster.REFUSALS
    ),
    *((fault, _CHANGES + "test_what_is_refused_in_the_middle_is_undone") for fault in cluster.UNDONE),
    (
        "the token expires in the middle, and nothing can be restored",
        _CHANGES + "test_a_token_that_expires_in_the_middle_leaves_a_journal_and_the_next_run_restores_first",
    ),
    (
        "the account may only read, and a change is asked for",
        _CHANGES + "test_an_account_that_may_only_read_changes_nothing",
    ),
    *(
        (
            f"the controller is killed {where}",
            _CHANGES + "test_after_a_kill_the_next_run_completes_with_the_old_or_the_new_configuration",
        )
        for where in cluster.KILLED
    ),
    (
        "the controller is killed during helm rollback, whose revision stays pending-rollback",
        _CHANGES + "test_a_kill_while_everything_is_restored_is_made_good_by_the_next_run",
    ),
    *(
        (
            f"the release is {status} when the run begins, without a journal",
            _CHANGES + "test_a_release_that_another_one_left_behind_is_refused_before_anything_is_touched",
        )
        for status in cluster.LEFT_BEHIND
    ),
    (
        "the rollout is paused when the run begins",
        _CHANGES + "test_a_paused_rollout_is_refused_before_anything_is_touched",
    ),
    (
        "the rollout is paused in the middle",
        _CHANGES + "test_a_rollout_that_is_paused_in_the_middle_ends_at_once_and_the_next_run_completes",
    ),
    (
        "a PodDisruptionBudget allows no eviction",
        _CHANGES + "test_nothing_is_evicted_or_deleted_so_that_no_pod_disruption_budget_counts",
    ),
    *(
        (fault, _TESTS + "test_rollout.py::test_the_timeout_says_what_stands_in_the_way_of_new_pods")
        for fault in cluster.OBSTACLES
    ),
    *(
        (words, _TESTS + "test_rollout.py::test_a_new_pod_that_waits_for_ever_ends_the_wait_at_once")
        for words in cluster.WAITING.values()
    ),
    ("a new pod crashes again and again", _TESTS + "test_objects.py::test_a_pod_may_crash_twice"),
    ("the Deployment is deleted meanwhile", _TESTS + "test_rollout.py::test_a_deployment_that_is_deleted_is_an_error"),
    ("another run changes the release", _RUNS + "test_a_release_that_another_run_changes_is_refused"),
    (
        "another run changed the release before the lock",
        _RUNS + "test_a_release_that_another_run_changed_before_the_lock_is_read_again",
    ),
    (
        "two runs take over the lock of a killed one",
        _LOCK + "test_two_runs_that_take_an_expired_lease_do_not_both_get_it",
    ),
    *(
        (f"the clock of {whose} is wrong by more than the lock of a run lasts", _LOCK + _CLOCKS)
        for whose in ("the controller of the run that holds it", "the controller of the run that asks for it")
    ),
    (
        "a run that outlives its lock, which the next run took over",
        _LOCK + "test_a_run_that_outlives_its_lease_does_not_remove_that_of_the_next_one",
    ),
    (
        "two runs find the lock of a killed one expired, and the slower one would remove that of the other",
        _LOCK + "test_a_lease_that_another_run_took_over_meanwhile_is_not_removed",
    ),
    (
        "runs ask again and again for the lock of a killed one",
        _LOCK + "test_who_asks_again_and_again_does_not_make_a_lease_last_longer",
    ),
    ("a lock that somebody made by hand", _LOCK + "test_a_lease_that_somebody_made_by_hand_is_told_with_its_holder"),
    (
        "the release does not exist, and one with a similar name does",
        _TESTS + "test_release.py::test_a_release_that_does_not_exist_is_named_with_the_one_that_was_meant",
    ),
    (
        "the context does not exist, and one with a similar name does",
        _TESTS + "test_kubeconfig.py::test_a_context_that_is_not_there_is_named_with_the_one_that_was_meant",
    ),
    ("the release is one of another chart", _TESTS + "test_current_state.py::test_another_chart_is_named"),
    (
        "om_sso_kubernetes_chart has another version than the release",
        _UPGRADE + "test_a_folder_is_used_only_in_the_version_of_the_release",
    ),
    (
        "the release belongs to Argo CD or Flux",
        _TESTS + "test_ownership.py::test_a_change_is_refused_before_anything_is_touched",
    ),
    *(
        (f"a command in a pod: {words}", _COMMANDS + test)
        for words, test in (
            ("the image has no shell", "test_a_command_that_did_not_run_to_its_end_is_an_error"),
            ("the connection breaks before it ends", "test_a_command_that_did_not_run_to_its_end_is_an_error"),
            ("it never ends", "test_a_command_that_never_ends_is_given_up"),
            ("one of many pods fails", "test_the_first_pod_that_fails_is_told"),
        )
    ),
    *(
        (
            f"with a real API server: {fault}",
            _ADMISSION + "test_what_is_refused_ends_in_the_old_state_with_one_message",
        )
        for fault in cluster.ADMISSION
    ),
    (
        "with a real API server: a PodDisruptionBudget allows no eviction",
        _ADMISSION + "test_a_budget_that_allows_no_eviction_does_not_hold_up_a_change",
    ),
    *(
        (
            f"the Secret of the own key pair holds {what}",
            _KEYS + "test_a_secret_that_is_not_the_pair_is_refused_and_kept",
        )
        for what in ("one half", "a private key that is not DER", "halves of two pairs")
    ),
    (
        "the plan names another FERNET_KEY than the pods have",
        _FERNET + "test_another_key_is_refused_before_anything_is_touched",
    ),
    (
        "the plan leaves out the FERNET_KEY that it wrote before",
        _FERNET + "test_a_key_that_only_the_plan_had_is_missed",
    ),
    (
        "the Secret of the own key pair was replaced under the same key ID",
        _KEYS + "test_another_pair_under_the_same_id_is_refused",
    ),
    (
        "a rotation fails after the Secret of the new key pair was written",
        _KEYS + "test_a_rotation_that_fails_leaves_the_old_pair_and_no_secret",
    ),
    (
        "one of several pods still has the old key pair after a rotation",
        _KEYS + "test_the_state_of_a_rotation_is_that_of_all_pods",
    ),
    (
        "a recovery to basic while a rotation of the release is planned",
        _KEYS + "test_a_recovery_can_keep_the_pair_that_the_release_has",
    ),
)
