# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers over HTTP that never end, or are not what was asked for."""

TITLE = "Answers of servers and identity providers"
RIGHT = "Each answer has one deadline and a limit of size, depth and digits. A bad one is one clear error."

_HTTP = "tests/unit/plugins/module_utils/_system/test_http.py::"
_JWT = "tests/unit/plugins/module_utils/_formats/test_jwt.py::"
_HOURS = _JWT + "test_a_key_with_which_a_check_would_take_hours_has_signed_nothing"
_BASE = "tests/unit/plugins/action/test_base.py::"
_FLEET = "tests/unit/plugins/plugin_utils/_runtime/test_comparison.py::"
_JSON = "tests/unit/plugins/module_utils/_core/test_json_text.py::"
_HEALTH = "tests/unit/plugins/module_utils/_server/test_health.py::"
_BAD = _FLEET + "test_bad_servers_take_the_results_of_no_other_one_with_them"
_HEAD = _HTTP + "test_a_head_without_end_ends_with_the_time_limit_and_so_does_its_connection"
_RELEASE = _FLEET + "test_a_release_that_is_another_value_is_none"
_PARSER = _JSON + "test_what_would_break_the_parser_is_a_value_error"
_NO_HTTP = _HEALTH + "test_what_speaks_no_http_or_breaks_off_is_a_reason_and_no_exception"
_WAIT = _HEALTH + "test_waiting_is_not_ended_by_a_step_of_the_clock"
_LDAP = "tests/unit/plugins/module_utils/_preflight/test_ldap_client.py::"
_REFERRAL = "tests/unit/plugins/plugin_utils/_preflight/test_ldap.py::test_a_referral_is_named_as_the_cause"
FAULTS = (
    *(
        (
            f"a certificate that {what} where the clock is wrong, such as that of a host which begins in 1970",
            "tests/unit/plugins/module_utils/_system/test_http.py::"
            "test_a_certificate_of_another_time_is_told_with_the_clock_that_counts",
        )
        for what in ("is not yet valid", "has expired")
    ),
    (
        "a bot's token whose end is not a number",
        "tests/unit/plugins/module_utils/_audit/test_http_checks.py::"
        "test_bots_are_told_by_the_end_of_their_tokens_and_nothing_else",
    ),
    (
        "the clock of a host or of the controller is set back while tokens are renewed",
        "tests/unit/plugins/plugin_utils/_runtime/test_token_downtime.py::"
        "test_a_clock_that_was_set_back_makes_no_time_that_is_negative",
    ),
    ("a directory that answers a bind with a referral to another one", _REFERRAL),
    ("a directory that answers a search with a referral to another one", _REFERRAL),
    (
        "a directory that names others in a referral",
        _LDAP + "test_a_referral_is_told_with_the_directories_that_it_names",
    ),
    (
        "a directory that ends the connection in the middle of an answer",
        _LDAP + "test_an_end_in_the_middle_of_an_answer_is_told_at_once",
    ),
    (
        "a directory that sends 10,000 entries where one was asked for",
        _LDAP + "test_ten_thousand_entries_that_nobody_asked_for_are_cut_off_with_the_reason",
    ),
    ("a byte now and then", _HTTP + "test_dripping_ends_with_the_time_limit"),
    ("no answer at all", _HTTP + "test_silence_ends_with_the_time_limit"),
    ("a head without end", _HEAD),
    ("100 Continue without end", _HEAD),
    ("a body without end", _HEALTH + "test_a_body_without_end_is_cut"),
    ("a body that is too long", _HTTP + "test_an_answer_has_at_most_a_mebibyte"),
    (
        "a body that ends before its Content-Length",
        _HTTP + "test_an_answer_that_ends_before_its_length_is_not_taken_for_whole",
    ),
    ("a circle of redirects", _HTTP + "test_a_circle_of_redirects_ends"),
    ("a redirect to another host", _HTTP + "test_a_redirect_to_another_host_is_not_followed"),
    ("a program that does not speak HTTP", _NO_HTTP),
    ("a connection that is closed without an answer", _NO_HTTP),
    ("a line of the head that is too long", _NO_HTTP),
    ("chunks that are not chunks", _NO_HTTP),
    ("a body that breaks off", _NO_HTTP),
    ("one megabyte of brackets", _PARSER),
    ("objects in objects without end", _PARSER),
    ("a number of half a million digits", _PARSER),
    ("a number that no program holds", _PARSER),
    ("NaN and Infinity, which are not JSON", _PARSER),
    (
        "a date with another time zone",
        _HTTP + "test_a_time_in_another_form_tells_nothing_of_the_clock",
    ),
    (
        "a directory answers with a result code of 20,000 digits",
        "tests/unit/plugins/module_utils/_preflight/test_ldap_client.py::test_what_does_not_speak_ldap_is_told",
    ),
    *(
        (
            f"a server publishes a key with {what}",
            _HOURS,
        )
        for what in ("a modulus of four million bits", "an exponent of four million bits")
    ),
    ("a server publishes a key that is not an RSA key", _JWT + "test_what_is_not_an_rsa_key_has_signed_nothing"),
    ("an address in an answer that cannot be taken apart", _HTTP + "test_only_a_web_address_is_asked"),
    (
        "SAML metadata with a namespace that is long, in each of many elements",
        "tests/unit/plugins/module_utils/_formats/test_xml_document.py::test_the_length_of_a_name_is_limited",
    ),
    (
        "a value of a server with lines of its own, and characters that a terminal acts on",
        _BASE + "test_a_value_of_a_server_is_shown_in_its_line_without_what_a_terminal_acts_on",
    ),
    (
        "a file with characters that a terminal acts on, in a diff",
        _BASE + "test_a_diff_is_shown_without_what_a_terminal_acts_on",
    ),
    ("a release that is a list", _RELEASE),
    ("a release that is an object", _RELEASE),
    ("a release with characters that a terminal acts on", _RELEASE),
    ("a release of 100,000 digits", _RELEASE),
    ("a release that is a number", _RELEASE),
    (
        "an error page with characters for a terminal",
        _FLEET + "test_what_a_terminal_would_act_on_is_not_repeated",
    ),
    ("one slow server of 40", _BAD),
    ("one silent server of 40", _BAD),
    ("one server of 40 with a document that is nested without end", _BAD),
    ("one server of 40 with a document of another shape", _BAD),
    ("an answer that nobody foresaw", _FLEET + "test_an_answer_that_nobody_foresaw_is_one_line"),
    ("a step of the clock while a server is waited for", _WAIT),
)
