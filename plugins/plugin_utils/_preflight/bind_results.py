# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a directory means when it refuses a bind, and what to do."""

from __future__ import annotations

import re
from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """Why a bind is refused, what to do, and whether TLS is what is missing."""

    why: str
    fix: str
    tls: bool = False


_NAME = "Copy the distinguishedName of the account from the directory."
_PASSWORD = "Set dn_admin_password again."
_NAME_OR_PASSWORD = "Copy the entry's distinguishedName and set dn_admin_password again."
_TLS = "Set ssl_enabled: true and port: 636."

#: Active Directory's ``data`` of result 49 (error codes of Windows, in hexadecimal).
DATA = {
    "525": Refusal("the account does not exist", _NAME),
    "52e": Refusal("the password is wrong, or the account does not exist", _NAME_OR_PASSWORD),
    "530": Refusal("the account may not log on at this time", "Extend the log-on hours of the account."),
    "531": Refusal(
        "the account may not log on from this computer", "Allow it to log on to the directory from all computers."
    ),
    "532": Refusal(
        "the password of the account has expired",
        "Set a new password that does not expire, in the directory and in dn_admin_password.",
    ),
    "533": Refusal("the account is disabled", "Enable the account in the directory."),
    "701": Refusal("the account has expired", "Remove the expiry date of the account in the directory."),
    "773": Refusal(
        "the account has to change its password first",
        "Clear 'must change password at next logon', or set a new password, in the directory and in dn_admin_password.",
    ),
    "775": Refusal(
        "the account is locked out",
        "Unlock the account in the directory; find what binds with an outdated password.",
    ),
}

#: Result codes of RFC 4511, appendix A.
CODES = {
    7: Refusal("the directory does not accept simple binds", "Allow simple binds over TLS for the account."),
    8: Refusal("the directory refuses a bind without TLS", _TLS, True),
    10: Refusal(
        "for this account the directory refers to another one, which OpenMetadata does not ask",
        "Name the directory of the account as host, or an account of this one.",
    ),
    13: Refusal("the directory refuses a bind without TLS", _TLS, True),
    19: Refusal(
        "the account is locked, or its password has expired",
        "Unlock the account in the directory, or set a new password.",
    ),
    32: Refusal("the account does not exist", _NAME),
    34: Refusal("that is not a DN", _NAME),
    48: Refusal("the account may not bind with a password", "Set a password for the account in the directory."),
    49: Refusal("the directory refuses DN or password", _NAME_OR_PASSWORD),
    50: Refusal("the account may not bind", "Allow the account to bind and to search users and groups."),
    53: Refusal("the directory does not accept this bind", "Compare the account with what the directory says."),
}
INACTIVE = Refusal("the account is inactive", "Activate the account in the directory.")

#: Busy, unavailable: the directory works at another time.
OUTAGE = (51, 52)

_DATA = re.compile(r"\bdata ([0-9a-f]{3,4})\b", re.IGNORECASE)
_EXPIRED = re.compile(r"password (has )?expired", re.IGNORECASE)
_INACTIVE = re.compile(r"\b(inactiv|disabled|locked)", re.IGNORECASE)
_NEEDS_TLS = re.compile(r"\b(TLS|SSL|confidential|secure connection|encrypt)", re.IGNORECASE)


def refusal(answer: dict[str, Any]) -> Refusal:
    """What a bind's result means; the directory's words count where they are more exact than the code."""
    code, words = answer["code"], answer["words"]
    data = _DATA.search(words) if code == 49 else None
    if data is not None and data.group(1).lower() in DATA:
        return DATA[data.group(1).lower()]
    if code in (19, 49, 53) and _EXPIRED.search(words):
        return DATA["532"]
    if code in (49, 53) and _INACTIVE.search(words):
        return INACTIVE
    if code == 53 and _NEEDS_TLS.search(words):
        return CODES[13]
    return CODES.get(code, Refusal(f"result {code}", "Compare the account with the directory."))
