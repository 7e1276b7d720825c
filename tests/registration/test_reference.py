# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The core of client registration on both kinds of provider."""

from typing import ClassVar

import pytest
from registration.contract import Contract
from registration.faulty_proxy import FaultyProxy
from registration.reference import Api, OverlappingProvider, ReferenceProvider
from registration.service import FIELDS, TIMEOUT, StandInService, run

__all__ = ["run"]


class Reference(StandInService):
    """The small API behind the proxy."""

    NAME = "keycloak"
    MEDDLED: ClassVar[dict] = {
        name: "changed" if isinstance(value, (str, bool)) else [] for name, value in FIELDS.items()
    }
    ADDED: ClassVar[dict] = {"redirect_uris": "https://other.acme.io/callback", "scope": "groups"}

    def __init__(self, api: Api, proxy: FaultyProxy, kind: type) -> None:
        super().__init__(api, proxy)
        self.kind = kind
        self.CLIENT_ID = "openmetadata" if kind.CHOOSES_CLIENT_ID else None

    def provider(self):
        return self.kind(self.proxy.url, TIMEOUT)

    def meddle(self, registration_id, field, value):
        self.api.applications[registration_id]["fields"][field] = value

    def foreign(self):
        body = {"client_id": self.CLIENT_ID or "theirs", "fields": {}}
        return self.api.act("POST", ["applications"], body)[1]["id"]

    def accepts(self, registration_id, secret):
        return any(each["value"] == secret for each in self.api.applications[registration_id]["secrets"])


@pytest.fixture(params=[ReferenceProvider, OverlappingProvider], ids=["replace", "overlap"])
def service(request):
    """An API without an application."""
    with Api(request.param.ROTATION == "overlap") as api, FaultyProxy(api.url, late=2 * TIMEOUT) as proxy:
        yield Reference(api, proxy, request.param)


class TestReference(Contract):
    """Both kinds."""
