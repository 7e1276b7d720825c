# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""LDAP and Active Directory."""

from __future__ import annotations

from ..options import sections
from ._provider import Provider

PROVIDER = Provider(name="ldap", title="LDAP", kind="ldap", openmetadata_provider="ldap", options=(sections.LDAP,), requires=())
