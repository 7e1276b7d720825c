# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP client of one OpenID provider's preflight: so many requests, and none after one that was not answered."""

from ansible_collections.openmetadata.sso.plugins.module_utils._preflight.limits import REQUESTS
from ansible_collections.openmetadata.sso.plugins.module_utils._system.http import Client, HttpError


class LimitedClient(Client):
    """A client that raises ``HttpError`` of kind ``not_asked`` for a request that it does not send."""

    def __init__(self, timeout, ca_file=None, ca_data=None, requests=REQUESTS):
        super().__init__(timeout, ca_file, ca_data, requests=requests)
        self._total = requests
        self._silent = ""

    def request(self, url, *arguments, **options):
        """As ``Client.request``. After a timeout each further request would only wait as long again."""
        if self._silent:
            raise HttpError("not_asked", f"not asked after {self._silent}")
        try:
            return super().request(url, *arguments, **options)
        except HttpError as error:
            if error.kind == "too_many":
                raise HttpError("not_asked", f"not asked after {self._total} requests") from None
            if error.kind == "timeout":
                self._silent = "a request that was not answered in time"
            raise
