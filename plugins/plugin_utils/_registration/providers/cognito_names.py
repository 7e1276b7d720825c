# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Amazon Cognito: the name of an app client as its mark. Pure.

Cognito allows letters, digits, white space and ``+=,.@-_`` in it. Every other character, and the one that escapes, is
written as its bytes in hexadecimal, so that no two names of ours have the same mark.
"""

from __future__ import annotations

import re

from ..provider_error import RegistrationError
from ..registration import MARK

#: What the name of every app client of ours begins with, and the character that escapes.
PREFIX, ESCAPE = f"{MARK} ", "="
LONGEST = 128
_PLAIN = re.compile(r"[A-Za-z0-9 .,@_+-]")


def marked(name: str) -> str:
    """The name of the app client for a name of the operator. Raises ``RegistrationError`` where it is too long."""
    text = PREFIX + "".join(each if _PLAIN.fullmatch(each) else _escaped(each) for each in name)
    if len(text) > LONGEST:
        raise RegistrationError(
            f"The name {name} is too long for Amazon Cognito: the name of the app client would have {len(text)} "
            f"characters, and {LONGEST} are allowed.",
            "om_sso_client_registration.name",
        )
    return text


def name_of(client_name: str) -> str | None:
    """The operator's name of an app client of ours; ``None`` where it is not ours."""
    if not client_name.startswith(PREFIX):
        return None
    pieces = re.split(f"((?:{ESCAPE}[0-9A-F]{{2}})+)", client_name[len(PREFIX) :])
    try:
        name = "".join(
            bytes.fromhex(each.replace(ESCAPE, "")).decode() if odd % 2 else each for odd, each in enumerate(pieces)
        )
    except UnicodeDecodeError:
        return None
    return name if marked(name) == client_name else None


def _escaped(character: str) -> str:
    return "".join(f"{ESCAPE}{byte:02X}" for byte in character.encode())
