# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity provider of Go's crewjam/saml: it reads a request first, and refuses all with the same words."""

import contextlib
import urllib.request
from pathlib import Path

from lab import cache, golang, serving
from lab.installation import free_ports
from providers.program import Program, wrong
from providers.saml import (
    ACS,
    EMAIL,
    ENTITY,
    OWN_PAIR,
    SERVER,
    SIGNED,
    UNSIGNED,
    documents,
    facts_of,
    pair,
    pairs,
    saml,
    server_metadata,
    setup,
)

MODULE, VERSION = "github.com/crewjam/saml", "v0.5.1"
SOURCE = Path(__file__).parents[1] / "servers" / "samlidp.go"


@contextlib.contextmanager
def start(folder):
    """One server with two service providers, registered by its own interface."""
    name = f"samlidp-{cache.key(SOURCE.read_text(encoding='utf-8'))}"
    program = golang.program(MODULE, VERSION, name, package=str(SOURCE))
    (port,) = free_ports(1)
    found = pairs(folder)
    pair(folder, "idp")
    url = f"http://localhost:{port}"
    command = [program, port, folder / "idp.pem", folder / "idp.key"]
    with serving.serving(command, folder / "server.log", serving.answers(f"{url}/metadata")):
        for entity, acs in ((ENTITY, ACS), ("elsewhere", "https://om.acme.io/api/v1/saml/acs")):
            content = server_metadata(entity, acs=acs).encode()
            made = urllib.request.Request(f"{url}/services/{acs.split('/')[2]}", content, method="PUT")
            urllib.request.urlopen(made, timeout=20).close()
        yield {**found, **facts_of(f"{url}/metadata"), "address": f"http://127.0.0.1:{port}"}


SEEN = ("service provider", "ACS URL")
FORMAT = {"name ID": "name id format unknown (not checked before the sign-in"}

PROGRAM = Program(
    name="samlidp",
    version=VERSION,
    kind="saml",
    source="Go",
    start=start,
    setups={
        "SAML": setup(*SEEN, unknown=FORMAT),
        "SAML, no metadata": setup(*SEEN, saml_metadata_url=None, unknown=FORMAT),
        "SAML, other format": setup(*SEEN, saml=saml({"name_id": EMAIL}), unknown=FORMAT),
        "SAML, signed requests that need not be": setup(
            *SEEN, saml=saml(sp=OWN_PAIR, **SIGNED), unknown={"signatures": UNSIGNED}
        ),
    },
    rows=(
        wrong("service provider not registered", "service provider", "PRE-02", server_url="https://sso.acme.io"),
        wrong(
            "entity ID of the service provider mistyped",
            "service provider",
            "PRE-02",
            saml=saml(sp={"entity_id": f"{ENTITY}x"}),
        ),
        wrong("ACS URL not registered", "ACS URL", "SAML-03", saml=saml(sp={"acs": f"{SERVER}/callback"})),
        wrong("ACS URL of another host", "ACS URL", "SAML-03", saml=saml(sp={"entity_id": "elsewhere"})),
        wrong(
            "sign-in URL by another name of the host",
            "sign-in URL",
            "SAML-03",
            saml=saml({"sso_login_url": "{address}/sso"}),
        ),
        wrong(
            "sign-in URL by another name of the host, no metadata",
            "sign-in URL",
            "PRE-02",
            saml=saml({"sso_login_url": "{address}/sso"}),
            saml_metadata_url=None,
        ),
        wrong(
            "log-in page for the sign-in URL", "sign-in URL", "SAML-03", saml=saml({"sso_login_url": "{address}/login"})
        ),
        *documents(),
    ),
    quick=False,
)
