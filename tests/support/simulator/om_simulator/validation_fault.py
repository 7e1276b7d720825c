# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One fault that validation tells, and the paths that it names."""

AUTH = "authenticationConfiguration."
OIDC = AUTH + "oidcConfiguration."
AUTHORIZER = "authorizerConfiguration."


class Fault(Exception):
    """A field and the server's text."""

    def __init__(self, field: str, error: str):
        super().__init__(error)
        self.field = field
        self.error = error
