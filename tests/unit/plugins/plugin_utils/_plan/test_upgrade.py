# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""om_sso_target_version: what another release would say, without stopping the one that runs."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import EXAMPLES, example

MAPPING = ["username:upn", "email:email"]


def planned(base, release, target, **changes):
    return plan.make(example(base, openmetadata_version=release, target_version=target, **changes))


def found(*arguments, **changes):
    return {
        (finding.rule, finding.severity): finding
        for finding in planned(*arguments, **changes).findings
        if finding.severity != "info"
    }


def test_an_error_of_the_target_is_a_warning_that_names_it_and_the_plan_holds():
    made = planned("okta", "1.13.3", "2.0.0", jwt_principal_claims_mapping=MAPPING)
    (finding,) = (finding for finding in made.findings if finding.message.startswith("With OpenMetadata"))
    assert (finding.rule, finding.severity, finding.option) == (
        "CLM-05",
        "warning",
        "om_sso_jwt_principal_claims_mapping",
    )
    assert finding.message.startswith("With OpenMetadata 2.0.0 an error: ")
    assert made.environment and not made.errors


def test_what_is_wrong_in_both_releases_is_said_once():
    made = planned("okta", "1.13.3", "2.0.0", max_age=0)
    assert [finding.rule for finding in made.findings if finding.severity == "warning"] == ["FLOW-12"]


def test_what_is_wrong_now_and_right_there_is_said_of_now_only():
    assert set(found("okta", "1.13.3", "2.0.0", replicas=2)) == {("FLOW-13", "error")}


@pytest.mark.parametrize(("target", "said"), [("1.12.0", True), ("1.11.14", False)])
def test_a_given_value_that_is_no_longer_read_is_named(target, said):
    answer = found("saml", "1.11.0", target, saml__idp__authority_url="https://metadata.acme.io/api/v1/saml/login")
    assert (("UPG-01", "warning") in answer) == said
    if said:
        finding = answer["UPG-01", "warning"]
        assert finding.option == "om_sso_saml.idp.authority_url"
        assert target in finding.message and "SAML_AUTHORITY_URL" in finding.message


def test_a_derived_value_that_is_no_longer_read_is_not_a_finding():
    assert found("saml", "1.11.0", "1.12.0") == {}


def test_a_variable_of_the_operators_own_that_is_no_longer_read_is_named():
    answer = found("saml", "1.11.0", "1.12.0", extra_environment={"SAML_AUTHORITY_URL": "https://metadata.acme.io/x"})
    assert answer["UPG-01", "warning"].option == "om_sso_extra_environment.SAML_AUTHORITY_URL"


def test_an_option_that_moves_to_another_variable_is_not_a_finding():
    assert found("okta", "1.13.6", "2.0.0", session_expiry=7200) == {}


def test_rows_begin_to_win_with_1_10():
    assert set(found("okta", "1.9.7", "1.12.14")) == {("UPG-02", "warning")}
    assert found("okta", "1.10.0", "1.12.14") == {}
    assert found("okta", "1.8.2", "1.9.7") == {}


def test_there_is_no_way_back():
    assert set(found("okta", "1.12.14", "1.11.0")) == {("UPG-03", "error")}


@pytest.mark.parametrize("target", ["latest", "2", "2.0.0-rc1", "", "v2.0.0"])
def test_a_target_that_is_not_a_release_is_an_error(target):
    assert set(found("okta", "1.12.14", target)) == {("OPT-05", "error")}


def test_without_a_release_of_now_the_target_is_still_judged():
    assert ("CLM-05", "warning") in found("okta", None, "2.0.0", jwt_principal_claims_mapping=MAPPING)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_release_as_a_target_says_nothing_more(name):
    same = planned(name, "1.12.14", "1.12.14").findings
    assert same == planned(name, "1.12.14", None).findings
