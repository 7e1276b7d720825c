# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults at every request of a client registration, at a real Keycloak behind a proxy (tests/registration)."""

TITLE = "Requests to the API of an identity provider"
RIGHT = (
    "One application bears the mark, no second one is made, and its client secret is known, after the run itself or "
    "after the next one. Credentials that are refused are one error that names the request."
)

_CONTRACT = "tests/registration/contract_faults.py::"
_REPEATED = _CONTRACT + "test_a_fault_at_any_request_is_repeated_without_a_second_application"
_ENDED = _CONTRACT + "test_a_run_that_ends_at_any_request_is_completed_by_the_next"
_REFUSED = _CONTRACT + "test_credentials_that_are_refused_are_one_error"
_ROTATED = "tests/registration/contract_secrets.py::test_a_fault_at_any_request_of_a_rotation_loses_no_secret"
_REST = "tests/unit/plugins/plugin_utils/_registration/providers/test_rest_api.py::"
_RUN = "tests/unit/plugins/plugin_utils/_runtime/test_client_registration_run.py::"
_CALLS = "tests/unit/plugins/plugin_utils/_registration/test_calls.py::"
#: The requests of a run from nothing, and of a renewed secret.
_MADE = ("log in", "list clients", "create the client", "read the client", "read its scopes", "read its secret")
_RENEWED = ("log in", "list clients", "read its scopes", "read its secret", "make a secret")
_LOST = {"lost": "the connection ends after the request was carried out", "late": "the answer comes after the timeout"}
_OTHERS = {"refused": "the connection ends before the request", "429": "HTTP 429", "500": "HTTP 500"}
_WORDS = {**_LOST, **_OTHERS, "503": "HTTP 503"}
FAULTS = (
    *((f"{request}: {words}", _REPEATED) for request in _MADE for words in _WORDS.values()),
    *(
        (f"{request}: the run ends there, with: {_WORDS[fault]}", _ENDED)
        for request in _MADE
        for fault in ("lost", "refused", "500")
    ),
    *((f"{request}: HTTP {status} from then on", _REFUSED) for request in _MADE for status in (401, 403)),
    *(
        (f"new secret, {request}: {_WORDS[fault]}", _ROTATED)
        for request in _RENEWED
        for fault in ("429", "500", "lost", "late")
    ),
    ("the next page of a list is on another host", _REST + "test_a_next_page_is_on_the_same_host"),
    ("the next page of a list is the same one", _REST + "test_pages_that_lead_in_a_circle_or_to_no_end_are_refused"),
    ("a list has no last page", _REST + "test_pages_that_lead_in_a_circle_or_to_no_end_are_refused"),
    ("a list of something else than objects", _REST + "test_a_list_of_something_else_is_an_error"),
    ("an answer that is nested without end", _REST + "test_another_answer_is_none_of_the_api"),
    ("an error of Okta in another form", _REST + "test_an_error_of_okta_in_another_form_is_an_error_all_the_same"),
    ("a time to wait that is not a number", _REST + "test_a_wait_is_a_whole_number"),
    ("a time to wait that is longer than the run may take", _CALLS + "test_the_deadline_ends_it_with_the_last_error"),
    (
        "one application of a run fails: its hosts and those behind it fail",
        _RUN + "test_a_failure_is_said_once_and_its_hosts_and_those_behind_it_fail",
    ),
    (
        "one application of a run fails behind another one's new secret",
        _RUN + "test_the_new_secrets_are_still_delivered",
    ),
    ("the end of a secret is a time in another form", _REST + "test_a_time_in_another_form_is_unknown"),
)
