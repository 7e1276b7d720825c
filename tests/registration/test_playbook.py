# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook client_registration with each provider that has a stand-in, all of them in one run as four hosts.

A controller that is killed is the first run that makes something. Keycloak has test_end_to_end.py.
"""

import contextlib
import json
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from examples import EXAMPLES
from lab import playbooks
from lab.playbooks import Controller
from registration.auth0_server import Auth0Server
from registration.cognito_server import CognitoServer
from registration.entra import TOKEN as ENTRA_TOKEN
from registration.entra import Entra
from registration.faulty_proxy import FaultyProxy
from registration.okta_org import TOKEN as OKTA_TOKEN
from registration.okta_org import OktaOrg
from registration.test_auth0 import MACHINE, Auth0Service
from registration.test_cognito import REGION, CognitoService
from registration.test_entra import EntraService
from registration.test_okta import OktaService

#: {provider: the request whose answer has the first client secret}; every operation of AWS is POST /.
SECRET_MADE = {"auth0": "POST /api/v2/clients", "aws-cognito": 3, "azure": "addPassword", "okta": "POST /api/v1/apps"}
#: What does not end the old secret when a new one is made.
OVERLAPS = ("aws-cognito", "azure", "okta")
CLIENT_REGISTRATION = "openmetadata.sso.client_registration"


class Fleet(NamedTuple):
    """The services by provider, and a controller whose inventory has a host for each."""

    services: dict
    controller: Controller

    def file(self, provider) -> Path:
        """Where the host's client secret is."""
        return self.controller.folder / f"{provider}.secret"

    def inventory(self, first):
        """The host of one provider comes first: hosts are worked on in their order."""
        order = [first, *(provider for provider in self.services if provider != first)]
        self.controller.inventory({provider: self.variables(provider) for provider in order})

    def variables(self, provider):
        url = self.services[provider].proxy.url
        registration = {
            "auth0": {"url": f"{url}/api/v2", **MACHINE},
            "aws-cognito": {"url": url, "admin_client_id": "AKIAIOSFODNN7EXAMPLE", "admin_client_secret": "example"},
            "azure": {"url": url, "admin_token": ENTRA_TOKEN},
            "okta": {"url": url, "admin_token": OKTA_TOKEN},
        }[provider]
        own = dict(EXAMPLES[f"{provider}-authorization-code"])
        if provider == "aws-cognito":
            own |= {"om_sso_cognito_region": REGION, "om_sso_cognito_user_pool_id": self.services[provider].pool}
        own |= {"om_sso_client_id": None, "om_sso_client_secret": None, "om_sso_register_client": True}
        own |= {"om_sso_client_registration": registration, "om_sso_client_secret_overlap": 0}
        own |= {"om_sso_client_secret_file": str(self.file(provider))}
        return {name: value for name, value in own.items() if value is not None}

    def run(self, *states, **arguments):
        """The playbook once for each state, in one run of Ansible: the entries of its result by provider, for each."""
        plays = [
            {"import_playbook": CLIENT_REGISTRATION, "vars": {"__om_sso_registration_state": state}} for state in states
        ]
        (self.controller.folder / "states.yml").write_text(json.dumps(plays))
        ran = self.controller.run("states.yml", *arguments.get("options", ())).passed()
        each = [result for result in ran.results if "clients" in result.data]
        assert len(each) == len(states)
        entries = [{entry["provider"]: entry for entry in result.data["clients"]} for result in each]
        secrets = [
            self.file(provider).read_text().strip() for provider in self.services if self.file(provider).exists()
        ]
        assert not any(secret in ran.printed + self.controller.record.read_text() for secret in secrets)
        return ran, entries, [result.data["changed"] for result in each]

    def secret(self, provider):
        """(the client secret that the controller has, whether the provider takes it, how many the provider has)."""
        service = self.services[provider]
        (application,) = service.objects()
        known = self.file(provider).read_text().strip()
        return known, service.accepts(application, known), len(service.provider().secrets(application))

    def verify(self, provider):
        """As preflight and ``sso`` record it."""
        file = self.file(provider).with_suffix(".secret.json")
        about = json.loads(file.read_text())
        file.write_text(json.dumps({**about, "accepted": "now", "verified": {provider: "now"}}))


