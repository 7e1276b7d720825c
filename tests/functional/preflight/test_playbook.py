# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Preflight as an operator calls it: the playbook, one probe for many hosts, from a host, and its policy."""

import collections
import json
import re
import sys
import urllib.request

import pytest
from identity_providers import realms
from identity_providers.realms import SECRET
from lab.slapd import ADMIN, PASSWORD

LOCAL = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable, "om_sso_deployment": "bare_metal"}
COMMON = {
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_admin_principals": ["jane.doe"],
    "om_sso_principal_domain": "acme.io",
}
FROM_HOST = "- hosts: all\n  gather_facts: false\n  tasks: [openmetadata.sso.preflight: {from: host}]\n"


def at(url):
    """What an operator writes for Keycloak."""
    return {
        **COMMON,
        "om_sso_provider": "keycloak",
        "om_sso_keycloak_url": url,
        "om_sso_keycloak_realm": "acme",
        "om_sso_client_id": "om",
        "om_sso_client_secret": SECRET,
    }


@pytest.fixture
def keycloak_variables(keycloak):
    """The same for the real one."""
    return at(keycloak.url)


@pytest.fixture
def downed(serve):
    """A provider that is down, and how often each of its pages was asked for."""
    asked = collections.Counter()

    def answer(handler):
        asked[handler.path] += 1
        handler.send_response(503)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return serve(answer), asked


def provider_line(output):
    """What the operator reads of the provider."""
    return next(line.split("provider", 1)[1].strip() for line in output.splitlines() if line.startswith("  provider"))


def test_a_provider_that_fits_is_one_line(controller, keycloak, keycloak_variables):
    controller.inventory({"om-1": LOCAL}, **keycloak_variables)
    run = controller.run("preflight").passed()
    said = (
        "discovery ok, issuer ok, 1 key, redirect URI registered, response type accepted, no PKCE needed, "
        "scopes accepted, client secret accepted"
    )
    assert provider_line(run.output) == f"{keycloak.realms.good}: {said}"
    assert "WARNING" not in run.output and SECRET not in run.output


def test_a_sample_shows_who_would_sign_in(controller, keycloak_variables):
    controller.inventory({"om-1": LOCAL}, **keycloak_variables, om_sso_sample_claims={"email": "Jane.Doe@acme.io"})
    assert provider_line(controller.run("preflight").passed().output).endswith(
        "sample user jane.doe <jane.doe@acme.io>, administrator"
    )


def test_one_host_that_does_not_fit_stops_alone(controller, keycloak_variables):
    controller.inventory({"om-1": LOCAL, "om-2": {**LOCAL, "om_sso_client_id": "om-path"}}, **keycloak_variables)
    run = controller.run("preflight", "-vvv").failed()
    states = {result.host: result.status for result in run.results}
    assert (states["om-1"], states["om-2"]) == ("ok", "failed")
    assert "RED-01" in run.output and "Keycloak: Clients > your client > Settings > Valid redirect URIs" in run.output
    assert SECRET not in run.output
    findings = {
        host: [finding["rule"] for finding in part["findings"]] for host, part in controller.reported()["hosts"].items()
    }
    assert findings == {"om-1": [], "om-2": ["RED-01"]}
    assert SECRET not in json.dumps(controller.reported())


def test_forty_hosts_that_share_a_provider_cost_one_probe(controller, downed):
    url, asked = downed
    variables = at(url)
    controller.inventory({f"om-{number}": LOCAL for number in range(40)}, **variables)
    run = controller.run("preflight").passed()
    assert asked["/realms/acme/.well-known/openid-configuration"] == 1
    assert run.output.count("PRE-01") == 1
    assert "(40 hosts)" in run.output


def test_hosts_that_fail_for_the_same_reason_say_it_once(each_controller, downed):
    """Rescue, JUnit and chat see a failed task's message alone; each host that fails is in the recap."""
    names = [f"om-{number}" for number in range(20)]
    hosts = dict.fromkeys(names, LOCAL)
    hosts["om-off"] = {**LOCAL, "om_sso_preflight": "off"}
    each_controller.inventory(hosts, **{"om_sso_preflight": "required", **at(downed[0])})
    run = each_controller.run("preflight").failed()
    said = {result.host: result.data["msg"] for result in run.results if result.status == "failed"}
    assert set(said) == set(names)
    assert "PRE-01" in "".join(said["om-0"]) and said["om-0"][0] == "om-0, om-1, om-2, … (20 hosts)"
    assert said["om-19"] == ["the same findings as om-0: PRE-01"]
    before, recap = run.output.split("PLAY RECAP")
    assert all(re.search(rf"^{name} +: ok=.* failed=1 ", recap, re.MULTILINE) for name in names)
    assert re.search(r"^om-off +: ok=.* failed=0 ", recap, re.MULTILINE)
    rest = [line for line in before.splitlines() if "the same findings as" not in line and not line.startswith("ok: ")]
    assert len(rest) <= 40, before


