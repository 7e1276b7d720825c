# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every playbook on a real OpenMetadata (docs/contribute/real-server.md): steps of one story, in order."""

import json
import subprocess
import sys
import tempfile
import urllib.request

import pytest
from identity_providers import realms
from lab import cache, sign_in, upstream
from lab import slapd as directories
from lab.browser import Browser
from lab.own_keys import key_set
from lab.venvs import Missing

pytestmark = pytest.mark.optional  # an installed OpenMetadata is another project's and not part of this repository

INGESTION = cache.CHECKOUT / "molecule" / "files" / "ingestion.py"
JANE = ("jane.doe", True)
KEY = {"om_sso_jwt_key_id": "2026-11", "om_sso_mint_admin_token": True}


def test_the_first_start_serves_basic_and_writes_both_rows(server):
    assert server.served()["provider"] == "basic"
    status, token = sign_in.by_password(server.url, upstream.ADMIN, upstream.PASSWORD)
    assert status == 200, token
    status, rows = server.call("system/security/config", token)
    assert status == 200 and set(rows) == {"authenticationConfiguration", "authorizerConfiguration"}, rows


def test_adopt_finds_what_the_server_works_with(site, folder):
    run = site.run("adopt", "-e", f"om_sso_adopt_directory={folder / 'adopted'}").passed()
    written = (folder / "adopted" / "om-1" / "om_sso.yml").read_text(encoding="utf-8")
    assert "om_sso_provider: basic" in written and "planned values are as the server has them" in run.output
    assert "ADO-01" not in run.output


def test_plan_accepts_the_variables(site):
    run = site.run("plan").passed()
    assert "ERROR" not in run.output


def test_check_mode_changes_nothing(site):
    before = site.server.tree(), site.server.pid, site.server.served()
    run = site.run("sso", "--check", "--diff").passed()
    assert run.of("om-1")["changed"] is True and "restart the server" in run.output
    assert (site.server.tree(), site.server.pid, site.server.served()) == before


def test_sso_brings_the_authorization_code_flow_into_effect(site):
    before = site.server.pid
    done = site.run("sso").passed().of("om-1")
    assert (done["changed"], done["restarted"], done["result"]) == (True, True, "changed")
    served = site.server.served()
    assert (served["provider"], served["clientType"], served["clientId"]) == ("custom-oidc", "confidential", "om")
    assert site.server.pid not in (None, before)


def test_somebody_signs_in_over_http(site):
    assert site.whoami(site.jane()) == JANE


def test_somebody_signs_in_with_a_browser(site, require):
    """At the server's own sign-in address: a page of the user interface is not needed for it."""
    landing = site.server.url + sign_in.LANDING
    with tempfile.TemporaryDirectory(prefix="om-sso-chromium-", ignore_cleanup_errors=True) as profile:
        try:
            with Browser(profile) as browser:
                browser.driver.get(f"{site.server.url}/api/v1/auth/login?redirectUri={landing}")
                browser.fill_in("jane", realms.PASSWORD)
                browser.until(lambda: browser.address.startswith(site.server.url))
                assert "error" not in browser.address, browser.address
                answers = browser.driver.execute_script(ANSWER)
        except Missing as missing:
            require(str(missing))
    assert answers == ["jane.doe", True], answers


#: The refresh endpoint gives the session's token: that the browser has one shows that it is signed in.
ANSWER = """
const token = (await (await fetch('/api/v1/auth/refresh')).json()).accessToken;
const user = await (await fetch('/api/v1/users/loggedInUser', {headers: {Authorization: 'Bearer ' + token}})).json();
return [user.name, user.isAdmin];
"""


def test_a_second_run_changes_nothing(site):
    pid = site.server.pid
    done = site.run("sso").passed().of("om-1")
    assert (done["changed"], done["restarted"], done["result"]) == (False, False, "unchanged")
    assert site.server.pid == pid
    site.run("verify").passed()


def test_drift_in_the_rows_is_seen_and_corrected(site):
    site.server.patch_rows(site.jane(), ("authorizerConfiguration/principalDomain", "other.io"))
    run = site.run("verify").failed()
    assert "other.io" in run.output and "drift" in run.output
    assert site.run("sso").passed().of("om-1")["changed"] is True
    site.run("verify").passed()


def test_drift_in_the_files_is_seen_and_corrected(site):
    own = site.server.own_file
    own.write_text(own.read_text(encoding="utf-8").replace("acme.io", "other.io"), encoding="utf-8")
    run = site.run("verify").failed()
    assert "other.io" in run.output
    assert site.run("sso").passed().of("om-1")["changed"] is True
    site.run("verify").passed()


def test_a_change_that_leaves_nobody_able_to_sign_in_is_restored(site):
    """The server starts and is healthy without its provider, and its sign-in answers 404."""
    before = site.server.tree(), site.server.served()
    run = site.run("sso", om_sso_keycloak_url="http://localhost:9", om_sso_preflight="off").failed()
    assert "signIn" in run.output and "restored" in run.output, run.output
    assert (site.server.tree(), site.server.served()) == before
    assert site.whoami(site.jane()) == JANE


def test_a_change_with_which_the_server_does_not_start_is_restored(site, note):
    """Absent key files are found before the change; a class that does not exist ends the start."""
    before = site.server.tree(), site.server.served()
    environment = {f"RSA_{kind}_KEY_FILE_PATH": f"./conf/missing-{kind}.der" for kind in ("PUBLIC", "PRIVATE")}
    run = site.run("sso", om_sso_extra_environment=environment, om_sso_preflight="off").failed()
    assert "JWK-12" in run.output and "nothing was changed" in run.output.lower(), run.output
    wrong = {
        "om_sso_extra_environment": {"AUTHORIZER_CLASS_NAME": "org.example.Authorizer"},
        "om_sso_ignore_rules": {"ENV-12": "to see the server fail"},
    }
    run = site.run("sso", om_sso_preflight="off", **wrong).failed()
    assert "restored" in run.output, run.output
    for line in run.said("om-1").splitlines():
        note(line)
    assert (site.server.tree(), site.server.served()) == before
    assert site.whoami(site.jane()) == JANE


