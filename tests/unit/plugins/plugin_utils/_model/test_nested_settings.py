# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dictionaries among the role variables.

What is wrong in them is said by its dotted name, and the rest still counts.
"""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import settings
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.value import dig
from examples import example


def found(variables):
    return {(finding.rule, finding.option): finding for finding in settings.parse(variables).findings}


@pytest.mark.parametrize(
    ("changes", "rule", "option"),
    [
        ({"ldap__port": "many"}, "OPT-02", "om_sso_ldap.port"),
        ({"ldap__port": 0}, "OPT-02", "om_sso_ldap.port"),
        ({"ldap__port": 65536}, "OPT-02", "om_sso_ldap.port"),
        ({"ldap__port": True}, "OPT-02", "om_sso_ldap.port"),
        ({"ldap__host": None}, "OPT-03", "om_sso_ldap.host"),
        ({"ldap__user_base": "ou=x"}, "OPT-01", "om_sso_ldap.user_base"),
        ({"ldap__truststore_config_type": "trustall"}, "OPT-02", "om_sso_ldap.truststore_config_type"),
        ({"ldap__trust_store_config": "none"}, "OPT-02", "om_sso_ldap.trust_store_config"),
        (
            {"ldap__trust_store_config__host_name_config": {"allow_wild_cards": "perhaps"}},
            "OPT-02",
            "om_sso_ldap.trust_store_config.host_name_config.allow_wild_cards",
        ),
        ({"ldap": "ldap.acme.io"}, "OPT-02", "om_sso_ldap"),
        ({"ldap": None}, "OPT-03", "om_sso_ldap"),
        ({"ldap": {}}, "OPT-03", "om_sso_ldap.dn_admin_password"),
    ],
)
def test_a_mistake_is_named_by_its_dotted_option(changes, rule, option):
    findings = found(example("ldap", **changes))
    assert (rule, option) in findings
    assert findings[rule, option].message.startswith(option)
    assert findings[rule, option].fix


def test_a_misspelt_key_is_recognized():
    assert (
        "om_sso_ldap.user_base_dn?"
        in found(example("ldap", ldap__user_base="x"))["OPT-01", "om_sso_ldap.user_base"].fix
    )


def test_what_is_right_beside_a_mistake_still_counts():
    parsed = settings.parse(example("ldap", ldap__port="many", ldap__trust_store_config__jvm_default_config=5))
    assert not parsed.complete
    assert dig(parsed.settings, "ldap", "port") is None
    assert dig(parsed.settings, "ldap", "host") == "ldap.acme.io"
    assert (
        dig(parsed.settings, "ldap", "trust_store_config", "custom_trust_manager_config", "trust_store_file_format")
        == "PKCS12"
    )
    assert dig(parsed.settings, "ldap", "max_pool_size") == 3


def test_a_key_without_a_value_counts_as_left_out():
    parsed = settings.parse(example("ldap", ldap__max_pool_size=None, ldap__group_base_dn=None))
    assert (parsed.complete, parsed.settings.ldap.max_pool_size, parsed.settings.ldap.group_base_dn) == (True, 3, None)


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_an_empty_text_is_a_missing_value_where_one_is_required(empty):
    assert ("OPT-03", "om_sso_client_id") in found(example("auth0", client_id=empty))
    assert ("OPT-03", "om_sso_ldap.host") in found(example("ldap", ldap__host=empty))
    assert found(example("auth0")) == {}


def test_options_of_openid_connect_are_none_for_a_provider_without_it():
    chosen = settings.parse(example("ldap")).settings
    assert (chosen.flow, chosen.client_id, chosen.client_secret) == (None, None, None)


def test_a_default_of_another_provider_is_not_a_finding_and_a_value_is_one():
    defaults = {
        option.variable: option.default for option in settings.all_options().values() if option.default is not None
    }
    assert found({**defaults, **example("ldap")}) == {}
    assert ("OPT-04", "om_sso_pkce") in found(example("ldap", pkce=True))
    assert ("MISC-02", "om_sso_okta_issuer") in found(example("ldap", okta_issuer="https://acme.okta.com"))


def test_no_value_of_a_mistake_is_shown():
    for changes in ({"ldap__dn_admin_password": 18446744073709551}, {"ldap__port": "canary"}, {"ldap__canary": 1}):
        for finding in found(example("ldap", **changes)).values():
            assert "canary" not in finding.message.replace("om_sso_ldap.canary", "")
            assert "18446744073709551" not in finding.message + finding.fix
