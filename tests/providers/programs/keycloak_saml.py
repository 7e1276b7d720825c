# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keycloak as a SAML provider: it reads a request before it asks who the user is, and refuses with status 400."""

import contextlib

from identity_providers import realms
from lab import certificates
from lab.keycloak import VERSION, Keycloak
from providers.program import Program, wrong
from providers.saml import (
    ACS,
    EMAIL,
    ENTITY,
    KEY_STORE,
    OTHER_PAIR,
    OWN_PAIR,
    SERVER,
    SIGNED,
    base64_of,
    documents,
    facts_of,
    pairs,
    saml,
    setup,
)


def variant(ending, enabled=True, acs=ACS, **attributes):
    """A service provider of its own that differs in some attributes of Keycloak."""
    right = realms.saml_client(SERVER)
    changed = {name.replace("__", "."): value for name, value in attributes.items()}
    addresses = {"saml_assertion_consumer_url_post": acs}
    return {
        **right,
        "clientId": ENTITY + ending,
        "enabled": enabled,
        "redirectUris": [acs],
        "attributes": {**right["attributes"], **addresses, **changed},
    }


@contextlib.contextmanager
def start(folder):
    """One server with one realm and a service provider for each way in which it can be registered."""
    found = pairs(folder)
    pair = certificates.signed(folder, "server", certificates.authority(folder))
    signing = {"saml__client__signature": "true", "saml__signing__certificate": base64_of(found["own_certificate"])}
    clients = [
        variant(""),
        variant("-free", saml_force_name_id_format="false"),
        variant("-signed", **signing),
        variant("-off", enabled=False),
        variant("-elsewhere", acs="https://om.acme.io/api/v1/saml/acs"),
        {"clientId": "openid", "redirectUris": [ACS], "secret": "of the tests"},
    ]
    with Keycloak(folder, pair.certificate, pair.key) as keycloak:
        issuer = keycloak.realm("acme", clients)
        # The first realm, of the administrators, has another key.
        other = facts_of(f"{keycloak.url}/realms/master/protocol/saml/descriptor")
        yield {
            **found,
            **facts_of(f"{issuer}/protocol/saml/descriptor"),
            "issuer": issuer,
            "master_certificate": other["certificate"],
        }


def registered(ending, idp=None, sp=None, **security):
    """The variable om_sso_saml for a variant."""
    return saml(idp, {"entity_id": ENTITY + ending, **(sp or {})}, **security)


SEEN = ("service provider", "ACS URL")
FORMAT = "name id format unknown (not checked before the sign-in; the metadata lists persistent, transient"

PROGRAM = Program(
    name="keycloak-saml",
    version=VERSION,
    kind="saml",
    source="Maven Central",
    start=start,
    setups={
        "SAML": setup(*SEEN, unknown={"name ID": FORMAT}),
        "SAML, no metadata": setup(*SEEN, saml_metadata_url=None, unknown={"name ID": "name id format unknown"}),
        "SAML, format checked": setup(*SEEN, "name ID", saml=registered("-free", {"name_id": EMAIL})),
        "SAML, signed requests": setup(
            *SEEN, "signatures", saml=registered("-signed", None, OWN_PAIR, **SIGNED), unknown={"name ID": FORMAT}
        ),
        "SAML, requests signed from a key store": setup(
            saml=registered("-signed", **SIGNED, **KEY_STORE),
            unknown={"signatures": "AuthnRequest unknown (preflight signs"},
        ),
        "SAML, encrypted assertions": setup(
            *SEEN, saml=saml(sp=OWN_PAIR, want_assertion_encrypted=True), unknown={"name ID": FORMAT}
        ),
    },
    rows=(
        wrong("service provider not registered", "service provider", "PRE-02", server_url="https://om.acme.io"),
        wrong("entity ID of the service provider mistyped", "service provider", "PRE-02", saml=registered("x")),
        wrong("service provider disabled", "service provider", "PRE-03", saml=registered("-off")),
        wrong("client of OpenID Connect", "service provider", "PRE-03", saml=saml(sp={"entity_id": "openid"})),
        wrong("ACS URL of another host", "ACS URL", "SAML-03", saml=registered("-elsewhere")),
        wrong("ACS URL not registered", "ACS URL", "SAML-03", saml=saml(sp={"acs": f"{SERVER}/callback"})),
        wrong("default name ID format, which Keycloak does not know", "name ID", "SAML-05", saml=registered("-free")),
        wrong("not signed, and must be", "signatures", "PRE-03", saml=registered("-signed")),
        wrong(
            "signed with a key that is not registered",
            "signatures",
            "PRE-03",
            saml=registered("-signed", None, OTHER_PAIR, **SIGNED),
        ),
        wrong(
            "sign-in URL of OpenID Connect",
            "sign-in URL",
            "SAML-03",
            saml=saml({"sso_login_url": "{issuer}/protocol/openid-connect/auth"}),
        ),
        wrong(
            "metadata URL of OpenID Connect",
            "metadata",
            "SAML-03",
            saml_metadata_url="{issuer}/.well-known/openid-configuration",
        ),
        wrong(
            "certificate of another realm",
            "certificate",
            "SAML-01",
            saml=saml({"idp_x509_certificate": "{master_certificate}"}),
        ),
        *documents(),
    ),
    quick=False,
)
