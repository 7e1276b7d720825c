# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LemonLDAP::NG as a SAML provider, from Debian's packages: it shows its log-in page whatever it is asked for."""

import contextlib
import platform

from lab import debian, serving
from lab.installation import free_ports
from providers import lemonldap
from providers.program import Program, wrong
from providers.saml import (
    EMAIL,
    ENTITY,
    OTHER_PAIR,
    OWN_PAIR,
    SIGNED,
    UNREAD,
    UNREAD_ROWS,
    UNSIGNED,
    base64_of,
    documents,
    facts_of,
    pair,
    pairs,
    saml,
    server_metadata,
    setup,
)

VERSION = "2.16.1"
#: What LemonLDAP::NG needs beside Perl itself.
PERL = """
libapache-logformat-compiler-perl libapache-session-perl libcache-cache-perl libcgi-pm-perl libclass-inspector-perl
libclass-xsaccessor-perl libclone-perl libcommon-sense-perl libconfig-inifiles-perl libconvert-asn1-perl
libcookie-baker-perl libcrypt-openssl-bignum-perl libcrypt-openssl-random-perl libcrypt-openssl-rsa-perl
libcrypt-openssl-x509-perl libcrypt-rijndael-perl libcrypt-urandom-perl libdevel-stacktrace-ashtml-perl
libdevel-stacktrace-perl libemail-date-format-perl libencode-locale-perl libexporter-tiny-perl libfcgi-perl
libfcgi-procmanager-perl libfcgi0ldbl libfile-listing-perl libfile-sharedir-perl libfilesys-notify-simple-perl
libhash-multivalue-perl libhtml-parser-perl libhtml-tagset-perl libhtml-template-perl libhtml-tree-perl
libhttp-cookies-perl libhttp-date-perl libhttp-entity-parser-perl libhttp-headers-fast-perl libhttp-message-perl
libhttp-multipartparser-perl libhttp-negotiate-perl libio-html-perl libio-socket-ssl-perl libipc-sharelite-perl
libjson-maybexs-perl libjson-xs-perl liblasso-perl liblasso3 liblist-moreutils-perl liblist-moreutils-xs-perl
liblwp-mediatypes-perl liblwp-protocol-https-perl libmouse-perl libnet-http-perl libnet-ssleay-perl libplack-perl
libposix-strftime-compiler-perl libregexp-assemble-perl libregexp-ipv6-perl libstream-buffered-perl
libstring-random-perl libtest-sharedfork-perl libtest-tcp-perl libtext-unidecode-perl libtimedate-perl
libtry-tiny-perl libtypes-serialiser-perl liburi-perl libwww-form-urlencoded-perl libwww-perl libwww-robotrules-perl
libxml-namespacesupport-perl libxml-parser-perl libxml-sax-base-perl libxml-sax-perl libxml-simple-perl libxmlsec1
libxmlsec1-openssl libxml2 libxslt1.1 libglib2.0-0 libicu72 perl-openssl-defaults
"""
PACKAGES = {
    **dict.fromkeys(PERL.split(), ""),
    **{f"liblemonldap-ng-{part}-perl": VERSION for part in ("common", "handler", "portal")},
}


