# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters that write a text for one reader exactly; the role's templates use them."""

from __future__ import annotations

from ansible.errors import AnsibleFilterError

from ..plugin_utils._model import encoding

NAMES = ("dotenv", "systemd", "shell", "compose")


def _filter(name):
    encode = getattr(encoding, name)

    def encoded(text):
        try:
            return encode(str(text))
        except encoding.Unencodable as reason:
            raise AnsibleFilterError(f"openmetadata.sso.{name}: {reason}.") from None

    return encoded


class FilterModule:
    """One filter for each reader."""

    def filters(self):
        """{name: function}, as Ansible asks for them."""
        return {name: _filter(name) for name in NAMES}
