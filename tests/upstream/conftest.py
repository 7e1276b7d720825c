# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One real server for all steps, its providers, and the table of times that is printed at the end."""

import contextlib
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from identity_providers import realms
from lab import certificates, cores, required, sign_in, upstream
from lab.keycloak import Keycloak
from lab.slapd import Slapd
from lab.venvs import Missing

STEPS: list[tuple[str, str, float]] = []
"""(what, outcome, seconds), in order."""
NOTES: list[str] = []
"""What steps measured beside their time."""
REALM = "upstream"


@pytest.fixture(scope="session")
def given():
    """The installed release that the environment names; every test is skipped without one."""
    try:
        return upstream.parts()
    except Missing as missing:
        return pytest.skip(str(missing))


@pytest.fixture(scope="session")
def folder(given):
    """A folder for everything that this run makes."""
    path = Path(tempfile.mkdtemp(prefix="om-sso-upstream-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def server(given, folder):
    """The server after its first start with the provider `basic`."""
    if upstream.users(given.database):
        pytest.fail(f"{upstream.DATABASE}: a server has started on this database. Name an empty one.", pytrace=False)
    one = upstream.Upstream(folder, given)
    with step("migrate the database"):
        one.migrate()
    try:
        with step("first start"):
            one.start()
        yield one
    finally:
        one.stop()


@pytest.fixture(scope="session")
def pki(folder):
    """A certificate for the providers."""
    path = folder / "pki"
    path.mkdir()
    return certificates.signed(path, "good", certificates.authority(path))


@pytest.fixture(scope="session")
def keycloak(folder, pki, server):
    """A real Keycloak on loopback, with a realm for this server."""
    path = folder / "keycloak"
    path.mkdir()
    try:
        with Keycloak(path, pki.certificate, pki.key) as one:
            realms.of_servers(one, REALM, [server.url], [realms.saml_client(server.url)], accessTokenLifespan=7200)
            yield one
    except Missing as missing:
        required.require(str(missing))


@pytest.fixture(scope="session")
def slapd(folder, pki):
    """A real directory on loopback."""
    path = folder / "slapd"
    path.mkdir()
    try:
        with Slapd(path, pki) as one:
            yield one
    except Missing as missing:
        required.require(str(missing))


@pytest.fixture(scope="session")
def site(server, keycloak, folder):
    """The operator's side."""
    return Site(server, keycloak, cores.controller(cores.NEWEST, folder), folder)


class Site:
    """A controller with one host, and what its operator knows."""

    def __init__(self, server, keycloak, controller, folder):
        self.server, self.keycloak, self.controller = server, keycloak, controller
        self.issuer = f"{keycloak.url}/realms/{REALM}"
        self.tokens = folder / "ingestion.env"
        self.people = {
            "om_sso_server_url": server.url,
            "om_sso_server_internal_url": server.url,
            "om_sso_admin_principals": ["jane.doe"],
            "om_sso_principal_domain": "acme.io",
        }
        self.code = {
            **self.people,
            "om_sso_provider": "keycloak",
            "om_sso_keycloak_url": keycloak.url,
            "om_sso_keycloak_realm": REALM,
            "om_sso_client_id": "om",
            "om_sso_client_secret": realms.SECRET,
        }
        self.implicit = {
            **self.code,
            "om_sso_flow": "implicit",
            "om_sso_client_id": "om-public",
            "om_sso_client_secret": None,
        }
        bot = {
            "name": "ingestion-bot",
            "expiry": "7",
            "deliver": [{"path": str(self.tokens), "variable": "OM_JWT_TOKEN"}],
        }
        self.wanted = {**self.code, "om_sso_bots": [bot], "om_sso_preflight": "required"}

    def run(self, playbook, *arguments, **changes):
        """Run a playbook with the variables wanted now, and some changed."""
        self.controller.inventory({"om-1": {**self.server.variables, **self.wanted, **changes}})
        return self.controller.run(playbook, *arguments)

    def want(self, **variables):
        """From now on the operator wants these."""
        kept = {
            name: self.wanted[name]
            for name in ("om_sso_bots", "om_sso_preflight", "om_sso_jwt_key_id")
            if name in self.wanted
        }
        self.wanted = {**kept, **variables}

    def jane(self) -> str:
        """A token of a person who signs in with the authorization code flow."""
        return sign_in.by_code(self.server.url, "jane", realms.PASSWORD)

    def whoami(self, token) -> tuple[str, bool]:
        """(name, whether an administrator) of the owner of a token."""
        status, user = self.server.call("users/loggedInUser", token)
        assert status == 200, (status, user)
        return user["name"], bool(user.get("isAdmin"))


@contextlib.contextmanager
def step(what):
    """Measures a step that is not a test of its own."""
    start, outcome = time.monotonic(), "failed"
    try:
        yield
        outcome = "passed"
    finally:
        STEPS.append((what, outcome, time.monotonic() - start))


@pytest.fixture
def note():
    """`note(text)` adds a line to the table of times."""
    return NOTES.append


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Note how long each test took."""
    report = yield
    if call.when == "call" and item.path.parent == Path(__file__).parent:
        STEPS.append((item.name, report.outcome, call.duration))
    return report


def pytest_terminal_summary(terminalreporter):
    """The table of times."""
    if STEPS:
        terminalreporter.section("steps on the real server")
        for what, outcome, seconds in STEPS:
            terminalreporter.write_line(f"{outcome:8} {seconds:7.1f} s  {what}")
        for text in NOTES:
            terminalreporter.write_line(text)
