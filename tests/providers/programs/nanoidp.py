# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""nanoidp: it asks for the password before it reads a request, and knows signatures but no service providers."""

import contextlib
import json

from lab import serving, venvs
from lab.installation import free_ports
from providers.program import Program, wrong
from providers.saml import (
    EMAIL,
    OTHER_PAIR,
    OWN_PAIR,
    SIGNED,
    UNREAD,
    UNREAD_ROWS,
    UNSIGNED,
    documents,
    facts_of,
    pairs,
    saml,
    setup,
)

USERS = {"users": {"jane": {"password": "of jane", "email": "jane.doe@acme.io"}}}


@contextlib.contextmanager
def server(folder, **settings):
    """One server with its files in a folder; its facts."""
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    folder.mkdir()
    content = {
        "config_version": 1,
        "server": {"host": "127.0.0.1", "port": port},
        "oauth": {"issuer": url},
        "saml": settings,
        "jwt": {"keys_dir": str(folder / "keys")},
    }
    for name, document in (("settings", content), ("users", {"config_version": 1, **USERS})):
        (folder / f"{name}.yaml").write_text(json.dumps(document), encoding="utf-8")
    command = [venvs.ensure("nanoidp") / "bin" / "nanoidp", "--config", folder]
    metadata = f"{url}/saml/metadata"
    with serving.serving(command, folder / "server.log", serving.answers(metadata), folder=folder):
        yield facts_of(metadata)


@contextlib.contextmanager
def start(folder):
    """Two servers: one that takes any request, and one that takes signed ones alone."""
    found = pairs(folder)
    signing = {"want_authn_requests_signed": True, "sp_certificates": [str(folder / "own.pem")]}
    with server(folder / "open") as facts, server(folder / "strict", **signing) as strict:
        yield {**found, **facts, **{f"strict_{name}": value for name, value in strict.items()}}


STRICT = {
    "entity_id": "{strict_entity}",
    "sso_login_url": "{strict_sign_in}",
    "idp_x509_certificate": "{strict_certificate}",
}
STRICTLY = {"saml_metadata_url": "{strict_metadata}"}

PROGRAM = Program(
    name="nanoidp",
    version="3.4.0",
    kind="saml",
    source="PyPI",
    start=start,
    setups={
        "SAML": setup(unknown=UNREAD),
        "SAML, no metadata": setup(saml_metadata_url=None, unknown=UNREAD),
        "SAML, format of the metadata": setup(saml=saml({"name_id": EMAIL}), unknown=UNREAD),
        "SAML, signed requests": setup("signatures", saml=saml(STRICT, OWN_PAIR, **SIGNED), unknown=UNREAD, **STRICTLY),
        "SAML, signed requests that need not be": setup(
            saml=saml(sp=OWN_PAIR, **SIGNED), unknown={"signatures": UNSIGNED}
        ),
    },
    rows=(
        *UNREAD_ROWS,
        wrong("not signed, and must be", "signatures", "SAML-02", saml=saml(STRICT), **STRICTLY),
        wrong(
            "signed with a key that is not registered",
            "signatures",
            "SAML-02",
            saml=saml(STRICT, OTHER_PAIR, **SIGNED),
            **STRICTLY,
        ),
        wrong("metadata of another server", "metadata", "SAML-01", "SAML-03", **STRICTLY),
        *documents(),
    ),
)
