# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the core needs of a provider. A class fills it in with calls of the provider's SDK and translation only.

Decisions are not here: which application is ours, what differs, what to retry, when a secret is renewed. So a class

* makes one request of the API a method where it can, and never retries (switch the SDK's own retries off, or they
  multiply the core's), never sleeps, never prints;
* raises ``ProviderError`` for everything that its SDK raises, see ``provider_error.kind_of_status``; a connection that
  could not be made is ``unavailable``, one that ended without an answer is ``timeout``;
* reads all pages of a list;
* puts the mark on an application in the request that creates it, not in a later one: a run that is killed in between
  must find it again;
* lets ``update`` send only the fields of ``changes``, or read the object and send it whole with only those changed:
  what others have set stays;
* keeps fields in lists as plain lists of texts, in any order.

Where an API needs several requests for one method (create, then attach a claim), each must be safe to repeat, and
``fields`` of ``find`` and ``read`` tell what is really there: the core calls ``update`` for what is still missing. So
``create`` need only set what one request can; what is left differs and follows at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, Protocol

from ..._model.settings_class import Settings
from ..registration import Registration, Secret, Wanted


class Connection(NamedTuple):
    """How to reach a provider's API.

    ``settings`` are those of the plan (om_sso_auth0_domain as ``settings.auth0_domain``, and the dictionary
    om_sso_client_registration as ``settings.client_registration``, with ``admin_token`` and the like). A credential
    that is not given there comes from the SDK's usual environment variables, ``environment``. ``timeout`` is for one
    request, in seconds; ``ca_file`` a file with CA certificates (om_sso_preflight_ca_file).
    """

    settings: Settings
    environment: Mapping[str, str]
    timeout: float = 10
    ca_file: str | None = None

    @property
    def issuer(self) -> str:
        """What names the provider: the entity id with SAML, the issuer with OpenID Connect; empty where it follows."""
        saml = getattr(self.settings, "saml", None)
        known = (
            saml.idp.entity_id if saml else None,
            self.settings.authority,
            getattr(self.settings, "oidc_issuer", ""),
        )
        return next((text for text in known if text), "")

    def option(self, name: str, *variables: str) -> str | None:
        """A key of om_sso_client_registration, or the first of the environment variables that is set."""
        given = getattr(self.settings.client_registration, name, None)
        found = [given, *(self.environment.get(variable) for variable in variables)]
        return next((str(value) for value in found if value), None)


class Provider(Protocol):
    """One provider's API. It holds no state beside its session: another object sees the same."""

    #: (module to import, package on PyPI with its oldest version), see ``library.load``.
    LIBRARY: ClassVar[tuple[str, str]]
    #: What it registers: ``oidc``, ``saml``.
    KINDS: ClassVar[frozenset[str]]
    #: ``overlap``: two secrets count at once. ``replace``: a new secret ends the old one.
    ROTATION: ClassVar[str]
    #: How many secrets can count at once; 0 where there is no such limit.
    MOST_SECRETS: ClassVar[int]
    #: Whether ``secrets`` shows the value of a secret again.
    SHOWS_SECRETS: ClassVar[bool]
    #: Whether the operator chooses the client id; where not, the provider makes it.
    CHOOSES_CLIENT_ID: ClassVar[bool]
    #: Fields that ``create`` or ``update`` can set. A wanted field that is not here is not compared.
    SETS: ClassVar[frozenset[str]]
    #: {field: {wanted value: how ``find`` and ``read`` tell it}}: values that the provider does not tell apart, and
    #: ``None`` for one that it does not tell at all, such as the scope openid. ``wanted`` comes with the latter.
    SAME: ClassVar[Mapping[str, Mapping[str, str | None]]]
    #: {method: the least permission and where to grant it}, for errors and docs.
    PERMISSIONS: ClassVar[Mapping[str, str]]

    def __init__(self, connection: Connection) -> None:
        """Prepare a session. Raises ``LibraryMissing``, or ``RegistrationError`` where a credential is missing."""

    def find(self, wanted: Wanted, /) -> list[Registration]:
        """All applications that bear the mark, and the one that has the wanted client id. Never a guess by name."""

    def read(self, registration_id: str, wanted: Wanted, /) -> Registration | None:
        """The application as it is now; ``None`` when there is none. ``wanted`` says what its mark is."""

    def create(self, wanted: Wanted, /) -> Registration:
        """Create it, with the mark."""

    def update(self, registration_id: str, changes: Mapping[str, Any], wanted: Wanted, /) -> None:
        """Set fields to new whole values."""

    def delete(self, registration_id: str, /) -> None:
        """Delete it; the core has asked whether it is ours. ``not_found`` when it is gone already."""

    def secrets(self, registration_id: str, /) -> list[Secret]:
        """All client secrets that count."""

    def add_secret(self, registration_id: str, name: str, ends: datetime.datetime | None, /) -> Secret:
        """Make a secret, with its value. With ROTATION ``replace`` the old one ends at this moment.

        ``name`` is unique, so that a secret whose answer was lost is found again. ``ends`` is ignored where the
        provider has no such thing.
        """

    def remove_secret(self, registration_id: str, secret_id: str, /) -> None:
        """Remove one; ``not_found`` when it is gone already. Not called with ROTATION ``replace``."""
