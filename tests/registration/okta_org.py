# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for an organisation of Okta: applications, secrets, claims of one authorization server, trusted origins.

Documents are checked against okta_model.yml, and more strictly than Okta does: properties that it ignores are refused.
"""

import copy
import pathlib
import secrets
import time

import yaml
from registration.stand_in import Refused, StandIn

MODEL = yaml.safe_load((pathlib.Path(__file__).parent / "okta_model.yml").read_text())
TOKEN = "token of the administrator"
PYTHON = {"string": str, "boolean": bool, "integer": int}
GRANTS = {"browser": {"authorization_code", "implicit", "refresh_token"}, "service": {"client_credentials"}}
PAGE = 1
SYSTEM = {"id": "oclsub", "name": "sub", "claimType": "RESOURCE", "status": "ACTIVE", "system": True, "value": "x"}


class OktaOrg(StandIn):
    """``limited`` is how often it still answers that there are too many requests."""

    def __init__(self):
        super().__init__()
        self.applications, self.secrets, self.claims, self.origins = {}, {}, [dict(SYSTEM)], []
        self.may = {"okta.apps", "okta.authorizationServers", "okta.trustedOrigins"}
        self.limited, self._made = 0, 0

    def answer(self, request):
        if request.headers.get("Authorization") != f"SSWS {TOKEN}":
            raise _error(401, "E0000011", "Invalid token provided")
        if self.limited:
            self.limited -= 1
            headers = {"X_Rate_Limit_Reset": str(int(time.time()) + 30), "X_Rate_Limit_Remaining": "0"}
            raise _error(429, "E0000047", "API call exceeded rate limit due to too many requests.", **headers)
        kind, *rest = request.path[2:]
        if f"okta.{kind}" not in self.may:
            raise _error(403, "E0000006", "You do not have permission to perform the requested action")
        if kind == "apps":
            return self._apps(request, rest)
        if kind == "authorizationServers":
            if rest != ["default", "claims"]:
                raise _error(404, "E0000007", f"Not found: Resource not found: {rest[0]} (AuthorizationServer)")
            return self._named(request, self.claims, "OAuth2Claim", "name")
        return self._named(request, self.origins, "TrustedOriginWrite", "origin")

    def _named(self, request, kept, kind, key):
        if request.method == "GET":
            return self._page(request, kept)
        document = _checked(kind, request.document)
        if any(each[key] == document[key] for each in kept):
            raise _error(400, "E0000001", f"Api validation failed: {key}", f"{key}: must be unique")
        kept.append({"status": "ACTIVE", **document, "id": self._id("xyz")})
        return 201, kept[-1], {}

    def _page(self, request, listed):
        start = int(request.query.get("after") or 0)
        headers = {}
        if listed[start + PAGE :]:
            path = "/".join(request.path)
            headers["Link"] = f'<{self.public}/{path}?limit=1&after={start + PAGE}>; rel="next"'
        return 200, copy.deepcopy(listed[start : start + PAGE]), headers

    def _apps(self, request, rest):
        if not rest and request.method == "GET":
            if request.query.get("after") is None and request.query.get("filter") != 'name eq "oidc_client"':
                raise _error(400, "E0000031", "Invalid search criteria.")
            return self._page(request, list(self.applications.values()))
        if not rest:
            return 200, self.make(_checked("OpenIdConnectApplication", request.document)), {}
        found = self.applications.get(rest[0])
        if found is None:
            raise _error(404, "E0000007", f"Not found: Resource not found: {rest[0]} (AppInstance)")
        if rest[1:2] == ["credentials"]:
            return self._secrets(request, found["id"], rest[3:])
        if rest[1:2] == ["lifecycle"]:
            found["status"] = {"activate": "ACTIVE", "deactivate": "INACTIVE"}[rest[2]]
            return 200, {}, {}
        if request.method == "PUT":
            document = _consistent(_checked("OpenIdConnectApplication", request.document))
            if document["settings"]["oauthClient"]["application_type"] != _type(found):
                raise _error(400, "E0000001", "Api validation failed: application_type", "It can not be changed.")
            found.update(document)
        elif request.method == "DELETE":
            if found["status"] == "ACTIVE":
                raise _error(403, "E0000056", "Delete application forbidden.")
            del self.applications[found["id"]]
            return 204, None, {}
        return 200, found, {}

    def make(self, document):
        """A new application, with a secret where it needs one; this answer alone shows it in the application."""
        made = copy.deepcopy(_consistent(document))
        made.update(id=self._id("0oa"), status="ACTIVE", created=_now(), _links={})
        made["credentials"]["oauthClient"].setdefault("client_id", made["id"])
        self.applications[made["id"]] = made
        self.secrets[made["id"]] = []
        shown = copy.deepcopy(made)
        if made["credentials"]["oauthClient"]["token_endpoint_auth_method"] != "none":
            shown["credentials"]["oauthClient"]["client_secret"] = self._secret(made["id"])["client_secret"]
        return shown

    def _secret(self, application):
        self._made += 1
        made = {
            "id": self._id("ocs"),
            "status": "ACTIVE",
            "client_secret": secrets.token_urlsafe(30),
            "secret_hash": secrets.token_urlsafe(12),
            "created": _now(self._made),
            "lastUpdated": _now(),
            "_links": {},
        }
        self.secrets[application].append(made)
        return made

    def _secrets(self, request, application, rest):
        kept = self.secrets[application]
        if not rest:
            if request.method == "GET":
                return 200, kept, {}
            _checked("OAuth2ClientSecretRequestBody", request.document)
            if len(kept) >= 2:
                raise _error(400, "E0000001", "Api validation failed: client secrets", "At most two secrets.")
            return 201, self._secret(application), {}
        found = next((each for each in kept if each["id"] == rest[0]), None)
        if found is None:
            raise _error(404, "E0000007", f"Not found: Resource not found: {rest[0]} (ClientSecret)")
        if rest[1:]:
            found["status"] = {"activate": "ACTIVE", "deactivate": "INACTIVE"}[rest[2]]
            return 200, found, {}
        if found["status"] == "ACTIVE":
            raise _error(400, "E0000001", "Api validation failed: status", "The secret is active.")
        kept.remove(found)
        return 204, None, {}

    @staticmethod
    def _id(kind):
        return kind + secrets.token_hex(8) + "d7"


def _type(found):
    return found["settings"]["oauthClient"]["application_type"]


def _consistent(document):
    """What Okta refuses although each value is one of its own."""
    client, credentials = document["settings"]["oauthClient"], document["credentials"]["oauthClient"]
    grants, kind = set(client["grant_types"]), client["application_type"]
    if grants - GRANTS.get(kind, grants):
        raise _error(400, "E0000001", "Api validation failed: grant_types", f"Not for the type {kind}.")
    if "authorization_code" in grants and "code" not in client["response_types"]:
        raise _error(400, "E0000001", "Api validation failed: response_types", "code is missing.")
    if credentials["token_endpoint_auth_method"] == "none" and not credentials.get("pkce_required"):
        raise _error(400, "E0000001", "Api validation failed: pkce_required", "A public client needs it.")
    if grants & {"authorization_code", "implicit"} and not client["redirect_uris"]:
        raise _error(400, "E0000001", "Api validation failed: redirect_uris", "At least one is needed.")
    return document


def _checked(kind, document):
    """A document that a client may send: properties of the model, none of them read-only, of their types."""
    if not isinstance(document, dict):
        raise _error(400, "E0000003", "The request body was not well-formed.")
    for name, value in document.items():
        declared = MODEL[kind].get(name)
        if declared is None or declared.endswith("(read-only)"):
            raise _error(400, "E0000001", f"Api validation failed: {kind}", f"{name} is not a property to set.")
        _check(f"{kind}.{name}", " ".join(declared.split()), value)
    return document


def _check(where, declared, value):
    if declared.startswith("list of "):
        for entry in value if isinstance(value, list) else [None]:
            _check(where, declared[len("list of ") :], entry)
    elif declared in MODEL:
        _checked(declared, value)
    elif declared.startswith("one of "):
        if value not in declared.split()[2:]:
            raise _error(400, "E0000001", f"Api validation failed: {where}", f"{value} is not one of its values.")
    elif not isinstance(value, PYTHON.get(declared, object)):
        raise _error(400, "E0000001", f"Api validation failed: {where}", f"{value} is not a {declared}.")


def _error(status, code, summary, *causes, **headers):
    document = {"errorCode": code, "errorSummary": summary, "errorLink": code, "errorId": "oae" + secrets.token_hex(8)}
    return Refused(status, {**document, "errorCauses": [{"errorSummary": cause} for cause in causes]}, **headers)


def _now(later=0):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + f".{later:03d}Z"
