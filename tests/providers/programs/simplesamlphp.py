# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SimpleSAMLphp on PHP's own web server, from Debian's packages, which are unpacked and not installed.

It knows service providers before it asks who the user is, sends to the registered ACS URL whatever is asked for, and
answers what it does not know with a page of status 200.
"""

import contextlib
import platform
from pathlib import Path

from lab import debian, serving
from lab.installation import free_ports
from providers.program import Program, wrong
from providers.saml import OTHER_PAIR, OWN_PAIR, SIGNED, base64_of, documents, facts_of, pair, pairs, saml, setup

VERSION, PHP, INTERFACE = "1.19.7", "8.2", "20220829"
PACKAGES = {
    "simplesamlphp": VERSION,
    **{f"php{PHP}-{part}": PHP for part in ("cli", "common", "mbstring", "xml")},
    "libargon2-1": "0",
    "libicu72": "72",
    "libonig5": "6",
    "libsodium23": "1",
    "libxml2": "2",
}
EXTENSIONS = ("ctype", "dom", "iconv", "mbstring", "posix", "simplexml", "tokenizer", "xml", "xmlreader", "xmlwriter")
FILES = {"config": "config", "authsources": "config"}
SOURCE = Path(__file__).parents[1] / "servers" / "simplesamlphp.php"


@contextlib.contextmanager
def server(folder, **environment):
    """One server with its files in a folder; the address of its metadata."""
    root = debian.unpacked("simplesamlphp", PACKAGES)
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    for name in ("config", "authsources", "saml20-idp-hosted", "saml20-sp-remote"):
        variable = FILES.get(name, "metadata")
        text = f"<?php ${variable} = (require '{SOURCE}')['{name}'];\n"
        (folder / f"{name}.php").write_text(text, encoding="utf-8")
    command = [root / "usr" / "bin" / f"php{PHP}", "-n", "-d", "display_errors=0", "-d", "error_reporting=1"]
    for name in EXTENSIONS:
        command += ["-d", f"extension={root / 'usr' / 'lib' / 'php' / INTERFACE / name}.so"]
    command += ["-S", f"127.0.0.1:{port}", "-t", root / "usr" / "share" / "simplesamlphp" / "www"]
    environment |= {"SAML_FOLDER": str(folder), "SAML_URL": url, "SIMPLESAMLPHP_CONFIG_DIR": str(folder)}
    environment["LD_LIBRARY_PATH"] = str(root / "usr" / "lib" / f"{platform.machine()}-linux-gnu")
    metadata = f"{url}/saml2/idp/metadata.php"
    log = folder / "simplesamlphp.log"
    with serving.serving(command, log, serving.answers(metadata), environment=environment):
        yield metadata


@contextlib.contextmanager
def start(folder):
    """Two servers: one with a key, and one that is about to replace it."""
    found = pairs(folder)
    pair(folder, "idp")
    following, _key = pair(folder, "next")
    later = folder / "later"
    later.mkdir()
    for file in [*folder.glob("*.pem"), *folder.glob("*.key")]:
        (later / file.name).write_bytes(file.read_bytes())
    with server(folder) as metadata, server(later, SAML_ROLL_OVER="yes") as rolling:
        second = facts_of(rolling)
        yield {
            **found,
            **facts_of(metadata),
            **{f"later_{name}": second[name] for name in ("metadata", "entity", "sign_in")},
            "next_certificate": base64_of(following),
        }


LATER = {"entity_id": "{later_entity}", "sso_login_url": "{later_sign_in}"}
SIGNER = {"entity_id": "openmetadata-signed"}
NOT_FOUND = 'service provider unknown (an unregistered one gets the same answer, "Metadata not found'
NOT_A_PAGE = 'service provider unknown (not a log-in page, "Unhandled exception'

PROGRAM = Program(
    name="simplesamlphp",
    version=VERSION,
    kind="saml",
    source="Debian",
    start=start,
    setups={
        "SAML": setup("service provider", unknown={"ACS URL": "ACS URL unknown", "name ID": "name id format unknown"}),
        "SAML, no metadata": setup("service provider", saml_metadata_url=None),
        "SAML, format of the metadata": setup(
            "service provider", saml=saml({"name_id": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"})
        ),
        "SAML, signed requests": setup(
            "service provider", "signatures", saml=saml(sp={**SIGNER, **OWN_PAIR}, **SIGNED)
        ),
        "SAML, signed requests that need not be": setup(
            "service provider", saml=saml(sp=OWN_PAIR, **SIGNED), unknown={"signatures": "signature unknown"}
        ),
        "SAML, encrypted assertions": setup("service provider", saml=saml(sp=OWN_PAIR, want_assertion_encrypted=True)),
        "SAML, the key before a roll-over": setup(
            "service provider",
            saml_metadata_url="{later_metadata}",
            saml=saml(LATER),
            unknown={"certificate": "2 signing keys"},
        ),
        "SAML, the key after a roll-over": setup(
            "service provider",
            saml_metadata_url="{later_metadata}",
            saml=saml({**LATER, "idp_x509_certificate": "{next_certificate}"}),
            unknown={"certificate": "2 signing keys"},
        ),
    },
    rows=(
        wrong(
            "service provider not registered", "service provider", server_url="https://om.acme.io", unknown=NOT_FOUND
        ),
        wrong(
            "entity ID of the service provider mistyped",
            "service provider",
            saml=saml(sp={"entity_id": "https://metadata.acme.io/api/v1/saml/metdata"}),
            unknown=NOT_FOUND,
        ),
        wrong(
            "ACS URL not registered",
            "ACS URL",
            saml=saml(sp={"acs": "https://metadata.acme.io/callback"}),
            unknown="ACS URL unknown (an unregistered one gets the same answer)",
        ),
        wrong(
            "certificate before a roll-over that is over",
            "certificate",
            "SAML-01",
            saml=saml({"idp_x509_certificate": "{next_certificate}"}),
        ),
        wrong(
            "signed with a key that is not registered",
            "signatures",
            saml=saml(sp={**SIGNER, **OTHER_PAIR}, **SIGNED),
            unknown='signature unknown (a request without one gets the same answer, "Unhandled exception',
        ),
        wrong("not signed, and must be", "signatures", saml=saml(sp=SIGNER), unknown=NOT_A_PAGE),
        wrong("sign-out URL for the sign-in URL", "sign-in URL", "SAML-03", saml=saml({"sso_login_url": "{sign_out}"})),
        *documents(),
    ),
)
