# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SAML: certificates, addresses and the user's name."""

from __future__ import annotations

from .._model.value import dig
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


def certificates(case: Case):
    """(option, text) of every certificate that is given."""
    for path_ in (("idp", "idp_x509_certificate"), ("sp", "sp_x509_certificate")):
        text = dig(case.settings, "saml", *path_)
        if text:
            yield "om_sso_saml." + ".".join(path_), text


@rule("SAML-01", "error", "The provider's certificate is there", providers=SAML)
def certificate_missing(case: Case):
    if case.settings.saml is not None and not dig(case.settings, "saml", "idp", "idp_x509_certificate"):
        yield (
            IDP_CERTIFICATE,
            f"{IDP_CERTIFICATE} is missing: no sign-in could be verified.",
            "Copy the signing certificate of the provider's metadata.",
        )


@rule("SAML-01", "error", "A certificate is one and counts", providers=SAML)
def certificate_form(case: Case):
    for option, text in certificates(case):
        try:
            found = read(text)
        except NotACertificate as reason:
            yield option, f"{option} {reason}.", PEM_FIX.format(option=option)
            continue
        if found.ends < case.today:
            yield (
                option,
                f"{option} counted until {found.ends}: every sign-in would be refused.",
                "Copy the provider's current certificate.",
            )
        elif found.begins > case.today:
            yield option, f"{option} counts from {found.begins} on only.", "Copy the provider's current certificate."


@rule("SAML-01", "warning", "A certificate counts for some time", providers=SAML)
def certificate_ends(case: Case):
    for option, text in certificates(case):
        try:
            days = (read(text).ends - case.today).days
        except NotACertificate:
            continue
        if 0 <= days <= SOON:
            yield option, f"{option} ends in {days} days.", "Get the provider's next certificate in time."


@rule("SAML-01", "error", "A private key is one", providers=SAML)
def private_key(case: Case):
    option, text = "om_sso_saml.sp.sp_private_key", dig(case.settings, "saml", "sp", "sp_private_key")
    if text and not is_placeholder(text) and not is_private_key(text):
        yield option, f"{option} is no private key without a password, as PEM text.", PEM_FIX.format(option=option)


#: What needs a key of OpenMetadata's own.
NEED_OWN_KEY = ("send_signed_auth_request", "sign_sp_metadata", "want_assertion_encrypted")


@rule("SAML-02", "error", "A key for what is signed or encrypted", providers=SAML)
def own_key(case: Case):
    saml = case.settings.saml
    wants = [name for name in NEED_OWN_KEY if dig(saml, "security", name)]
    pair = dig(saml, "sp", "sp_x509_certificate") and dig(saml, "sp", "sp_private_key")
    store = all(
        dig(saml, "security", name) for name in ("key_store_file_path", "key_store_alias", "key_store_password")
    )
    if wants and not pair and not store:
        option = f"om_sso_saml.security.{wants[0]}"
        message = f"{option} needs a key of OpenMetadata's own, and there is none."
        yield (
            option,
            message,
            "Set om_sso_saml.sp.sp_x509_certificate and sp_private_key, or the three key_store options, or turn it off.",
        )


@rule("SAML-02", "error", "A pair or a key store is complete", providers=SAML)
def half_a_key(case: Case):
    saml = case.settings.saml
    groups = (
        ("sp", ("sp_x509_certificate", "sp_private_key")),
        ("security", ("key_store_file_path", "key_store_alias", "key_store_password")),
    )
    for block, names in groups:
        missing = [name for name in names if not dig(saml, block, name)]
        if missing and len(missing) < len(names):
            option = f"om_sso_saml.{block}.{missing[0]}"
            yield (
                option,
                f"{option} is missing, and the others of {', '.join(names)} are set.",
                "Set all of them, or none.",
            )


@rule("SAML-03", "error", "SAML's addresses are those of the server", providers=SAML)
def addresses(case: Case):
    wanted = origin(case.settings.server_url)
    for name in ("SAML_SP_ACS", "SAML_SP_CALLBACK"):
        value, option = case.variable(name)
        found = origin(value)
        if wanted and found and found != wanted:
            yield (
                option,
                f"{option} is on {found}, but om_sso_server_url is on {wanted}.",
                f"Leave {option} out, and register what follows from om_sso_server_url.",
            )


@rule("SAML-03", "error", "The assertion consumer service has its path", providers=SAML)
def acs_path(case: Case):
    value, option = case.variable("SAML_SP_ACS")
    if (
        value
        and origin(value)
        and not is_placeholder(value)
        and not path(value).endswith(("/api/v1/saml/acs", "/callback"))
    ):
        yield (
            option,
            f"{option} is no address at which the server takes assertions.",
            "Leave it out, or end it with /api/v1/saml/acs.",
        )


@rule("SAML-05", "warning", "The user's name is an e-mail address", providers=SAML)
def name_id(case: Case):
    option, value = "om_sso_saml.idp.name_id", dig(case.settings, "saml", "idp", "name_id")
    if value is not None and value not in EMAIL_FORMATS:
        yield (
            option,
            f"{option} asks for no e-mail address: users would get opaque names, or none.",
            f"Leave it out, or write {EMAIL_FORMATS[0]}.",
        )


@rule("ENV-28", "warning", "A key that reaches the server", providers=SAML)
def without_variable(case: Case):
    yield from undelivered(case)