@pytest.mark.parametrize(("policy", "passes"), [("warn", True), ("required", False), ("off", True)])
def test_an_outage_stops_only_where_an_answer_is_required(controller, downed, policy, passes):
    url, asked = downed
    variables = at(url)
    controller.inventory({"om-1": LOCAL}, **variables, om_sso_preflight=policy)
    run = controller.run("preflight")
    run.passed() if passes else run.failed()
    assert bool(asked) == (policy != "off")
    assert ("PRE-01" in run.output) == (policy != "off")


def test_a_passing_outage_does_not_stop_a_run_that_changes_nothing(controller, install, downed):
    url, asked = downed
    host = install("om-outage").start()
    controller.inventory({"om-1": {**host.variables, "om_sso_preflight": "warn"}}, **at(url))
    assert "applied" in controller.run("sso").passed().output
    asked.clear()
    run = controller.run("sso").passed()
    assert asked and "PRE-01" in run.output and "  current " in run.output
    assert [result.task for result in run.results if result.data.get("changed")] == []


def test_a_rule_may_be_ignored(controller, keycloak_variables):
    variables = {
        **keycloak_variables,
        "om_sso_client_id": "om-path",
        "om_sso_ignore_rules": {"RED-01": "registered tomorrow"},
    }
    controller.inventory({"om-1": LOCAL}, **variables)
    assert "redirect URI not registered" in controller.run("preflight").passed().output


def test_a_ca_file_that_is_not_there_is_told(controller, keycloak_variables):
    controller.inventory({"om-1": LOCAL}, **keycloak_variables, om_sso_preflight_ca_file="/nowhere/ca.pem")
    assert "PRE-04" in controller.run("preflight").failed().output


def test_a_ca_file_without_a_certificate_is_told(controller, keycloak_variables, tmp_path):
    (tmp_path / "ca.pem").write_text("no certificate", encoding="utf-8")
    controller.inventory({"om-1": LOCAL}, **keycloak_variables, om_sso_preflight_ca_file=str(tmp_path / "ca.pem"))
    assert "PRE-04" in controller.run("preflight").failed().output


def test_a_host_asks_for_itself(controller, keycloak, keycloak_variables, tmp_path):
    (tmp_path / "host.yml").write_text(FROM_HOST, encoding="utf-8")
    controller.inventory({"om-1": LOCAL}, **keycloak_variables)
    run = controller.run(str(tmp_path / "host.yml"), "-vvv").passed()
    assert "asked from  the host" in run.output
    assert "redirect URI registered, " in run.output and "client secret accepted" in run.output
    assert SECRET not in run.output


def test_a_directory_is_asked_too(controller, slapd, pki):
    directory = {
        "host": "localhost",
        "port": slapd.tls_port,
        "ssl_enabled": True,
        "truststore_config_type": "JVMDefault",
        "dn_admin_principal": ADMIN,
        "dn_admin_password": PASSWORD,
        "user_base_dn": "ou=people,dc=acme,dc=io",
        "mail_attribute_name": "mail",
    }
    variables = {
        **COMMON,
        "om_sso_provider": "ldap",
        "om_sso_ldap": directory,
        "om_sso_sample_user": "jane.doe@acme.io",
    }
    controller.inventory({"om-1": LOCAL}, **variables, om_sso_preflight_ca_file=str(pki.ca.certificate))
    run = controller.run("preflight", "-vvv").passed()
    tls, _ends, said = provider_line(run.output).replace(")", "(", 1).split("(")
    assert tls == f"ldaps://localhost:{slapd.tls_port}: TLS ok "
    user = "jane.doe@acme.io is Jane Döe <jane.doe@acme.io>"
    assert said == f", bind ok, user base ok, mail attribute ok, {user}"
    assert PASSWORD not in run.output


@pytest.mark.parametrize("playbook", ["preflight", "host.yml"])
def test_a_saml_provider_is_asked_with_a_signed_request(controller, keycloak, pki, tmp_path, playbook):
    server, certificate = COMMON["om_sso_server_url"], pki.good.certificate.read_text()
    client = realms.saml_client(server)
    signing = "".join(certificate.split("-----")[2].split())
    client["attributes"] |= {"saml.client.signature": "true", "saml.signing.certificate": signing}
    issuer = keycloak.realm(f"signed-{playbook[:4]}", [client])
    with urllib.request.urlopen(f"{issuer}/protocol/saml/descriptor") as answer:
        own = re.search(r"X509Certificate>([^<]+)<", answer.read().decode()).group(1)
    idp = {"entity_id": issuer, "sso_login_url": f"{issuer}/protocol/saml", "idp_x509_certificate": own}
    sp = {"sp_x509_certificate": certificate, "sp_private_key": pki.good.key.read_text()}
    saml = {"idp": idp, "sp": sp, "security": {"send_signed_auth_request": True}}
    (tmp_path / "host.yml").write_text(FROM_HOST, encoding="utf-8")
    controller.inventory({"om-1": LOCAL}, **COMMON, om_sso_provider="saml", om_sso_saml=saml)
    name = str(tmp_path / playbook) if playbook.endswith(".yml") else playbook
    run = controller.run(name, "-vvv").passed()
    assert "own key pair ok, service provider registered, ACS URL registered, signature accepted" in run.output
    assert not [line for line in pki.good.key.read_text().splitlines()[1:3] if line in run.output]