def configuration(folder, url, certificate):
    """Demonstration users, sessions in files, and two service providers."""

    def store(name):
        (folder / name / "lock").mkdir(parents=True)
        return {"Directory": f"{folder}/{name}", "LockDirectory": f"{folder}/{name}/lock"}

    public, private = pair(folder, "idp")
    servers = {"om": server_metadata(ENTITY), "signed": server_metadata("openmetadata-signed", certificate)}
    options = {
        name: {
            "samlSPMetaDataOptionsNameIDFormat": "email",
            "samlSPMetaDataOptionsCheckSSOMessageSignature": int(name == "signed"),
        }
        for name in servers
    }
    return {
        "cfgNum": 1,
        "cfgVersion": VERSION,
        "cfgAuthor": "tests",
        "cfgDate": 1,
        "portal": f"{url}/",
        "domain": "localhost",
        "cookieName": "lemonldap",
        "whatToTrace": "uid",
        "authentication": "Demo",
        "userDB": "Same",
        "passwordDB": "Demo",
        "registerDB": "Demo",
        "demoExportedVars": {"cn": "cn", "mail": "mail", "uid": "uid"},
        "locationRules": {"localhost": {"default": "accept"}},
        "globalStorage": "Apache::Session::File",
        "globalStorageOptions": store("sessions"),
        "persistentStorage": "Apache::Session::File",
        "persistentStorageOptions": store("persistent"),
        "localSessionStorage": "Cache::FileCache",
        "localSessionStorageOptions": {"cache_root": f"{folder}/cache", "namespace": "sessions"},
        "captcha": "::Plugins::Status",  # its own module needs ImageMagick
        "issuerDBSAMLActivation": 1,
        "samlServicePrivateKeySig": private,
        "samlServicePublicKeySig": public,
        "samlSPMetaDataXML": {name: {"samlSPMetaDataXML": text} for name, text in servers.items()},
        "samlSPMetaDataOptions": options,
        "samlSPMetaDataExportedAttributes": {name: {"mail": "1;mail"} for name in servers},
    }


@contextlib.contextmanager
def start(folder):
    """The portal under plackup, with a configuration and sessions of its own."""
    root = debian.unpacked("lemonldap-ng", PACKAGES)
    (port,) = free_ports(1)
    url = f"http://localhost:{port}"
    found = pairs(folder)
    content = configuration(folder, url, base64_of(found["own_certificate"]))
    portal = root / "usr" / "share" / "lemonldap-ng" / "portal"
    binary = root / "usr" / "lib" / f"{platform.machine()}-linux-gnu"
    modules = [root / "usr" / "share" / "perl5", *binary.glob("perl5/5.*"), binary / "perl5"]
    environment = {
        "PERL5LIB": ":".join(map(str, modules)),
        "LD_LIBRARY_PATH": f"{root}/usr/lib:{binary}",
        **lemonldap.configured(folder, content, portal / "templates"),
    }
    command = ["perl", root / "usr" / "bin" / "plackup", "--host", "127.0.0.1", "--port", port, "--env", "deployment"]
    command.append(portal / "htdocs" / "index.psgi")
    metadata = f"{url}/saml/metadata"
    with serving.serving(command, folder / "server.log", serving.answers(metadata), environment=environment):
        yield {**found, **facts_of(metadata)}


SIGNER = {"entity_id": "openmetadata-signed"}

PROGRAM = Program(
    name="lemonldap-ng-saml",
    version=VERSION,
    kind="saml",
    source="Debian",
    start=start,
    setups={
        "SAML": setup(
            unknown={**UNREAD, "name ID": "name id format unknown (not checked before the sign-in; the metadata lists"}
        ),
        "SAML, no metadata": setup(saml_metadata_url=None, unknown=UNREAD),
        "SAML, format of the metadata": setup(saml=saml({"name_id": EMAIL}), unknown=UNREAD),
        "SAML, signed requests": setup(
            saml=saml(sp={**SIGNER, **OWN_PAIR}, **SIGNED), unknown={**UNREAD, "signatures": UNSIGNED}
        ),
    },
    rows=(
        *UNREAD_ROWS,
        wrong(
            "signed with a key that is not registered",
            "signatures",
            saml=saml(sp={**SIGNER, **OTHER_PAIR}, **SIGNED),
            unknown=UNSIGNED,
        ),
        wrong("not signed, and must be", "service provider", saml=saml(sp=SIGNER), unknown=UNREAD["service provider"]),
        wrong("sign-out URL for the sign-in URL", "sign-in URL", "SAML-03", saml=saml({"sso_login_url": "{sign_out}"})),
        *documents(everything=True),
    ),
    quick=False,
)
