# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults at every request of a client registration, at a real Keycloak behind a proxy (tests/registration)."""

TITLE = "Requests to the API of an identity provider"
RIGHT = (
    "One application bears the mark, no second one is made, and its client secret is known, after the run itself or "
    "after the next one. Credentials that are refused are one error that names the request."
)

_CONTRACT = "tests/registration/contract.py::"
_REPEATED = _CONTRACT + "test_a_fault_at_any_request_is_repeated_without_a_second_application"
_ENDED = _CONTRACT + "test_a_run_that_ends_at_any_request_is_completed_by_the_next"
_REFUSED = _CONTRACT + "test_credentials_that_are_refused_are_one_error"
_ROTATED = _CONTRACT + "test_a_fault_at_any_request_of_a_rotation_loses_no_secret"
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
)
