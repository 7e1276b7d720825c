# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a variable could not be evaluated: Ansible's words where no secret can be in them, else the kind alone."""

import jinja2
import pytest
from ansible.errors import AnsibleError, AnsibleFilterError, AnsibleLookupError, AnsibleUndefinedVariable
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import AnsibleVaultError, VaultLib, VaultSecret
from ansible.template import Templar
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import evaluation_errors
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.evaluation_errors import reason

try:
    from ansible.template import trust_as_template as expression
except ImportError:  # before 2.19 every text is one
    expression = str

SECRET = "s3cret"
HOLDING = (
    "om_sso_client_secret",
    "om_sso_saml",
    "om_sso_ldap",
    "om_sso_admin_token",
    "om_sso_jwt_private_key",
    "om_sso_extra_environment",
    "om_sso_clientsecret",
)


def from_(error, cause):
    """An error with its cause."""
    error.__cause__ = cause
    return error


def test_ansibles_words_are_shown_for_an_option_that_never_holds_a_secret():
    error = AnsibleError("file not found: /x.\nmore lines")
    assert reason("om_sso_server_url", "{{ x }}", error) == "file not found: /x"


@pytest.mark.parametrize("name", HOLDING)
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AnsibleUndefinedVariable(f"'{SECRET}' is undefined"), "names a variable that is not defined"),
        (AnsibleFilterError(f"time data '{SECRET}' does not match"), "a filter or lookup in it fails"),
        (AnsibleLookupError(f"could not locate file in lookup: {SECRET}"), "a filter or lookup in it fails"),
        (AnsibleVaultError(f"Attempting to decrypt {SECRET}"), "cannot be decrypted"),
        (from_(AnsibleError(f"String: {SECRET}"), jinja2.TemplateSyntaxError(SECRET, 1)), "not a valid template"),
        (AnsibleError(f"template error. String: {SECRET}"), "a filter, lookup or operator in it fails"),
        (ValueError(f"invalid literal: '{SECRET}'"), "operator in it fails (ValueError)"),
        (from_(AnsibleError(f"String: {SECRET}"), ZeroDivisionError(SECRET)), "in it fails (ZeroDivisionError)"),
        (RecursionError("too deep"), "it names itself"),
        (from_(AnsibleError(f"String: {SECRET}"), RecursionError(SECRET)), "it names itself"),
    ],
)
def test_of_any_other_only_the_kind_is_told(name, error, words):
    told = reason(name, f"{SECRET}{{{{ z", error)
    assert words in told and SECRET not in told


def test_a_wrong_password_of_the_vault_is_named_by_every_ansible_core(tmp_path):
    right, wrong = VaultLib([("default", VaultSecret(b"right"))]), VaultSecret(b"wrong")
    text = right.encrypt(SECRET).decode()
    (tmp_path / "v.yml").write_text("secret: !vault |\n" + "".join(f"  {line}\n" for line in text.splitlines()))
    loader = DataLoader()
    loader.set_vault_secrets([("default", wrong)])
    values = loader.load_from_file(str(tmp_path / "v.yml"))
    with pytest.raises(AnsibleError) as raised:
        str(Templar(loader, values).template(values["secret"]))
    told = reason("om_sso_client_secret", "", raised.value)
    assert "cannot be decrypted: give the password of the vault" in told


def test_a_variable_that_is_not_defined_is_named_where_nothing_else_is_in_the_expression():
    error = AnsibleUndefinedVariable("'vault_secret' is undefined")
    assert reason("om_sso_client_secret", "{{ vault_secret }}", error) == (
        "vault_secret, or what it names, is not defined"
    )
    assert "vault_secret" not in reason("om_sso_client_secret", "pass{{ vault_secret }}", error)


def test_causes_in_a_circle_end():
    one, other = ValueError(SECRET), ValueError(SECRET)
    one.__cause__, other.__cause__ = other, one
    assert reason("om_sso_client_secret", "x", one) == "a filter, lookup or operator in it fails (ValueError)"


def test_a_variable_that_names_itself_is_told_in_a_few_words_by_every_ansible_core():
    text = expression("{{ om_sso_server_url }}")
    with pytest.raises(AnsibleError) as raised:
        Templar(DataLoader(), {"om_sso_server_url": text}).template(text)
    told = reason("om_sso_server_url", text, raised.value)
    assert told == "it names itself, directly or through other variables"


def test_a_sentence_is_told_once():
    error = AnsibleError("'nope' is undefined. 'nope' is undefined")
    assert reason("om_sso_server_url", "{{ nope }}", error) == "'nope' is undefined"


def test_options_that_hold_secrets_are_known_by_their_own_mark():
    assert not evaluation_errors.OPEN & set(HOLDING)
    assert {"om_sso_server_url", "om_sso_client_id", "om_sso_admin_principals"} <= evaluation_errors.OPEN
