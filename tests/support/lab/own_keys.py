# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An own key pair of a host, and what its server publishes and takes."""

import json
import urllib.error
import urllib.request

from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_pair

from . import direct

OWN = {"om_sso_jwt_key_id": "2026-11"}


def rotate(host: "direct.Host", check: bool = False, **changes) -> "direct.Outcome":
    """What the playbook rotate_keys does on a host."""
    return direct.run({**direct.document({**host.variables, **changes}), "rotate": True}, check)


def key_set(url: str) -> dict:
    """The server's own keys."""
    with urllib.request.urlopen(url + "/api/v1/system/config/jwks", timeout=5) as answer:
        return json.load(answer)


def published(host: "direct.Host") -> dict[str, str]:
    """{key id: fingerprint} of them."""
    return {key["kid"]: key_pair.fingerprint(key_pair.public_of_jwk(key)) for key in key_set(host.install.url)["keys"]}


def opens(url: str, bearer: str) -> int:
    """HTTP status of a call with a token."""
    asked = urllib.request.Request(f"{url}/api/v1/users/loggedInUser", headers={"Authorization": f"Bearer {bearer}"})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
