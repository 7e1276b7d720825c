# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables that cannot be evaluated, or are not what an option takes."""

TITLE = "Variables that cannot be evaluated"
RIGHT = (
    "With the oldest and the newest ansible-core it is one error of the host, beside all other problems: the variable, "
    "and what is wrong with it in a few words, without its value where that may be a secret. Nothing else is said."
)
_UTILS = "tests/unit/plugins/plugin_utils/"
_CONSEQUENCES = _UTILS + "_register/test_consequences.py::test_what_follows_from_an_error_is_left_out"
_REASON = _UTILS + "_runtime/test_evaluation_errors.py::"
_KIND = _REASON + "test_of_any_other_only_the_kind_is_told"
_CIRCLE = _REASON + "test_a_variable_that_names_itself_is_told_in_a_few_words_by_every_ansible_core"
_VARIABLES = _UTILS + "_runtime/test_variables.py::"
_OMITTED = _VARIABLES + "test_what_is_omitted_is_not_set_with_every_ansible_core"
_OF_OTHERS = _VARIABLES + "test_an_expression_of_another_host_that_comes_back_as_text_is_not_taken_for_its_value"
_NUL = _VARIABLES + "test_a_nul_character_is_a_finding_before_anything_uses_the_value"
_WRITTEN = _UTILS + "_rules/test_rules.py::test_nothing_is_said_that_follows_from_the_error"
FAULTS = (
    ("a secret whose expression fails in an operator, such as a division by zero", _KIND),
    ("a secret that names itself", _KIND),
    ("a URL that names itself, whose error is 20,000 characters long up to ansible-core 2.18", _CIRCLE),
    ("a secret that is omit", _OMITTED),
    ("a secret of a variable that is not defined, with omit as its default", _OMITTED),
    ("omit in a list or a dictionary", _OMITTED),
    ("hostvars of another host give an expression back that cannot be evaluated", _OF_OTHERS),
    *(
        (f"a NUL character in {where}", _NUL)
        for where in ("a path", "an item of a list", "a key of a dictionary", "a list in a dictionary")
    ),
    ("an error whose words Ansible repeats", _REASON + "test_a_sentence_is_told_once"),
    ("a secret that is a list, a number or a dictionary is missing as well", _CONSEQUENCES),
    ("a dictionary of SAML or LDAP that is a text has no certificate as well", _CONSEQUENCES),
    *(
        (f"{what}, whose error names the option that was written", _WRITTEN)
        for what in (
            "a domain with a blank",
            "two domains in one text",
            "two regions in one text",
            "the id of a user pool that is not one",
            "a realm in brackets",
            "a server URL with a query",
            "an issuer with a query",
            "a URL of Keycloak with a fragment",
        )
    ),
)
