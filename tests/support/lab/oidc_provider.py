# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""npm's `oidc-provider`, a second OpenID provider: installed once into the cache, started in under a second."""

import json
from pathlib import Path

from . import npm
from .installation import free_ports
from .serving import answers, serving

SOURCES = Path(__file__).resolve().parent / "oidc-provider"


class OidcProvider:
    """One server with its own clients. A context manager."""

    def __init__(self, folder: Path, **configuration):
        (self.port,) = free_ports(1)
        self.url = f"http://localhost:{self.port}"
        self.log = folder / f"oidc-provider-{self.port}.log"
        self._command = ["node", str(npm.installed(SOURCES) / "server.mjs"), str(self.port), json.dumps(configuration)]

    def __enter__(self) -> "OidcProvider":
        self._running = serving(self._command, self.log, answers(f"{self.url}/.well-known/openid-configuration"), 30)
        self._running.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._running.__exit__(*exception)
