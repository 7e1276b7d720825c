# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From plans to the applications that hosts share."""

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import (
    application_drift,
    client_registration,
)
from examples import EXAMPLES


def test_a_provider_where_it_is_done_by_hand_is_an_error_with_the_values():
    plan = planner.make(dict(EXAMPLES["google-authorization-code"]))
    with pytest.raises(AnsibleActionFail) as raised:
        client_registration.clients({"om-1": plan})
    told = str(raised.value)
    assert "Authorized redirect URIs: https://metadata.acme.io/callback" in told and "providers/google.md" in told
    assert plan.settings.client_secret not in told


def test_an_application_is_compared_once_for_all_its_hosts(monkeypatch):
    asked = []

    class Registered:
        def __init__(self, client):
            self.client = client

        def current(self):
            asked.append(self.client.wanted.hosts)

    monkeypatch.setattr(client_registration, "registrar_of", lambda client, *_, **__: Registered(client))
    able = {**EXAMPLES["okta-authorization-code"], "om_sso_client_registration": {"admin_token": "x"}}
    plans = {name: planner.make(able) for name in ("om-1", "om-2")}
    plans["om-3"] = planner.make(dict(EXAMPLES["okta-authorization-code"]))
    found = application_drift.drift(plans)
    assert asked == [("om-1", "om-2")]
    assert found["om-1"] is found["om-2"] and found["om-1"].differing == 1
    assert [finding.rule for finding in found["om-1"].findings] == ["REG-01"]
    assert found["om-3"] == application_drift.Compared()


def test_hosts_of_one_provider_share_an_application():
    plans = {name: planner.make(dict(EXAMPLES["okta-authorization-code"])) for name in ("om-1", "om-2")}
    (client,) = client_registration.clients(plans)
    assert (client.name, client.title, client.wanted.hosts) == ("okta", "Okta", ("om-1", "om-2"))


PASSWORD = "p4ss-of-the-proxy"


def test_a_proxy_that_is_not_valid_is_told_before_an_sdk_quotes_it(monkeypatch):
    monkeypatch.setenv("https_proxy", f"http://user:{PASSWORD}/x@proxy.acme.io:3128")
    monkeypatch.setenv("no_proxy", "")
    plan = planner.make(dict(EXAMPLES["okta-authorization-code"]))
    (client,) = client_registration.clients({"om-1": plan})
    with pytest.raises(RegistrationError) as raised:
        client_registration.registrar_of(client, False)
    told = client_registration.explained(raised.value, client)
    assert "https_proxy is not a valid address of a proxy" in told and PASSWORD not in told


@pytest.mark.parametrize(("kind", "named"), [("unavailable", True), ("timeout", True), ("denied", False)])
def test_the_proxy_is_named_where_the_api_is_not_reached(monkeypatch, kind, named):
    monkeypatch.setenv("https_proxy", f"user:{PASSWORD}@proxy.acme.io:3128")
    monkeypatch.setenv("no_proxy", "")
    plan = planner.make(dict(EXAMPLES["okta-authorization-code"]))
    (client,) = client_registration.clients({"om-1": plan})
    told = client_registration.explained(ProviderError(kind, "no", operation="find"), client)
    assert ("(no, through the proxy proxy.acme.io:3128 of https_proxy)" in told) is named
    assert PASSWORD not in told
