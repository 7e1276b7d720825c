# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider to test against, and one run of the core on it."""

from typing import ClassVar

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.calls import Calls
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registrar import Options, Registrar
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Wanted

#: Seconds for one request: a busy machine may need one for the answer of a stand-in.
TIMEOUT = 2.0
FIELDS = {
    "client_name": "OpenMetadata",
    "enabled": True,
    "application_type": "web",
    "grant_types": ["authorization_code", "refresh_token"],
    "response_types": ["code"],
    "redirect_uris": ["https://metadata.acme.io/callback"],
    "post_logout_redirect_uris": ["https://metadata.acme.io", "https://metadata.acme.io/signin"],
    "web_origins": ["https://metadata.acme.io"],
    "token_endpoint_auth_method": "client_secret_post",
    "scope": ["email", "offline_access", "openid", "profile"],
    "claims": ["email", "preferred_username"],
    "id_token_signed_response_alg": "RS256",
    "refresh_tokens": True,
    "require_pkce": "none",
}
#: What differs with a public client.
PUBLIC = {
    "application_type": "spa",
    "grant_types": ["authorization_code"],
    "token_endpoint_auth_method": "none",
    "refresh_tokens": None,
    "require_pkce": "S256",
}


class Service:
    """A provider to test against. Each test gets one without any application in it."""

    #: The name of the provider as om_sso_provider has it.
    NAME = ""
    #: Client id that the operator chose; ``None`` where the provider makes it.
    CLIENT_ID = None
    #: Another value for each field that somebody may change at the provider.
    MEDDLED: ClassVar[dict] = {}
    #: A further entry for each list that somebody may add to at the provider.
    ADDED: ClassVar[dict] = {"redirect_uris": "https://other.acme.io/callback"}

    def provider(self):
        """A new object of the provider class, with its requests through ``self.proxy``."""
        raise NotImplementedError

    def objects(self) -> list[str]:
        """The ids of all applications at the provider, asked for by another way."""
        raise NotImplementedError

    def meddle(self, registration_id: str, field: str, value) -> None:
        """Somebody else sets a field to a value. By default with the class itself, which is then not independent."""
        self.proxy.strike()
        self.provider().update(registration_id, {field: value}, self.wanted())

    def foreign(self) -> str:
        """Somebody else makes an application with the client id CLIENT_ID, without the mark. Its id."""
        raise NotImplementedError

    def second(self) -> None:
        """A second application that bears the mark."""
        self.provider().create(self.wanted(client_id=None if self.CLIENT_ID is None else "second"))

    def accepts(self, registration_id: str, secret: str) -> bool:
        """Whether the provider takes this client secret, asked for by another way where there is one."""
        return any(each.value in (None, secret) for each in self.provider().secrets(registration_id))

    def wanted(self, client_id="", **changes) -> Wanted:
        """What the plans ask for, with changes of fields."""
        chosen = self.CLIENT_ID if client_id == "" else client_id
        return Wanted("OpenMetadata", self.NAME, "oidc", chosen, {**FIELDS, **changes}, ("om1",))


class StandInService(Service):
    """A stand-in with its ``applications`` by id, behind a proxy."""

    def __init__(self, api, proxy):
        self.api, self.proxy = api, proxy

    def objects(self):
        return list(self.api.applications)


class Run:
    """One run of the core, as a controller that remembers secrets makes it."""

    def __init__(self, service: Service) -> None:
        self.service, self.known = service, None

    def registrar(
        self, seconds=30.0, check_mode=False, adopt=False, exact=False, overlap=7, removable=None, **changes
    ) -> Registrar:
        options = Options(adopt=adopt, exact=exact, known=self.known, overlap=overlap, removable=removable)
        calls = Calls(seconds, sleep=lambda _seconds: None)
        return Registrar(self.service.provider(), self.service.wanted(**changes), options, calls, check_mode)

    def keep(self, _registration, secret) -> None:
        self.known = secret.value

    def present(self, **more):
        return self.registrar(**more).present(self.keep)


@pytest.fixture
def run(service):
    return Run(service)
