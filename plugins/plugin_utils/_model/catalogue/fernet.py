# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of fernetConfiguration: the key that encrypts secrets in the database."""

from ._variable import ALWAYS, section

_row = section("fernetConfiguration", "openmetadata.config.fernetkey", ALWAYS)

VARIABLES = (
    _row("FERNET_KEY", "fernetKey", "jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA=", secret=True, helm_name="value"),
)
