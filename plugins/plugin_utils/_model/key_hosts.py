# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Providers whose keys or discovery document are on another host than their issuer, by their own documentation."""

from __future__ import annotations

import re
from typing import NamedTuple


class Family(NamedTuple):
    """Hosts of one provider: that of an issuer, and those on which its keys and documents may be."""

    issuer: str
    others: str


_MICROSOFT = (
    r"(login\.microsoftonline\.(com|us)|login\.partner\.microsoftonline\.cn|login\.chinacloudapi\.cn"
    r"|login\.windows\.net|sts\.windows\.net|[\w-]+\.(b2clogin|ciamlogin)\.com)"
)
_ORACLE = r"([\w-]+\.)*identity(\.[\w-]+)?\.oraclecloud\.com"
_COGNITO = r"(cognito-idp\.[\w-]+\.amazonaws\.com(\.cn)?|[\w-]+\.auth\.[\w-]+\.amazoncognito\.com)"
_GOOGLE = r"([\w-]+\.)*google(apis)?\.com"
_ANY = r".+"

FAMILIES = (
    Family(_GOOGLE, _GOOGLE),
    Family(_MICROSOFT, _MICROSOFT),
    Family(_ORACLE, _ORACLE),
    Family(_COGNITO, _COGNITO),
    # A custom domain stands for the organization's own one, and either may be the issuer.
    Family(_ANY, r"[\w-]+\.okta(preview|-emea|-gov)?\.com"),
    Family(r"[\w-]+\.okta(preview|-emea|-gov)?\.com", _ANY),
    Family(_ANY, r"[\w.-]+\.auth0\.com"),
    Family(r"(www\.)?facebook\.com", r"([\w-]+\.)*facebook\.com"),
    Family(r"(www\.)?paypal\.com", r"([\w-]+\.)*paypal\.com"),
    Family(r"([\w-]+\.)*salesforce\.com", r"([\w-]+\.)*salesforce\.com"),
    Family(r"access\.line\.me", r"api\.line\.me"),
    Family(r"([\w-]+\.)*yahoo\.com", r"([\w-]+\.)*yahoo\.com"),
)


def belongs(issuer: str, other: str) -> bool:
    """Whether a host may hold keys or documents of an issuer on another host; both in lower case, without a port."""
    return any(re.fullmatch(one.issuer, issuer) and re.fullmatch(one.others, other) for one in FAMILIES)
