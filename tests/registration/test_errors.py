# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operator reads of a provider that does not do what is asked; the fault itself is in the contract of each."""

from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers import CLASSES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers.protocol import Connection
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_registration


@pytest.mark.parametrize("name", CLASSES)
def test_no_provider_sends_credentials_over_plain_http(name):
    registration = SimpleNamespace(
        url="http://api.acme.io/realms/data",
        admin_token="t",
        admin_client_id="i",
        admin_client_secret="s",
        profile=None,
    )
    settings = SimpleNamespace(
        client_registration=registration,
        authority="http://api.acme.io/realms/data",
        auth0_domain=None,
        azure_tenant_id="t",
        cognito_region="eu-central-1",
        cognito_user_pool_id="eu-central-1_a",
        okta_issuer=None,
    )
    with pytest.raises(RegistrationError, match=r"is not an https URL.*allow_http: true"):
        CLASSES[name](Connection(settings, {}))


@pytest.mark.parametrize("name", CLASSES)
def test_a_missing_permission_is_named_for_every_operation_and_where_to_grant_it(name):
    kind = CLASSES[name]
    operations = {"find", "read", "create", "update", "delete", "secrets", "add_secret"}
    operations |= {"remove_secret"} if kind.ROTATION == "overlap" else set()
    assert operations <= set(kind.PERMISSIONS)
    client = SimpleNamespace(title="The provider")
    for operation in operations:
        error = ProviderError("denied", "status 403", operation=operation)
        registrar = SimpleNamespace(provider=kind, done=[])
        told = client_registration.explained(error, client, registrar)
        assert f"Grant {kind.PERMISSIONS[operation]}." in told and told.endswith("Nothing was changed at the provider.")
