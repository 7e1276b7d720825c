# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an empty realm to a sign-in and a renewed secret, with the playbooks, a real Keycloak and a simulated server."""

import base64
import json
import re
import shutil
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from lab import certificates, cores, keycloak, sign_in
from lab.installation import Installation
from lab.required import require
from lab.venvs import Missing
from registration.test_keycloak import NEWEST, SERVICE_ACCOUNT

#: The second playbook of the same command.
SSO = "openmetadata.sso.sso"
SERVER = "https://metadata.acme.io"
CALLBACK = f"{SERVER}/callback"
#: What preflight must have seen to be right.
NAMED = ("redirect URI", "client secret")
PASSWORD = "jane's own password"
JANE = {
    "username": "jane.doe",
    "enabled": True,
    "email": "jane.doe@acme.io",
    "emailVerified": True,
    "firstName": "Jane",
    "lastName": "Doe",
    "realmRoles": ["offline_access"],
    "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}],
}


@pytest.fixture(scope="module")
def folder():
    """A folder that every user of this machine may enter."""
    path = Path(tempfile.mkdtemp(prefix="om-sso-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def server(folder):
    """A Keycloak whose realm holds a user and the service account, and no client of ours."""
    pair = certificates.signed(folder, "server", certificates.authority(folder))
    try:
        started = keycloak.Keycloak(folder, pair.certificate, pair.key, version=NEWEST)
    except Missing as missing:
        require(f"Keycloak {NEWEST}: {missing}")
    with started:
        yield started


@pytest.fixture
def realm(server, request):
    """A realm of its own for each test."""
    name = "data" if "nothing_to_a_sign_in" in request.node.name else re.sub(r"\W", "-", request.node.name)[:30]
    server.realm(name, [SERVICE_ACCOUNT], users=[JANE])
    server.grant(name, "ansible", "manage-clients", "view-clients")
    return name


@pytest.fixture
def host(folder, request):
    """A server with its shipped settings."""
    made = Installation(folder / request.node.name[:40], "1.12.14").start()
    yield made
    made.stop()


@pytest.fixture
def controller(folder):
    """A controller that has python-keycloak."""
    return cores.controller(cores.NEWEST, folder, "registration")


def variables(server, realm, controller, **changes):
    """What an operator writes; neither a client id nor a secret is among it."""
    registration = {"admin_client_id": "ansible", "admin_client_secret": SERVICE_ACCOUNT["secret"]}
    return {
        "om_sso_provider": "keycloak",
        "om_sso_keycloak_url": server.url,
        "om_sso_keycloak_realm": realm,
        "om_sso_server_url": SERVER,
        "om_sso_admin_principals": ["jane.doe"],
        "om_sso_principal_domain": "acme.io",
        "om_sso_openmetadata_version": "1.12.14",
        "om_sso_register_client": True,
        "om_sso_client_secret_file": str(controller.folder / "client_secret"),
        "om_sso_client_registration": {**registration, **changes.pop("registration", {})},
        "om_sso_ignore_rules": {"URL-11": "a Keycloak of the test", "CLM-15": "of the test"},
        **changes,
    }


def clients(server, realm):
    """The clients that somebody made."""
    found = server.admin("GET", f"{realm}/clients")
    return [client for client in found if client["clientId"] == "openmetadata" or "openmetadata.sso" in str(client)]


def signed_in(server, realm, secret):
    """The claims of Jane's ID token, by the login form of Keycloak and the secret that the server has."""
    issuer = f"{server.url}/realms/{realm}"
    code = sign_in.code_for(issuer, "openmetadata", CALLBACK, "jane.doe", PASSWORD)
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
    form |= {"client_id": "openmetadata", "client_secret": secret}
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f"{issuer}/protocol/openid-connect/token", data, timeout=30) as answer:
        part = json.load(answer)["id_token"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def secret_of(host):
    """The client secret in the environment of the server's process."""
    return host.environ()["OIDC_CLIENT_SECRET"].strip('"')


def test_from_nothing_to_a_sign_in_a_renewed_secret_and_another_sign_in(server, realm, host, controller):
    own = variables(server, realm, controller)
    controller.inventory({"om-1": {**host.variables, "om_sso_preflight": "required"}}, **own)
    checked = controller.run("client_registration", SSO, "--check", "--diff").passed()
    assert clients(server, realm) == [] and "client_secret: (not shown)" in checked.output

    first = controller.run("client_registration", SSO).passed()
    secret = secret_of(host)
    kept = controller.folder / "client_secret"
    assert (kept.read_text(), oct(kept.stat().st_mode)[-3:]) == (secret + "\n", "600")
    assert secret not in first.printed + checked.printed + controller.record.read_text()
    assert signed_in(server, realm, secret)["email"] == "jane.doe@acme.io"
    checks = controller.run("preflight").passed().planned()["om-1"]["checks"]
    assert {"redirect URI", "client secret"} <= {word for check in checks for word in NAMED if word in check["text"]}, (
        checks
    )

    record = json.loads(kept.with_name("client_secret.json").read_text())
    assert record["accepted"] and list(record["verified"]) == ["om-1"], "preflight and sso saw it work"

    again = controller.run("client_registration", SSO).passed()
    assert not any(result.data.get("changed") for result in again.results) and secret_of(host) == secret

    controller.inventory(
        {"om-1": host.variables}, **variables(server, realm, controller, registration={"state": "rotated"})
    )
    rotated = controller.run("client_registration", SSO).passed()
    new = secret_of(host)
    assert new != secret and kept.read_text() == new + "\n" and new not in rotated.printed
    assert signed_in(server, realm, new)["preferred_username"] == "jane.doe"
    assert len(clients(server, realm)) == 1
    renewed = json.loads(kept.with_name("client_secret.json").read_text())
    assert list(renewed["verified"]) == ["om-1"] and renewed["kept"] > record["kept"]