def test_audit_reports_the_shipped_keys_and_administrator(site):
    run = site.run("audit", om_sso_admin_token=site.jane()).passed()
    assert all(rule in run.output for rule in ("JWK-13", "BOT-06", "ENV-15")), run.output


def test_sso_brings_the_implicit_flow_into_effect(site):
    site.want(**site.implicit)
    done = site.run("sso").passed().of("om-1")
    assert done["changed"] is True and site.server.served()["clientType"] == "public"
    callback = f"{site.server.url}/callback"
    token = sign_in.by_implicit(site.issuer, "om-public", callback, "jane", realms.PASSWORD)
    assert site.whoami(token) == JANE
    assert site.run("sso").passed().of("om-1")["changed"] is False


def test_recover_goes_back_to_what_was_last_good(site):
    good = site.server.tree(), site.server.served()
    own = site.server.own_file
    own.write_text(own.read_text(encoding="utf-8").replace("om-public", "nobody"), encoding="utf-8")
    site.server.stop()
    done = site.run("recover", om_sso_recover_to="last_good").passed().of("om-1")
    assert done["restarted"] is True
    assert (site.server.tree(), site.server.served()) == good


def test_recover_goes_back_to_basic_and_sso_from_there(site):
    site.run("recover", om_sso_recover_to="basic").passed()
    assert site.server.served()["provider"] == "basic"
    status, token = sign_in.by_password(site.server.url, upstream.ADMIN, upstream.PASSWORD)
    assert status == 200 and site.whoami(token) == ("admin", True), token
    site.want(**site.code)
    site.run("sso").passed()
    assert site.whoami(site.jane()) == JANE


def test_bots_renews_a_token_and_delivers_it(site):
    site.run("bots", om_sso_admin_token=site.jane()).passed()
    assert site.whoami(delivered(site)) == ("ingestion-bot", False)
    before = delivered(site)
    again = site.run("bots", om_sso_admin_token=site.jane()).passed()
    assert "changed=0" in again.output and delivered(site) == before


def test_keys_are_rotated_under_a_bot_that_calls_all_the_time(site, folder, note):
    old, log = delivered(site), folder / "ingestion.log"
    command = [sys.executable, str(INGESTION)]
    with subprocess.Popen([*command, "run", site.server.url, str(site.tokens), str(log)]) as ingestion:
        try:
            run = site.run("rotate_keys", om_sso_admin_token=site.jane(), **KEY).passed()
        finally:
            ingestion.kill()
    judged = json.loads(
        subprocess.run([*command, "judge", str(log)], capture_output=True, text=True, check=True).stdout
    )
    note(f"ingestion during the rotation: {judged}")
    assert [key["kid"] for key in key_set(site.server.url)["keys"]] == ["2026-11"]
    assert delivered(site) != old and site.whoami(delivered(site)) == ("ingestion-bot", False)
    assert judged["failures"] and judged["alive"], judged
    assert "s without a valid token" in run.output
    status, _answer = site.server.call("users/loggedInUser", old)
    assert status >= 400, "the old token is refused"
    site.wanted.update(KEY)
    assert "changed=0" in site.run("rotate_keys").passed().output


def test_the_default_administrator_is_removed(site):
    site.run("default_admin", om_sso_admin_token=site.jane()).passed()
    assert site.server.call("users/name/admin", site.jane())[0] == 404
    again = site.run("default_admin", om_sso_admin_token=site.jane()).passed()
    assert "changed=0" in again.output


def test_saml_at_keycloak_signs_somebody_in(site):
    with urllib.request.urlopen(f"{site.issuer}/protocol/saml/descriptor", timeout=60) as answer:
        certificate = answer.read().decode().split("X509Certificate>")[1].split("<")[0]
    identity = {
        "entity_id": site.issuer,
        "sso_login_url": f"{site.issuer}/protocol/saml",
        "idp_x509_certificate": certificate,
    }
    site.want(**site.people, om_sso_provider="saml", om_sso_saml={"idp": identity})
    site.run("sso").passed()
    assert site.server.served()["provider"] == "saml"
    assert site.whoami(sign_in.by_saml(site.server.url, "jane", realms.PASSWORD)) == JANE
    assert site.run("sso").passed().of("om-1")["changed"] is False


def test_ldap_signs_somebody_in(site, slapd):
    directory = {
        "host": "localhost",
        "port": slapd.port,
        "dn_admin_principal": directories.ADMIN,
        "dn_admin_password": directories.PASSWORD,
        "user_base_dn": "ou=people,dc=acme,dc=io",
    }
    site.want(**site.people, om_sso_provider="ldap", om_sso_ldap=directory, om_sso_sample_user=directories.JANE)
    site.run("sso").passed()
    assert site.server.served()["provider"] == "ldap"
    status, token = sign_in.by_password(site.server.url, directories.JANE, directories.JANES_PASSWORD)
    assert status == 200, token
    assert site.whoami(token) == JANE
    assert sign_in.by_password(site.server.url, directories.JANE, "wrong")[0] >= 400, "1.12.6 answers 500"
    assert site.run("sso").passed().of("om-1")["changed"] is False


def delivered(site):
    """The token that ingestion uses."""
    return site.tokens.read_text(encoding="utf-8").strip().partition("=")[2]
