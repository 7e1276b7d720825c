# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to register is said with exact values, in the words of the provider."""

import pathlib
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration import instructions, wanted
from examples import EXAMPLES, SECRET

PAGES = pathlib.Path(__file__).resolve().parents[5] / "docs" / "install" / "providers"
NOTHING = {"basic", "ldap"}


@pytest.mark.parametrize("name", sorted(set(EXAMPLES) - NOTHING))
def test_the_page_of_every_provider_and_flow(name):
    plan = planner.make(EXAMPLES[name])
    page = instructions.page(plan, ("om_sso_client_id",))
    assert page.startswith("# Register OpenMetadata at ") and "`om_sso_client_id`" in page
    assert SECRET not in page and "None" not in page
    if name == "saml":
        assert "`https://metadata.acme.io/api/v1/saml/metadata`" in page and "/api/v1/saml/acs`" in page
    else:
        assert "| redirect URIs | `https://metadata.acme.io/callback`" in page
        assert "| URLs after a sign-out | `https://metadata.acme.io`" in page
        assert ("client_secret" in page) == (plan.settings.flow == "authorization_code")


@pytest.mark.parametrize("name", sorted(NOTHING))
def test_nothing_is_registered_where_there_is_no_application(name):
    assert instructions.page(planner.make(EXAMPLES[name]), ()) == ""


@pytest.mark.parametrize("provider", instructions.TYPES)
def test_the_type_of_the_application_is_that_of_the_documentation(provider):
    text = (PAGES / f"{provider}.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| application type \| (.+) \| (.+) \|$", text, re.MULTILINE) == [instructions.TYPES[provider]]


@pytest.mark.parametrize("provider", instructions.TYPES)
def test_the_redirect_uris_of_the_documentation_are_those_that_are_registered(provider):
    text = (PAGES / f"{provider}.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| redirect URIs \| (.+) \| (.+) \|$", text, re.MULTILINE)
    plans = [planner.make(EXAMPLES[f"{provider}-{flow}"]) for flow in ("authorization-code", "implicit")]
    assert [re.findall(r"`(.+?)`", cell) for cell in row] == [
        wanted.oidc(plan, "OpenMetadata")["redirect_uris"] for plan in plans
    ]
