# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from the settings: URLs, scopes and the prompt, each with the option that decides it."""

from __future__ import annotations

from .._model.providers import Derived, Provider
from .._model.settings_class import Settings
from .._model.value import Value

__all__ = ["Derived", "Value", "derive"]


def derive(settings: Settings, provider: Provider) -> Derived:
    """Derive what was not given, as the provider's file says."""
    return provider.derive(settings, provider)
