# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks that read what hosts have already.

Over SSH, in one call, without a trace on the host or a secret in the output.
"""

import collections
import json
import stat

import pytest
import yaml
from examples import flawed
from lab import cache, existing

SSH = cache.CHECKOUT / "tests" / "support" / "ssh_stub"
MARK = "Canary7Zq"
SECRET = f"{MARK}#1 'x' \\ $y {{{{ z }}}} ü"
#: What an operator wrote by hand, and what is left of a guide below it.
BY_HAND = {
    "AUTHORIZER_ADMIN_PRINCIPALS": "[jane]",
    "AUTHORIZER_PRINCIPAL_DOMAIN": "acme.io",
    "AUTHENTICATION_PROVIDER": "auth0",
    "AUTHENTICATION_PUBLIC_KEYS": "[https://acme.eu.auth0.com/.well-known/jwks.json, {url}/api/v1/system/config/jwks]",
    "AUTHENTICATION_AUTHORITY": "https://acme.eu.auth0.com",
    "AUTHENTICATION_CLIENT_ID": "Kx81fNvQ2aJr7TzB",
    "AUTHENTICATION_CALLBACK_URL": "https://metadata.acme.io/callback",
    "AUTHENTICATION_CLIENT_TYPE": "confidential",
    "OIDC_CLIENT_ID": "Kx81fNvQ2aJr7TzB",
    "OIDC_TYPE": "auth0",
    "OIDC_CLIENT_SECRET": json.dumps(SECRET, ensure_ascii=False),
    "OIDC_DISCOVERY_URI": "https://acme.eu.auth0.com/.well-known/openid-configuration",
    "OIDC_CALLBACK": "https://metadata.acme.io/callback",
    "OIDC_SERVER_URL": "https://metadata.acme.io",
    "FERNET_KEY": f"{MARK}AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
}


@pytest.fixture(scope="module")
def host(install):
    """A server that runs with a configuration made by hand."""
    made = install("by-hand", "1.12.14")
    texts = {name: text.replace("{url}", made.url).replace("'", "'\\''") for name, text in BY_HAND.items()}
    lines = "".join(f"export {name}='{text}'\n" for name, text in texts.items())
    made.hook.write_text(made.hook.read_text(encoding="utf-8") + lines, encoding="utf-8")
    return made.start()


@pytest.fixture
def over(host, tmp_path):
    """`over(controller)` gives `run(verb, ...)`: a playbook over an ssh that counts.

    ``run.calls`` are those of the last run.
    """
    ssh = {
        "ansible_connection": "ssh",
        "ansible_host": "om-1",
        **{f"ansible_{name}_executable": str(SSH / name) for name in ("ssh", "scp", "sftp")},
    }
    calls = tmp_path / "calls"

    def on(controller):
        def run(verb, *arguments, **variables):
            calls.write_text("", encoding="utf-8")
            controller.inventory(
                {"om-1": {**host.variables, **ssh}},
                **{"om_sso_adopt_directory": str(tmp_path / "host_vars"), **variables},
            )
            outcome = controller.run(verb, "-vvvv", *arguments, OM_TEST_CALLS=str(calls))
            assert MARK not in outcome.output, [line for line in outcome.output.splitlines() if MARK in line]
            assert MARK not in json.dumps([result.data for result in outcome.results])
            run.calls = collections.Counter(calls.read_text(encoding="utf-8").splitlines())
            return outcome

        run.reported = controller.reported
        return run

    return on


@pytest.fixture
def run(over, controller):
    """The same with the newest core."""
    return over(controller)


def places(run):
    """{(rule, line)} of the last report's findings in the operator's own file."""
    found = run.reported()["hosts"]["om-1"]["findings"]
    return {
        (finding["rule"], int(finding["option"].rpartition(":")[2]))
        for finding in found
        if finding["option"].rpartition(":")[0].endswith("-env.sh")
    }


def test_a_guides_lines_on_a_host_are_found_in_one_call(host, over, each_controller):
    text, run = host.hook.read_text(encoding="utf-8"), over(each_controller)
    begin = len(text.splitlines())
    host.hook.write_text(text + flawed.AS_IN_THE_GUIDE, encoding="utf-8")
    before = host.tree(everything=True)
    outcome = run("check_config").failed()
    assert host.tree(everything=True) == before
    host.hook.write_text(text, encoding="utf-8")
    assert run.calls == {"ssh om-1": 1}
    expected = {
        (rule, begin + line) for rule in ("ENV-02", "ENV-03", "ENV-22") for line in flawed.FOUND_IN_THE_GUIDE[rule]
    }
    assert expected <= places(run)
    assert "ENV-01" not in {rule for rule, _line in places(run)}, "a shell takes the comment away"
    assert "ENV-03" in outcome.said("om-1"), "the lines of a failing task hold its findings"


def test_the_plan_reads_hosts_when_it_is_told(run, operator):
    run("plan", "-e", "om_sso_read_hosts=true", **operator).passed()
    assert run.calls == {"ssh om-1": 1}
    assert {rule for rule, _line in places(run)} == {"ENV-26", "SAVE-04"}, "set by the plan too; an address in numbers"


def test_what_is_adopted_is_applied_and_changes_nothing_in_effect(host, run, controller, tmp_path):
    before, served, tree = existing.in_effect(host, "1.12.14"), host.served(), (host.tree(), host.state_files())
    folder = tmp_path / "host_vars" / "om-1"
    assert "planned" in run("adopt", "--check").passed().output
    assert not folder.exists()
    outcome = run("adopt", "--diff").passed()
    assert run.calls == {"ssh om-1": 1}
    assert (host.tree(), host.state_files()) == tree
    plain, secrets = (folder / name for name in ("om_sso.yml", "om_sso.vault.yml"))
    assert outcome.of("om-1")["files"] == [{"path": str(path), "changed": True} for path in (plain, secrets)]
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert MARK not in plain.read_text(encoding="utf-8")
    assert yaml.safe_load(plain.read_text(encoding="utf-8")) == yaml.safe_load(ADOPTED)
    password = tmp_path / "password"
    password.write_text("open sesame\n", encoding="utf-8")
    secrets.write_text(controller.vault(secrets.read_text(encoding="utf-8"), password), encoding="utf-8")
    vault = ("--vault-password-file", str(password))
    assert run("adopt", *vault).passed().of("om-1")["changed"] is False, "the encrypted secrets are compared"
    run("sso", "-e", f"@{plain}", "-e", f"@{secrets}", *vault).passed()
    assert (existing.in_effect(host, "1.12.14"), host.served()) == (before, served)
    host.own_file.write_text(host.own_file.read_text(encoding="utf-8").replace("acme.io", "other.io"), encoding="utf-8")
    found = run("check_config").passed().of("om-1")["findings"]
    assert [finding["rule"] for finding in found if finding["severity"] != "info"] == ["ENV-31"], (
        "what we wrote has no other fault than that a hand changed it"
    )


#: What is not as our own defaults would have it is said, and nothing else.
ADOPTED = """
om_sso_provider: auth0
om_sso_auth0_domain: acme.eu.auth0.com
om_sso_server_url: https://metadata.acme.io
om_sso_client_id: Kx81fNvQ2aJr7TzB
om_sso_admin_principals: [jane]
om_sso_principal_domain: acme.io
om_sso_client_secret: "{{ vault_om_sso_client_secret }}"
om_sso_scopes: [openid, email, profile]
om_sso_prompt: consent
om_sso_max_age: 0
om_sso_extra_environment:
  CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME: ""
  FERNET_KEY: "{{ vault_om_sso_extra_environment_fernet_key }}"
"""


def test_a_server_that_does_not_run_is_not_adopted(host, run, tmp_path):
    host.stop()
    assert "does not run" in run("adopt").failed().said("om-1")
    assert not (tmp_path / "host_vars").exists()
