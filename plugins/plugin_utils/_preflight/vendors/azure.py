# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Azure (Microsoft Entra ID): codes of its documentation, which it shows on pages with status 200."""

from __future__ import annotations

from ._vendor import Refusal, Vendor

VENDOR = Vendor(
    title="Azure",
    places={
        "client": "App registrations > your application > Overview > Application (client) ID",
        ("redirect"): (
            "App registrations > your application > Authentication > Web or Single-page application > Redirect URIs"
        ),
        ("implicit"): (
            "App registrations > your application > Authentication > Implicit grant and hybrid flows > ID tokens"
        ),
        "code": "App registrations > your application > Authentication > Platform configurations",
        "scope": "App registrations > your application > API permissions",
        "secret": "App registrations > your application > Certificates & secrets > Client secrets > Value",
        "kind": "App registrations > your application > Authentication > Platform configurations",
        "keys": "App registrations > your application > Manifest",
        "issuer": "App registrations > your application > Overview > Directory (tenant) ID",
    },
    refusals=(
        Refusal(r"AADSTS50011\b|AADSTS500113\b", "redirect", "RED-01", "does not know the redirect URI (AADSTS50011)"),
        Refusal(
            r"AADSTS700016\b|AADSTS90013\b",
            "client",
            "PRE-02",
            "does not know the client id in this tenant (AADSTS700016)",
        ),
        Refusal(r"AADSTS(90002|900023|50059)\b", "client", "URL-02", "does not know the tenant (AADSTS90002)"),
        Refusal(
            r"AADSTS(700054|700051)\b",
            "flow",
            "FLOW-02",
            "has ID tokens switched off for this application (AADSTS700054)",
        ),
        Refusal(r"AADSTS7000222\b", "secret", "FLOW-07", "says that the secret has expired (AADSTS7000222)"),
        Refusal(
            r"AADSTS7000215\b",
            "secret",
            "FLOW-07",
            "says that the secret is wrong: it may be the secret's id (AADSTS7000215)",
        ),
        Refusal(r"AADSTS7000218\b", "kind", "FLOW-01", "wants a secret or assertion from this client (AADSTS7000218)"),
        Refusal(
            r"AADSTS(9002325|9002327|9002326)\b",
            "kind",
            "FLOW-01",
            "has the redirect URI registered for a single-page application (AADSTS9002326)",
        ),
        Refusal(
            r"AADSTS(700025|700027)\b",
            "kind",
            "FLOW-01",
            "has this client as a public one, which may send no secret (AADSTS700025)",
        ),
        Refusal(r"AADSTS70011\b|AADSTS650053\b", "scope", "FLOW-10", "refuses a scope (AADSTS70011)"),
    ),
    issuer="{authority}/v2.0",
    domains=("microsoftonline.com", "microsoftonline.us", "partner.microsoftonline.cn", "microsoft.com", "windows.net"),
    public_request=("code", True),
    login=r"ConvergedSignIn|urlPost|/login\b",
    # It reads the code before it checks the secret, so an invalid code says nothing.
    credentials_scope="https://graph.microsoft.com/.default",
    not_found="URL-02",
    other_issuer="URL-02",
    other_keys="URL-04",
)
