# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SAML: certificates, addresses and the user's name."""

from __future__ import annotations

from collections.abc import Iterator

from .._model.value import dig
from .._register import Problem, at
from ._certificate import NotACertificate, is_private_key, read
from ._rule import Case, rule
from ._text import is_placeholder, origin, path
from ._undelivered import undelivered

SAML = ("saml",)
IDP_CERTIFICATE = "om_sso_saml.idp.idp_x509_certificate"
PEM_FIX = "Write the text between and with the BEGIN and END lines, or name a file on the controller in {option}_file."
#: Days before the end at which an operator should hear of it.
SOON = 30
EMAIL_FORMATS = (
    "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
    "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress",
)


def certificates(case: Case) -> Iterator[tuple[str, str]]:
    """(option, text) of every certificate that is given."""
    for path_ in (("idp", "idp_x509_certificate"), ("sp", "sp_x509_certificate")):
        text = dig(case.settings, "saml", *path_)
        if text:
            yield "om_sso_saml." + ".".join(path_), text


@rule("SAML-01", providers=SAML)
def certificate_missing(case: Case) -> Iterator[Problem]:
    """The provider's certificate is set."""
    if case.settings.saml is not None and not dig(case.settings, "saml", "idp", "idp_x509_certificate"):
        yield at(IDP_CERTIFICATE, "missing")


@rule("SAML-01", providers=SAML)
def certificate_form(case: Case) -> Iterator[Problem]:
    """The certificate is valid today."""
    for option, text in certificates(case):
        try:
            found = read(text)
        except NotACertificate as reason:
            yield at(option, "not_a_certificate", reason=reason)
            continue
        if found.ends < case.today:
            yield at(option, "expired", ends=found.ends)
        elif found.begins > case.today:
            yield at(option, "not_yet_valid", begins=found.begins)


@rule("SAML-01", providers=SAML)
def certificate_ends(case: Case) -> Iterator[Problem]:
    """The certificate is valid for the next 30 days."""
    for option, text in certificates(case):
        try:
            days = (read(text).ends - case.today).days
        except NotACertificate:
            continue
        if 0 <= days <= SOON:
            yield at(option, "expires_soon", days=days)


@rule("SAML-01", providers=SAML)
def private_key(case: Case) -> Iterator[Problem]:
    """The private key is a key."""
    option, text = "om_sso_saml.sp.sp_private_key", dig(case.settings, "saml", "sp", "sp_private_key")
    if text and not is_placeholder(text) and not is_private_key(text):
        yield at(option, "not_a_key")


#: What needs a key of OpenMetadata's own.
NEED_OWN_KEY = ("send_signed_auth_request", "sign_sp_metadata", "want_assertion_encrypted")


@rule("SAML-02", providers=SAML)
def own_key(case: Case) -> Iterator[Problem]:
    """Signing and encryption have a key."""
    saml = case.settings.saml
    wants = [name for name in NEED_OWN_KEY if dig(saml, "security", name)]
    pair = dig(saml, "sp", "sp_x509_certificate") and dig(saml, "sp", "sp_private_key")
    store = all(
        dig(saml, "security", name) for name in ("key_store_file_path", "key_store_alias", "key_store_password")
    )
    if wants and not pair and not store:
        option = f"om_sso_saml.security.{wants[0]}"
        yield at(option, "no_key")


@rule("SAML-02", providers=SAML)
def half_a_key(case: Case) -> Iterator[Problem]:
    """A key pair or key store is complete."""
    saml = case.settings.saml
    groups = (
        ("sp", ("sp_x509_certificate", "sp_private_key")),
        ("security", ("key_store_file_path", "key_store_alias", "key_store_password")),
    )
    for block, names in groups:
        missing = [name for name in names if not dig(saml, block, name)]
        if missing and len(missing) < len(names):
            option = f"om_sso_saml.{block}.{missing[0]}"
            yield at(option, "incomplete", names=", ".join(names))


@rule("SAML-03", providers=SAML)
def addresses(case: Case) -> Iterator[Problem]:
    """The service provider's addresses are on the server URL."""
    wanted = origin(case.settings.server_url)
    for name in ("SAML_SP_ACS", "SAML_SP_CALLBACK"):
        value, option = case.variable(name)
        found = origin(value)
        if wanted and found and found != wanted:
            yield at(option, "other_origin", origin=found, expected=wanted)


@rule("SAML-03", providers=SAML)
def acs_path(case: Case) -> Iterator[Problem]:
    """The assertion consumer service has its path."""
    value, option = case.variable("SAML_SP_ACS")
    if (
        value
        and origin(value)
        and not is_placeholder(value)
        and not path(value).endswith(("/api/v1/saml/acs", "/callback"))
    ):
        yield at(option, "other_path")


@rule("SAML-05", providers=SAML)
def name_id(case: Case) -> Iterator[Problem]:
    """The name id is an e-mail address."""
    option, value = "om_sso_saml.idp.name_id", dig(case.settings, "saml", "idp", "name_id")
    if value is not None and value not in EMAIL_FORMATS:
        yield at(option)


@rule("ENV-28", providers=SAML)
def without_variable(case: Case) -> Iterator[Problem]:
    """Each key reaches the server."""
    yield from undelivered(case)
