# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stored rows through the server's API, for an operator who has an administrator's token (1.10 and newer).

Facts: GET ``/api/v1/system/security/config`` masks two secrets for people and not for bots; PATCH validates first and
is applied to the unmasked rows; PUT does neither and is never used. A PATCH needs no restart of the node that served
it.
"""

import json
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._server import api_errors, drift
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import MASK, request
from ansible_collections.openmetadata.sso.plugins.module_utils._server.stored_config import StoredRows, checked

PATH = "/api/v1/system/security/config"


class SecurityApi(StoredRows):
    """Reads and writes over HTTP where that is enough, and falls back to the ops command where a secret is masked."""

    #: The node that served a PATCH runs with it at once.
    needs_restart = False

    def __init__(self, deployment, url, token):
        super().__init__(deployment)
        self.url = url
        self.token = token

    def peek(self):
        """The rows as far as the token may see them; a masked secret stays a mask."""
        return self._get()

    def read(self):
        """(text, tree) with every secret in clear, since this is also the way back."""
        tree = self._get()
        if MASK in json.dumps(tree):
            return super().read()
        return json.dumps(tree), tree

    def masked(self):
        """The rows as the token sees them; ``None`` when nothing is masked, since ``read`` asks for no more then."""
        tree = self._get()
        return tree if MASK in json.dumps(tree) else None

    def _get(self):
        status, body = request(self.url() + PATH, self.token)
        if status != 200:
            raise self._refused("read", status, body)
        try:
            tree = json_text.parse(body)
        except ValueError:
            raise self._refused("read", status, "the answer is not JSON") from None
        return checked(tree, f"The answer of {PATH} (HTTP {status})")

    def change(self, stored, changes):
        """Send the sections with our fields; the server checks them before it takes any."""
        status, body = request(
            self.url() + PATH,
            self.token,
            "PATCH",
            json.dumps(operations(stored, changes)),
            "application/json-patch+json",
            secrets=list(secrets_of(drift.merged(stored, changes))),
        )
        if status not in (200, 204):
            refusal = self._refused("changed", status, body)
            refusal.more["untouched"] = status in (400, 401, 403, 404)
            raise refusal

    def _refused(self, done, status, body):
        """What the server's own validation says, field by field."""
        if api_errors.is_refusal_of_token(status, body):
            return HostError(
                f"The server refuses om_sso_admin_token (HTTP {status}).",
                "om_sso_admin_token",
                "Use the token of an administrator.",
            )
        try:
            problems = [
                "{}: {}".format(problem.get("field"), problem.get("error"))
                for problem in json_text.parse(body).get("errors") or []
            ]
        except (ValueError, AttributeError, TypeError):
            problems = []
        said = "; ".join(problems) or api_errors.shown(body) or "no reason given"
        what = f"HTTP {status}" if status else "no answer"
        message = "The stored rows could not be {} ({}): {}.".format(done, what, said.rstrip("."))
        fix = (
            "The rules of saving are stricter than those of running; "
            "without om_sso_admin_token the ops command writes the rows."
        )
        return HostError(message, "om_sso_admin_token", fix if status == 400 else "")


#: How the fields of the rows that hold a secret are named.
SECRET = re.compile("secret|password|privatekey|token", re.IGNORECASE)


def secrets_of(tree, name=""):
    """The secrets in rows."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from secrets_of(value, key)
    elif isinstance(tree, str) and SECRET.search(name):
        yield tree


#: Providers whose public clients are validated with the section of a confidential client, where there is one.
OPENID_CONNECT = ("azure", "google", "okta", "auth0", "aws-cognito", "custom-oidc")
WELL_KNOWN = "/.well-known/openid-configuration"
#: What stands in for the secret of a client that has none.
NO_SECRET = "none-of-a-public-client"


def operations(stored, changes):
    """JSON Patch for ``changes``: each section that changes, whole.

    The server drops single operations that do not fit the provider in effect *before* the patch, so that a way from one
    provider to another would lose its oidcConfiguration; a section as a whole passes (seen in SystemRepository).
    """
    tree = drift.merged(stored, changes)
    sections = sorted({path.split(".")[0] for path, _value in changes})
    return [{"op": "replace", "path": "/" + section, "value": _savable(tree[section])} for section in sections]


def _savable(section):
    """A section as the server's validation takes it.

    Facts (run: 1.12.6): with the blank ``oidcConfiguration`` of the stock file a public client is always refused.
    Without one it passes, but for a custom provider, where it has to be complete.
    """
    oidc = section.get("oidcConfiguration") or {}
    public = section.get("provider") in OPENID_CONNECT and section.get("clientType") == "public"
    if not public or all(oidc.get(name) for name in ("id", "secret", "discoveryUri")):
        return section
    result = {name: value for name, value in section.items() if name != "oidcConfiguration"}
    if section["provider"] == "custom-oidc":
        discovery = (section.get("authority") or "").rstrip("/") + WELL_KNOWN
        filled = {"id": section.get("clientId"), "secret": NO_SECRET, "discoveryUri": discovery}
        result["oidcConfiguration"] = dict(oidc, **{name: oidc.get(name) or value for name, value in filled.items()})
    return result
