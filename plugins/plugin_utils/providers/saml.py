# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SAML 2.0."""

from __future__ import annotations

from ..options import sections
from ._provider import Provider

PROVIDER = Provider(name="saml", title="SAML", kind="saml", openmetadata_provider="saml", options=(sections.SAML,), requires=("server_url",))
