# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a fix of preflight offers can be done: a value that its option takes, an option that has an effect."""

import itertools
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.options import COMMON, OPENID_CONNECT
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight import judge, offers
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.refusals import refused
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import (
    AUTHORIZE,
    CREDENTIALS,
    METHOD,
    REDIRECT,
    SECRET,
    TOKEN,
    VENDORS,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER
from examples import example
from fakes.preflight_answers import page
from identity_providers import cases

OPTIONS = {f"om_sso_{one.name}": one for group in (COMMON, OPENID_CONNECT) for part in group.values() for one in part}
#: ``om_sso_pkce: false``, ``Set om_sso_prompt to login or consent``
OFFERED = re.compile(r"\b(om_sso_\w+)(?:: | to )((?:\w+)(?: or \w+)*)")
#: Options of the authorization code flow, with a value that is not the default.
CHANGES = {
    "pkce": True,
    "prompt": "consent",
    "scopes": ["openid", "email"],
    "client_auth_method": "client_secret_basic",
    "max_age": 60,
}
DOCUMENT = {
    "issuer": "https://idp",
    "scopes_supported": ["openid"],
    "response_types_supported": ["token"],
    "code_challenge_methods_supported": ["plain"],
    "claims_supported": ["sub_hash"],
}
PROMPTS = [["create"], ["none", "create", "consent"], ["login"]]
METHODS = [["private_key_jwt"], ["tls_client_auth", "client_secret_basic"], ["client_secret_post", "none"]]


def environment(**changes):
    """What the server of a public client gets."""
    return {entry.name: entry.value for entry in plan.make(example("keycloak-implicit", **changes)).environment}


def every_case():
    """Both flows with every value of the options that a fix may name."""
    for prompt, method, pkce in itertools.product(("login", "select_account", "consent"), METHODS[1:], (True, False)):
        found = {"prompt": prompt, "client_auth_method": method[1], "pkce": pkce}
        yield cases.confidential("https://idp", vendor="custom-oidc", **found)
    yield cases.implicit("https://idp", vendor="custom-oidc")


def spoken():
    """(flow's case, finding) of the lists, and of each way of saying no."""
    rows = [*AUTHORIZE, *TOKEN, REDIRECT, SECRET, CREDENTIALS, METHOD]
    rows += [row for vendor in VENDORS.values() for row in vendor.refusals]
    for case in every_case():
        for prompts, methods in itertools.product(PROMPTS, METHODS):
            lists = {"prompt_values_supported": prompts, "token_endpoint_auth_methods_supported": methods}
            for check in offers.judge(case, {"discovery": {"json": {**DOCUMENT, **lists}}}):
                yield case, check.finding
        for row in rows:
            if row.about != "nothing":
                yield case, refused(case, row, page("no")).finding


@pytest.fixture(scope="module")
def findings():
    """All of them."""
    return list(spoken())


def test_an_offered_value_is_one_that_its_option_takes(findings):
    seen = set()
    for case, finding in findings:
        for name, values in OFFERED.findall(finding.fix):
            option = OPTIONS[name]
            for value in values.split(" or "):
                seen.add((name, value))
                allowed = option.choices or (("true", "false") if option.type == "bool" else None)
                assert allowed is None or value in allowed, finding
                assert value != str(case.wanted.get(name.replace("om_sso_", ""))).lower(), finding
    assert {"om_sso_prompt", "om_sso_client_auth_method", "om_sso_pkce"} <= {name for name, _value in seen}


def test_a_fix_of_the_implicit_flow_names_no_option_of_the_other_flow(findings):
    without_effect = {
        f"om_sso_{name}" for name, value in CHANGES.items() if environment(**{name: value}) == environment()
    }
    assert without_effect == {f"om_sso_{name}" for name in CHANGES}
    public = [finding for case, finding in findings if not case.secret_flow]
    assert public
    for finding in public:
        if finding.rule not in ("FLOW-01", "FLOW-06", "FLOW-07"):  # of a token endpoint, which is not asked then
            assert not without_effect & {finding.option, *re.findall(r"om_sso_\w+", finding.fix)}, finding


@pytest.mark.parametrize(
    "entry", [one for one in REGISTER.values() if "preflight" in one.where], ids=lambda one: one.id
)
def test_a_value_in_a_text_of_the_register_is_one_that_its_option_takes(entry):
    for fix in [entry.fix, *(cause.fix for cause in entry.causes.values())]:
        for name, values in OFFERED.findall(fix):
            option = OPTIONS.get(name)
            if option is not None and option.choices:
                assert set(values.split(" or ")) <= set(option.choices), fix


def test_a_list_alone_is_never_an_error(findings):
    lists = {"discovery": {"json": DOCUMENT}}
    for case in every_case():
        severities = {check.finding.severity for check in offers.judge(case, lists)}
        assert severities and "error" not in severities


def test_nothing_is_offered_without_a_document():
    case = next(every_case())
    unread = {"discovery": {"url": "https://idp", "status": 200, "location": "", "json": None}}
    assert [finding.rule for finding in judge(case, unread).findings] == ["URL-14"]
