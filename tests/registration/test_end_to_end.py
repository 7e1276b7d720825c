# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an empty realm to a sign-in and a renewed secret, with the playbooks, a real Keycloak and a real browser.

The server is simulated: it redirects the browser and asks Keycloak for the token as OpenMetadata does.
"""

import json
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from lab import cache, certificates, cores, keycloak, transcripts
from lab.browser import Browser
from lab.installation import Installation
from lab.required import require
from lab.venvs import Missing
from registration.test_keycloak import NEWEST, SERVICE_ACCOUNT

#: The second playbook of the same command.
SSO = "openmetadata.sso.sso"
PAGE = cache.CHECKOUT / "docs" / "operate" / "client-registration.md"
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
#: Who is signed in, as the simulated user interface says it.
SIGNED_IN = "jane.doe <jane.doe@acme.io>, administrator"


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
    """A server with its shipped settings, which asks its provider at a sign-in."""
    made = Installation(folder / request.node.name[:40], "1.12.14", "--ask-provider").start()
    yield made
    made.stop()


@pytest.fixture
def controller(folder):
    """A controller that has python-keycloak."""
    return cores.controller(cores.NEWEST, folder, "registration")


@pytest.fixture
def browser():
    """A Chromium in which nobody has signed in yet."""
    with tempfile.TemporaryDirectory(prefix="om-sso-chromium-", ignore_cleanup_errors=True) as profile:
        try:
            with Browser(profile) as one:
                yield one
        except Missing as missing:
            require(str(missing))


def variables(server, realm, host, controller, **changes):
    """What an operator writes; neither a client id nor a secret is among it."""
    registration = {"admin_client_id": "ansible", "admin_client_secret": SERVICE_ACCOUNT["secret"]}
    return {
        "om_sso_provider": "keycloak",
        "om_sso_keycloak_url": server.url,
        "om_sso_keycloak_realm": realm,
        "om_sso_server_url": host.url,
        "om_sso_admin_principals": ["jane.doe"],
        "om_sso_principal_domain": "acme.io",
        "om_sso_openmetadata_version": "1.12.14",
        "om_sso_register_client": True,
        "om_sso_client_secret_file": str(controller.folder / "om_sso_client_secret"),
        "om_sso_client_registration": {**registration, **changes.pop("registration", {})},
        "om_sso_ignore_rules": {"URL-11": "a Keycloak of the test", "CLM-15": "of the test"},
        **changes,
    }


def clients(server, realm):
    """The clients that somebody made."""
    found = server.admin("GET", f"{realm}/clients")
    return [client for client in found if client["clientId"] == "openmetadata" or "openmetadata.sso" in str(client)]


def secret_of(host):
    """The client secret in the environment of the server's process."""
    return host.environ()["OIDC_CLIENT_SECRET"].strip('"')


def transcript(name, run, server, host, controller):
    """The page shows what the run printed, with other addresses; OM_SSO_WRITE_TRANSCRIPTS=1 writes it anew."""
    output = run.printed
    for own, shown in (
        (server.url, "https://keycloak.acme.io"),
        (host.url, "https://metadata.acme.io"),
        (str(host.home), "/opt/openmetadata"),
        (str(controller.folder), "secrets"),
    ):
        output = output.replace(own, shown)
    text = transcripts.shown(output)
    assert transcripts.held(PAGE, name, text), text


def test_from_nothing_to_a_sign_in_a_renewed_secret_and_another_sign_in(server, realm, host, controller, browser):
    own = variables(server, realm, host, controller)
    target = {**host.variables, "om_sso_preflight": "required"}
    controller.inventory({"om-1": target}, **own)
    checked = controller.run("client_registration", SSO, "--check", "--diff").passed()
    assert clients(server, realm) == [] and "client_secret: (not shown)" in checked.output

    first = controller.run("client_registration", SSO).passed()
    secret = secret_of(host)
    kept = controller.folder / "om_sso_client_secret"
    assert (kept.read_text(), oct(kept.stat().st_mode)[-3:]) == (secret + "\n", "600")
    assert secret not in first.printed + checked.printed + controller.record.read_text()
    outcome = browser.sign_in(host.url, "jane.doe", PASSWORD)
    assert outcome.user == SIGNED_IN, outcome.words
    checks = controller.run("preflight").passed().planned()["om-1"]["checks"]
    assert {"redirect URI", "client secret"} <= {word for check in checks for word in NAMED if word in check["text"]}, (
        checks
    )

    record = json.loads(kept.with_name(f"{kept.name}.json").read_text())
    assert record["accepted"] and list(record["verified"]) == ["om-1"], "preflight and sso saw it work"
    transcript("from-nothing", first, server, host, controller)

    again = controller.run("client_registration", SSO).passed()
    assert not any(result.data.get("changed") for result in again.results) and secret_of(host) == secret

    renewing = variables(server, realm, host, controller, registration={"state": "rotated"})
    controller.inventory({"om-1": target}, **renewing)
    rotated = controller.run("client_registration", SSO).passed()
    new = secret_of(host)
    assert new != secret and kept.read_text() == new + "\n" and new not in rotated.printed
    outcome = browser.sign_in(host.url, "jane.doe", PASSWORD)
    assert outcome.user == SIGNED_IN, outcome.words
    assert len(clients(server, realm)) == 1
    renewed = json.loads(kept.with_name(f"{kept.name}.json").read_text())
    assert list(renewed["verified"]) == ["om-1"] and renewed["kept"] > record["kept"]
    transcript("rotated", rotated, server, host, controller)
