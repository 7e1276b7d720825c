# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""OpenMetadata's own user names and passwords: where ``recover`` goes back to."""

from __future__ import annotations

from ._provider import Provider

PROVIDER = Provider(name="basic", title="Basic", kind="basic", openmetadata_provider="basic", options=(), requires=())
