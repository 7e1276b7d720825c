# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""djangosaml2idp on Django and pysaml2: it redirects three times to its log-in page, and reads the request after it."""

import contextlib
import platform
from pathlib import Path

from lab import debian, serving, venvs
from lab.installation import free_ports
from providers.program import Program, wrong
from providers.saml import (
    ENTITY,
    OTHER_PAIR,
    OWN_PAIR,
    SIGNED,
    UNREAD,
    UNREAD_ROWS,
    documents,
    facts_of,
    pair,
    pairs,
    saml,
    server_metadata,
    setup,
)

SOURCE = Path(__file__).parents[1] / "servers" / "django_saml.py"
XMLSEC = {"xmlsec1": "1.2", "libxmlsec1": "1.2", "libxmlsec1-openssl": "1.2", "libxslt1.1": "1", "libxml2": "2"}
LIBRARIES = {"libicu72": "72", "libltdl7": "2"}


@contextlib.contextmanager
def start(folder):
    """One server that knows one service provider."""
    python = venvs.ensure("djangosaml2idp") / "bin" / "python"
    root = debian.unpacked("xmlsec1", {**XMLSEC, **LIBRARIES})
    (port,) = free_ports(1)
    found = pairs(folder)
    pair(folder, "idp")
    file = folder / "metadata.xml"
    file.write_text(server_metadata(ENTITY), encoding="utf-8")
    command = [python, SOURCE, port, folder, root / "usr" / "bin" / "xmlsec1", file]
    environment = {"LD_LIBRARY_PATH": str(root / "usr" / "lib" / f"{platform.machine()}-linux-gnu")}
    metadata = f"http://localhost:{port}/idp/metadata/"
    with serving.serving(command, folder / "server.log", serving.answers(metadata), environment=environment):
        yield {**found, **facts_of(metadata)}


PROGRAM = Program(
    name="djangosaml2idp",
    version="0.9.1",
    kind="saml",
    source="PyPI",
    start=start,
    setups={
        "SAML": setup(unknown=UNREAD),
        "SAML, no metadata": setup(saml_metadata_url=None, unknown=UNREAD),
        "SAML, signed requests": setup(saml=saml(sp=OWN_PAIR, **SIGNED), unknown=UNREAD),
    },
    rows=(
        *UNREAD_ROWS,
        wrong(
            "signed with a key that is not registered",
            "signatures",
            saml=saml(sp=OTHER_PAIR, **SIGNED),
            unknown="signature unknown (",
        ),
        *documents(),
    ),
    quick=False,
)
