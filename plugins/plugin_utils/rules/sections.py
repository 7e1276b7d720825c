# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dictionaries of LDAP and SAML."""

from __future__ import annotations

import difflib

from .. import sections
from ._rule import Case, rule

KINDS = tuple(sections.SECTIONS)
NEEDED = {
    "ldap": ("host", "port", "dn_admin_principal", "dn_admin_password", "user_base_dn", "mail_attribute_name"),
    "saml": ("idp.entity_id", "idp.sso_login_url", "idp.idp_x509_certificate"),
}


def _reading(case: Case):
    """(role variable, reading) of the dictionary, ``None`` for the reading when there is none."""
    kind = case.provider.kind
    given = getattr(case.settings, kind)
    return f"om_sso_{kind}", None if given is None else sections.read(kind, given)


@rule("OPT-08", "error", "A key of the dictionary is a field of OpenMetadata", kinds=KINDS)
def unknown_key(case: Case):
    option, reading = _reading(case)
    for key in reading.unknown if reading else ():
        close = difflib.get_close_matches(key, sections.keys(case.provider.kind), n=1)
        fix = f"Did you mean {close[0]}?" if close else "Remove it; the page of the provider lists the fields."
        yield f"{option}.{key}", f"{option}.{key} is no field that OpenMetadata reads.", fix


@rule("OPT-09", "error", "A field of the dictionary has its type", kinds=KINDS)
def wrong_type(case: Case):
    option, reading = _reading(case)
    for key, wanted in reading.wrong if reading else ():
        yield f"{option}.{key}", f"{option}.{key} is not {wanted}.", "Correct it."


@rule("OPT-10", "error", "The fields that OpenMetadata needs are there", kinds=KINDS)
def missing_key(case: Case):
    option, reading = _reading(case)
    known = sections.keys(case.provider.kind)
    wrong = {key for key, _wanted in reading.wrong} if reading else set()
    for key in NEEDED[case.provider.kind] if reading else ():
        if key not in wrong and reading.values.get(known[key].name) in (None, ""):
            yield f"{option}.{key}", f"{option}.{key} is missing.", "OpenMetadata needs it."


@rule("LDAP-02", "warning", "A truststore mode that checks certificates", kinds=("ldap",))
def trust_all(case: Case):
    option, reading = _reading(case)
    values = reading.values if reading else {}
    if values.get("AUTHENTICATION_LDAP_SSL_ENABLED") and values.get("AUTHENTICATION_LDAP_TRUSTSTORE_TYPE", "TrustAll") == "TrustAll":
        key = f"{option}.truststore_config_type"
        yield key, f"{key} is TrustAll: anybody between the server and the directory can read passwords.", "Use CustomTrustStore, JVMDefault or HostName."


@rule("LDAP-10", "warning", "Passwords travel encrypted", kinds=("ldap",))
def plain_ldap(case: Case):
    option, reading = _reading(case)
    if reading and reading.values and not reading.values.get("AUTHENTICATION_LDAP_SSL_ENABLED"):
        key = f"{option}.ssl_enabled"
        yield key, f"{key} is not true: every password travels in clear.", "Use the LDAPS port, usually 636, with ssl_enabled: true."


@rule("SAML-01", "error", "The certificate of the identity provider is one", kinds=("saml",))
def certificate(case: Case):
    option, reading = _reading(case)
    text = reading.values.get("SAML_IDP_CERTIFICATE", "") if reading else ""
    key = f"{option}.idp.idp_x509_certificate"
    if "PRIVATE KEY" in text:
        yield key, f"{key} is a private key.", "Paste the certificate that the identity provider signs with."
    elif text.startswith(("/", "./")) and "\n" not in text and len(text) < 200:
        yield key, f"{key} is a path: OpenMetadata wants the certificate itself.", "Use a lookup of the file, for example lookup('ansible.builtin.file', ...)."
