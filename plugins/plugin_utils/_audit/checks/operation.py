# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the server is run: its files, its logs, how long its tokens are valid."""

from __future__ import annotations

from ....module_utils._core.text import some
from .._check import Verdict, check, finding, not_applicable, ok, unknown
from ..observed import AUTHENTICATION, LOG_LEVEL, OIDC, SAML, Seen, shown

DAY = 86400
#: Providers at which a client has no secret, and those whose client secrets have no end.
WITHOUT_CLIENT = ("basic", "ldap", "saml")
WITHOUT_END = ("auth0", "aws-cognito", "google", "okta")
WORDS = {"read": "any user on the host may read it", "write": "any user on the host may write it", "": ""}


@check(
    "AUD-03",
    "Secrets private",
    how=(
        "mode, owner and access control list of the files on the host that hold secrets, by the names in them, and of "
        "every folder above"
    ),
    option="openmetadata.sso.sso",
)
def files(seen: Seen) -> Verdict:
    """Other users of the host can neither read nor write files with secrets."""
    if seen.cluster is not None:
        return not_applicable("On Kubernetes secrets are in Secrets (AUD-05 and AUD-06).")
    if not seen.files:
        if seen.files_reason:
            return unknown(f"No file was seen: {seen.files_reason.rstrip('.')}.", seen.remedy)
        return ok("No file on the host contains a secret.")
    open_ones = [entry for entry in seen.files if entry["others"]]
    if open_ones:
        first = open_ones[0]
        more = (
            f" So are: {', '.join(entry['path'] for entry in open_ones[1:4])}{' …' if len(open_ones) > 4 else ''}."
            if open_ones[1:]
            else ""
        )
        return finding(
            f"{first['path']} ({first['mode']}, {first['owner']}) holds {first['holds']}: "
            f"{WORDS[first['others']]}.{more}"
        )
    listed = [(entry, one) for entry in seen.files for one in entry["listed"]]
    if listed:
        entry, one = listed[0]
        more = some(sorted({other["path"] for other, _one in listed} - {entry["path"]}), 3)
        return finding(
            f"{entry['path']} ({entry['mode']}, {entry['owner']}) holds {entry['holds']}: {one['who']} may "
            f"{one['may']} it by the access control list of {one['on']}.{f' So are: {more}.' if more else ''}",
            "listed",
        )
    strange = [entry for entry in seen.files if entry["strange"]]
    if strange:
        return finding(
            f"{strange[0]['path']} holds {strange[0]['holds']} and belongs to {strange[0]['owner']}.",
            "other_owner",
        )
    modes = some([f"{entry['path']} {entry['mode']} {entry['owner']}" for entry in seen.files], 3)
    return ok(f"{len(seen.files)} files, none open to others: {modes}.")


@check("MISC-06", "No debug log", how="logging.level and LOG_LEVEL of the server on the host", option="LOG_LEVEL")
def debug(seen: Seen) -> Verdict:
    """The server does not log at debug level."""
    level = seen.setting(LOG_LEVEL)
    if not level.known:
        return unknown(f"The log level was not seen: {level.where.rstrip('.')}.", seen.remedy)
    if str(level.value).upper() in ("DEBUG", "TRACE", "ALL"):
        return finding(f"The log level is {shown(level.value)} ({level.where}).")
    return ok(f"The log level is {shown(level.value)} ({level.where}).")


@check(
    "SES-06",
    "Tokens end soon",
    how="tokenValidity of the OpenID Connect or SAML section in effect",
    option="om_sso_token_validity",
)
def validity(seen: Seen) -> Verdict:
    """The tokens of users expire within a day."""
    if seen.provider is None:
        return unknown(
            f"The provider was not seen: {seen.setting(AUTHENTICATION + 'provider').where}.", "Start the server."
        )
    if seen.provider in ("basic", "ldap"):
        return not_applicable(f"With {seen.provider} the server decides itself how long a token is valid.")
    if seen.provider != "saml" and str(seen.setting(AUTHENTICATION + "clientType").value) != "confidential":
        return not_applicable("With the implicit flow the provider decides how long a token is valid.")
    found = seen.setting((SAML + "security." if seen.provider == "saml" else OIDC) + "tokenValidity")
    if not found.known:
        return unknown(
            f"How long a token is valid was not seen: {found.where}.",
            "Set om_sso_admin_token, or let the rows be read (om_sso_stored_configuration).",
        )
    text = str(found.value if found.value is not None else "")
    if not text.lstrip("-").isdigit():
        return unknown(f"tokenValidity is not a number ({found.where}).")
    if int(text) > DAY:
        return finding(f"A token is valid for {int(text)} seconds, {int(text) // DAY} days ({found.where}).")
    if int(text) <= 0:
        return finding(f"tokenValidity is {int(text)} ({found.where}): tokens have expired when they are made.")
    return ok(f"A token is valid for {int(text)} seconds ({found.where}).")


@check(
    "REG-02",
    "Client secret lasts",
    how="the end that the provider told client_registration, in om_sso_client_secret_file.json on the controller",
    option="om_sso_client_secret_file",
)
def client_secret(seen: Seen) -> Verdict:
    """The client secret does not end within ``om_sso_client_secret_warn_days``."""
    if seen.provider in WITHOUT_CLIENT:
        return not_applicable(f"With {seen.provider} there is no client secret.")
    if str(seen.setting(AUTHENTICATION + "clientType").value) == "public":
        return not_applicable("With the implicit flow there is no client secret.")
    secret = seen.client_secret
    if secret.left is None and seen.provider in WITHOUT_END:
        return not_applicable(f"Client secrets of {seen.provider} do not end.")
    if not secret.file:
        return unknown(
            "When the client secret ends is not known on the controller.",
            "Renew it with openmetadata.sso.client_registration, which writes its end to om_sso_client_secret_file.",
        )
    if secret.left is None:
        return not_applicable(f"The provider told no end of the client secret ({secret.file}).")
    if secret.left < 0:
        return finding(f"The client secret ended on {secret.date} ({secret.file}).", "ended")
    text = f"The client secret ends on {secret.date}, in {secret.left} days ({secret.file})."
    return finding(text, "ends") if secret.left <= secret.limit else ok(text)
