# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real providers that preflight is compared with.

Each is started by the first test that needs it, and ended by its PID.
"""

import contextlib
from typing import NamedTuple

import pytest
from fakes import loopback
from identity_providers import providers, realms
from lab import certificates, required
from lab.keycloak import Keycloak
from lab.oidc_provider import OidcProvider
from lab.slapd import Slapd
from lab.venvs import Missing


class Certificates(NamedTuple):
    """A CA that nobody trusts unless told, and servers' certificates of every kind."""

    ca: certificates.Pair
    good: certificates.Pair
    expired: certificates.Pair
    other_host: certificates.Pair


@pytest.fixture(scope="session")
def pki(tmp_path_factory):
    """Certificates for servers on this machine."""
    folder = tmp_path_factory.mktemp("pki")
    ca = certificates.authority(folder)
    return Certificates(
        ca,
        certificates.signed(folder, "good", ca),
        certificates.signed(folder, "expired", ca, starts=-60, ends=-1),
        certificates.signed(folder, "other-host", ca, names=("sso.acme.io",)),
    )


def started(stack, make):
    """A provider that lives as long as the test session."""
    try:
        return stack.enter_context(make())
    except Missing as missing:
        return required.require(str(missing))


@pytest.fixture(scope="session")
def session():
    """What ends with the session."""
    with contextlib.ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def keycloak(session, tmp_path_factory, pki):
    """One Keycloak for all tests, with its realms."""
    server = started(session, lambda: Keycloak(tmp_path_factory.mktemp("keycloak"), pki.good.certificate, pki.good.key))
    server.realms = realms.make(server)
    return server


@pytest.fixture(scope="session")
def lenient(session, tmp_path_factory):
    """Npm's oidc-provider with every flow."""
    return started(session, lambda: OidcProvider(tmp_path_factory.mktemp("lenient"), **providers.LENIENT))


@pytest.fixture(scope="session")
def strict(session, tmp_path_factory):
    """The same with PKCE required, the code flow alone, and a clock ten minutes ahead."""
    return started(session, lambda: OidcProvider(tmp_path_factory.mktemp("strict"), **providers.STRICT))


@pytest.fixture(scope="session")
def slapd(session, tmp_path_factory, pki):
    """A directory with a good certificate."""
    return started(session, lambda: Slapd(tmp_path_factory.mktemp("slapd"), pki.good))


@pytest.fixture(scope="session")
def slapd_expired(session, tmp_path_factory, pki):
    """The same with a certificate that has expired."""
    return started(session, lambda: Slapd(tmp_path_factory.mktemp("slapd-expired"), pki.expired))


@pytest.fixture(scope="session")
def slapd_other_host(session, tmp_path_factory, pki):
    """The same with a certificate of another host."""
    return started(session, lambda: Slapd(tmp_path_factory.mktemp("slapd-other"), pki.other_host))


class Parts:
    """The real parts by name, each started when a row asks for it."""

    def __init__(self, request):
        self._request = request

    def __getattr__(self, name):
        return self._request.getfixturevalue(name)


@pytest.fixture
def parts(request):
    """The providers by name."""
    return Parts(request)


@pytest.fixture(scope="session")
def serve():
    """`serve(answer, certificate)` starts a server whose GET calls `answer(handler)`; it returns the URL."""
    with loopback.answering() as start:
        yield start


@pytest.fixture(scope="session")
def oddities(serve, pki):
    """Servers that are not a provider, by what is wrong with them."""
    return {
        "expired": serve(lambda handler: handler.reply(200), pki.expired),
        "other host": serve(lambda handler: handler.reply(200), pki.other_host),
        "elsewhere": serve(lambda handler: handler.reply(301, Location="https://sso.acme.io" + handler.path)),
        "down": serve(lambda handler: handler.reply(503)),
        "page": serve(lambda handler: handler.reply(200, b"<html>Welcome</html>")),
    }
