# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a host answered, in the words of the checks."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

AUTHENTICATION, AUTHORIZER = "authenticationConfiguration.", "authorizerConfiguration."
OIDC = AUTHENTICATION + "oidcConfiguration."
SAML = AUTHENTICATION + "samlConfiguration."
LDAP = AUTHENTICATION + "ldapConfiguration."
JWT = "jwtTokenConfiguration."
FERNET = "fernetConfiguration.fernetKey"
LOG_LEVEL = "logging.level"

#: Settings that the checks read.
PATHS = (
    *(
        AUTHENTICATION + name
        for name in ("provider", "clientType", "publicKeyUrls", "authority", "callbackUrl", "enableSelfSignup")
    ),
    *(OIDC + name for name in ("callbackUrl", "serverUrl", "discoveryUri", "tokenValidity")),
    *(SAML + name for name in ("idp.ssoLoginUrl", "sp.acs", "sp.callback", "security.tokenValidity")),
    *(LDAP + name for name in ("host", "sslEnabled")),
    *(AUTHORIZER + name for name in ("adminPrincipals", "principalDomain", "allowedDomains", "enforcePrincipalDomain")),
    *(JWT + name for name in ("keyId", "rsapublicKeyFilePath", "rsaprivateKeyFilePath")),
    FERNET,
)
LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0")  # nosec B104 # compared with an address; nothing is bound


class Setting(NamedTuple):
    """``layer`` is ``unknown`` where it was not seen; ``where`` then says why."""

    value: Any
    where: str
    layer: str

    @property
    def known(self) -> bool:
        """Whether the value was seen."""
        return self.layer != "unknown"

    @property
    def on(self) -> bool:
        """Whether a boolean is true, as YAML or as text."""
        return str(self.value).lower() == "true"


class ClientSecret(NamedTuple):
    """What the controller knows of the end of the client secret.

    ``file`` is ``om_sso_client_secret_file``, empty where nobody registered the client. ``left`` are the days until it
    ends on ``date``, ``None`` where the provider told no end, and negative afterwards; from ``limit`` days on it is
    reported.
    """

    file: str
    date: str
    left: int | None
    limit: int


class Seen:
    """The answer of a host (``plugins/module_utils/audit``), with what the controller adds (``client_secret``)."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.server = answer["server"]
        self.keys = answer["keys"]
        self.files = answer["files"]
        self.files_reason = answer["files_reason"]
        self.login = answer["login"]
        self.own_keys = answer["own_keys"]
        self.administration = answer["administration"]
        self.client_secret = ClientSecret(**answer["client_secret"])
        #: what was seen of a cluster; ``None`` for a server on a host
        self.cluster = answer["cluster"]

    def setting(self, path: str) -> Setting:
        """The setting at a path of openmetadata.yaml."""
        return Setting(**self.answer["settings"][path])

    @property
    def provider(self) -> str | None:
        """The provider in effect, or ``None`` where it was not seen."""
        found = self.setting(AUTHENTICATION + "provider")
        return str(found.value) if found.known and found.value else None

    @property
    def answers(self) -> bool:
        """Whether the server answers over HTTP."""
        return bool(self.server["version"])

    @property
    def remedy(self) -> str:
        """What would let files and environment be seen."""
        return (
            f"{self.files_reason[:1].upper()}{self.files_reason[1:].rstrip('.')}."
            if self.files_reason
            else "Start the server."
        )

    @property
    def silence(self) -> str:
        """Why the server says nothing."""
        reason = (self.server["reason"] or "no answer").rstrip(".")
        return f"the server does not answer at {shown(self.server['url'])} ({reason})"


def texts(value: Any) -> list[str]:
    """A list, or one text, as texts."""
    return [str(item) for item in (value if isinstance(value, list) else [value]) if item not in (None, "")]


def host_of(url: str) -> str:
    """The host of a URL; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_plain(url: str) -> bool:
    """Whether a URL is http and leads away from the host itself."""
    return url.lower().startswith("http://") and host_of(url) not in LOCAL


def shown(url: Any) -> str:
    """A URL without user, password and query, which may hold secrets."""
    text = re.sub(r"//[^/@\s]*@", "//", str(url))
    return text.split("?", 1)[0][:200]
