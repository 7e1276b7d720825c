# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The value that arrives in the server's process is the value that was given, and a secret is read once."""

import base64

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from lab.playbooks import Unsafe

PEM = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n+/==\n-----END PRIVATE KEY-----\n"
#: Values that something on the way could take for its own, by a variable of OpenMetadata that takes any text.
NASTY = {
    "OM_SM_CLIENT_SECRET": "a # comment, a: colon, - dash",
    "OM_SM_ACCESS_KEY": "$HOME ${HOME} $$ $(id) `id` $x",
    "SAML_KEYSTORE_PASSWORD": "it's \"quoted\" and 'quoted'",
    "AUTHENTICATION_LOOKUP_ADMIN_PWD": "back\\slash \\n \\\\ end\\",
    "AUTHENTICATION_LDAP_KEYSTORE_PASSWORD": "{{ client_secret }} {% raw %} {# note #}",
    "SAML_SP_PRIVATE_KEY": PEM,
    "SAML_IDP_CERTIFICATE": "zwölf Boxkämpfer 日本語 🔑 \u2028",
    "OM_SM_CLIENT_ID": "!vault |",
    "OM_SM_TENANT_ID": "012345",
    "OM_SM_REGION": "true",
    "OM_SM_NAMESPACE": "  blanks around  ",
    "OM_SM_VAULT_NAME": "",
    "OM_SM_PROJECT_ID": "1e5",
    "SECRET_MANAGER_PREFIX": "%s %n %% %h",
    "SAML_KEYSTORE_ALIAS": "null",
}
SECRET = "s3cr#t #x $y ' \" \\ canary{{ x }} ${HOME} ü"


@pytest.fixture(scope="module")
def host(install):
    """One host for all."""
    return install("arrival").start()


def arrived(host):
    """What the server's YAML reader makes of its environment."""
    return {
        name: yaml.safe_load(text)
        for name, text in host.environ().items()
        if name in NASTY or name == "OIDC_CLIENT_SECRET"
    }


def test_every_value_arrives_byte_for_byte(host, each_controller, operator):
    values = {**operator, **host.variables, "om_sso_client_secret": SECRET, "om_sso_extra_environment": NASTY}
    planned = {entry.name: entry.text for entry in plan.make(values).environment}
    extra = {name: Unsafe(value) if "{{" in value else value for name, value in NASTY.items()}
    each_controller.inventory(
        {"om-1": host.variables},
        **{**operator, "om_sso_client_secret": Unsafe(SECRET), "om_sso_extra_environment": extra},
    )
    each_controller.run("sso").passed()
    environment = host.environ()
    assert {name: environment.get(name) for name in planned} == planned
    assert arrived(host) == {**NASTY, "OIDC_CLIENT_SECRET": SECRET}


def test_the_callers_environment_does_not_reach_the_server(host, controller, operator, tmp_path):
    controller.inventory({"om-1": host.variables}, **operator)
    playbook = tmp_path / "play.yml"
    playbook.write_text(
        "- hosts: all\n  gather_facts: false\n"
        "  environment: {OIDC_CLIENT_SECRET: of-the-caller, AUTHENTICATION_PROVIDER: basic, SAML_KEYSTORE_PASSWORD: "
        "of-the-caller}\n"
        "  roles: [openmetadata.sso.om_sso]\n",
        encoding="utf-8",
    )
    host.stop()
    controller.run(str(playbook), OIDC_CLIENT_SECRET="of-the-shell", OIDC_SCOPE="of-the-shell").passed()
    environment = host.environ()
    assert "of-the-caller" not in environment.values() and "of-the-shell" not in environment.values()
    assert (environment["AUTHENTICATION_PROVIDER"], environment["OIDC_CLIENT_SECRET"]) == ("auth0", "a-secret-of-auth0")


def test_a_vaulted_value_arrives(host, each_controller, operator, tmp_path):
    password = tmp_path / "password"
    password.write_text("open sesame\n", encoding="utf-8")
    vaulted = each_controller.vault(SECRET, password)
    extra = {"SAML_SP_PRIVATE_KEY": each_controller.vault(PEM, password)}
    each_controller.inventory(
        {"om-1": host.variables}, **{**operator, "om_sso_client_secret": vaulted, "om_sso_extra_environment": extra}
    )
    each_controller.run("sso", "--vault-password-file", str(password)).passed()
    assert arrived(host) == {"OIDC_CLIENT_SECRET": SECRET, "SAML_SP_PRIVATE_KEY": PEM}


def test_a_vaulted_value_without_the_password_is_one_finding(host, each_controller, operator, tmp_path):
    password = tmp_path / "password"
    password.write_text("open sesame\n", encoding="utf-8")
    before = host.tree(everything=True)
    each_controller.inventory(
        {"om-1": host.variables}, **{**operator, "om_sso_client_secret": each_controller.vault(SECRET, password)}
    )
    run = each_controller.run("sso").failed()
    assert run.output.count("ERROR    OPT-07   om_sso_client_secret cannot be evaluated") == 1
    assert "FLOW-01" not in run.output, "it is there, so it is not called missing"
    assert host.tree(everything=True) == before


@pytest.mark.parametrize("verb", ["sso --check", "sso", "plan", "verify", "verify -e om_sso_verify_from=http"])
def test_a_secret_is_read_once_a_run(host, controller, operator, verb, tmp_path):
    read_once(host, controller, operator, verb, tmp_path)


def test_a_secret_is_read_once_a_run_with_each_core(host, each_controller, operator, tmp_path):
    read_once(host, each_controller, operator, "sso", tmp_path)


def read_once(host, controller, operator, verb, tmp_path):
    """Run a verb with a secret from a store that counts."""
    reads = tmp_path / "reads"
    encoded = base64.b64encode(SECRET.encode()).decode()
    secret = "{{ secret_of_the_store | b64decode }}"
    controller.inventory(
        {"om-1": host.variables},
        **{**operator, "om_sso_client_secret": secret},
        secret_of_the_store=f"{{{{ lookup('counted', '{encoded}') }}}}",
    )
    run = controller.run(*verb.split(), OM_TEST_READS=str(reads))
    assert run.status == 0 or "verify" in verb, run.output  # which may find the secret of another test in effect
    assert reads.read_text(encoding="utf-8").splitlines() == ["read"]
    if verb == "sso":
        assert yaml.safe_load(host.environ()["OIDC_CLIENT_SECRET"]) == SECRET


def test_no_secret_stays_on_the_controller(host, each_controller, operator):
    each_controller.inventory({"om-1": host.variables}, **{**operator, "om_sso_client_secret": Unsafe(SECRET)})
    each_controller.run("sso").passed()
    left = [path for path in (each_controller.folder / "home").rglob("*") if path.is_file()]
    assert [path for path in left if "om_sso" in path.name or SECRET.encode() in path.read_bytes()] == []