@pytest.fixture
def servers():
    """The four stand-ins, each behind its proxy, for one test: Entra restores what was deleted, with its secrets."""
    with contextlib.ExitStack() as stack:
        found = {}
        for kind, server in (
            (Auth0Service, Auth0Server()),
            (CognitoService, CognitoServer()),
            (EntraService, Entra()),
            (OktaService, OktaOrg()),
        ):
            started = stack.enter_context(server)
            proxy = stack.enter_context(FaultyProxy(started.url))
            started.public = proxy.url
            found[kind.NAME] = kind(started, proxy)
        yield found


@pytest.fixture
def fleet(servers, tmp_path):
    """Providers without an application of ours."""
    yield Fleet(servers, Controller(Path(sys.prefix), tmp_path, "tests"))
    for service in servers.values():
        service.proxy.strike()
    assert not any(service.objects() for service in servers.values())


@pytest.mark.parametrize(
    "killed", [pytest.param(name, marks=() if name == "azure" else pytest.mark.thorough) for name in SECRET_MADE]
)
def test_from_nothing_to_a_renewed_secret_and_back_although_the_first_run_is_killed(fleet, killed):
    fleet.inventory(killed)
    everyone = {*fleet.services}
    _ran, (would,), _changed = fleet.run("present", options=("--check", "--diff"))
    assert {name: entry["action"] for name, entry in would.items()} == dict.fromkeys(everyone, "created")
    assert all(entry["new_secret"] for entry in would.values())
    assert not any(service.objects() or fleet.file(name).exists() for name, service in fleet.services.items())

    proxy = fleet.services[killed].proxy
    proxy.strike("held", SECRET_MADE[killed])
    process = fleet.controller.start("client_registration")
    try:
        playbooks.until(lambda: proxy.holds.is_set() or process.poll() is not None)
    finally:
        playbooks.kill_group(process)
        proxy.strike()
    assert [len(service.objects()) for service in fleet.services.values()].count(1) == 1
    assert not fleet.file(killed).exists(), "the application was made, and nobody has its secret"

    ran, (made,), _changed = fleet.run("present")
    assert {name: fleet.secret(name)[1] for name in everyone} == dict.fromkeys(everyone, True)
    changes = {name: (entry["action"], entry["changes"]) for name, entry in would.items() if name != killed}
    assert {name: (made[name]["action"], made[name]["changes"]) for name in changes} == changes
    ids = {name: fleet.services[name].objects() for name in everyone}

    first = {name: fleet.secret(name)[0] for name in everyone}
    _ran, (again, rotated), changed = fleet.run("present", "rotated", options=("--diff",))
    assert changed == [False, True]
    assert {name: (entry["action"], entry["new_secret"]) for name, entry in again.items()} == dict.fromkeys(
        everyone, ("unchanged", False)
    )
    assert {name: fleet.services[name].objects() for name in everyone} == ids
    for name in everyone:
        known, accepted, count = fleet.secret(name)
        (application,) = ids[name]
        assert rotated[name]["new_secret"] and accepted and known != first[name]
        assert fleet.services[name].accepts(application, first[name]) == (name in OVERLAPS)
        # Entra shows no secret again: the one that the killed run made is one that nobody has.
        assert count == (1 if name not in OVERLAPS else 3 if name == killed == "azure" else 2)

    for name in everyone:
        fleet.verify(name)
    ran, (_last, gone), changed = fleet.run("present", "absent")
    assert changed == [True, True] and ran.output.count("the older client secret") == len(OVERLAPS)
    assert {name: entry["action"] for name, entry in gone.items()} == dict.fromkeys(everyone, "deleted")
