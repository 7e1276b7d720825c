# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Microsoft Graph: applications, service principals and deleted items of one tenant.

Documents are checked against graph_model.yml. Behaviour that the metadata does not have is that of the reference pages
of Microsoft Graph v1.0 (application-upsert, application-addpassword, directory-deleteditems-restore) and of reports in
microsoftgraph/msgraph-bicep-types (issue 137: a uniqueName is not released by a deletion).
"""

import datetime
import pathlib
import re
import secrets
import uuid

import yaml
from registration.stand_in import Refused, StandIn

MODEL = yaml.safe_load((pathlib.Path(__file__).parent / "graph_model.yml").read_text())
TENANT = "0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c"
TOKEN = "token of the administrator"
READ_ONLY = frozenset(
    (
        "id",
        "appId",
        "uniqueName",
        "createdDateTime",
        "deletedDateTime",
        "publisherDomain",
        "passwordCredentials",
        "createdByAppId",
    )
)
EMPTY = {
    "tags": [],
    "appRoles": [],
    "requiredResourceAccess": [],
    "passwordCredentials": [],
    "groupMembershipClaims": None,
    "optionalClaims": None,
    "web": {
        "redirectUris": [],
        "logoutUrl": None,
        "homePageUrl": None,
        "implicitGrantSettings": {"enableIdTokenIssuance": False, "enableAccessTokenIssuance": False},
        "redirectUriSettings": [],
    },
    "spa": {"redirectUris": []},
}
OPTIONAL_CLAIMS = {"email", "upn", "given_name", "family_name", "groups", "sid", "verified_primary_email", "acct"}
FORMS = {
    "Edm.Guid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "Edm.DateTimeOffset": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z",
}
PYTHON = {"Edm.Boolean": bool, "Edm.Int32": int}
PAGE = 1


class Entra(StandIn):
    """``unknown`` is how often a new application is still unknown where it is asked for by id, or behind the tag."""

    def __init__(self, unknown=0):
        super().__init__()
        self.applications, self.principals, self.deleted = {}, {}, {}
        self.unknown, self._hidden = unknown, {}
        self.may = {"Application.ReadWrite.OwnedBy"}

    def answer(self, request):
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise _error(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.")
        if not self.may:
            raise _error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
        assert request.path[0] == "v1.0"
        kind, *rest = request.path[1:]
        if kind == "directory":
            return self._recycled(request, rest[1:])
        if kind.startswith("servicePrincipals"):
            return self._principal(request, kind, rest)
        found = re.fullmatch(r"applications(?:\((uniqueName|appId)='(.*)'\))?", "/".join([kind, *rest][:1]))
        if found is None:
            raise _error(400, "BadRequest", f"Resource not found for the segment '{kind}'.")
        if found[1]:
            return self._by_key(request, found[1], found[2].replace("''", "'"))
        if not rest:
            return self._listed(request)
        return self._application(request, rest[0], rest[1:])

    def _listed(self, request):
        if request.method == "POST":
            return 201, _shown(self._made(_checked("application", request.document)), request), {}
        tag = re.fullmatch(r"tags/any\(t:t eq '(.*)'\)", request.query["$filter"])[1].replace("''", "'")
        listed = [each for each in self.applications.values() if tag in each["tags"] and not self._hides(each["id"])]
        return 200, self._page(request, listed), {}

    def _page(self, request, listed):
        start = int(request.query.get("$skiptoken", 0))
        page = {"value": [_shown(each, request) for each in listed[start : start + PAGE]]}
        if listed[start + PAGE :]:
            kept = "&".join(f"{name}={value}" for name, value in request.query.items() if name != "$skiptoken")
            path = "/".join(request.path)
            page["@odata.nextLink"] = f"{self.public}/{path}?{kept}&$skiptoken={start + PAGE}".replace(" ", "%20")
        return page

    def _by_key(self, request, key, value):
        found = next((each for each in self.applications.values() if each[key] == value), None)
        if request.method == "GET":
            if found is None:
                raise _unknown(value)
            return 200, _shown(found, request), {}
        document = _checked("application", request.document)
        if found is not None:
            _change(found, document)
            return 204, None, {}
        if key != "uniqueName" or request.headers.get("Prefer") != "create-if-missing":
            raise _unknown(value)
        if any(each.get(key) == value for each in self.deleted.values()):
            raise _error(
                400,
                "Request_BadRequest",
                f"Another object with the same value for property {key} already exists.",
                [{"code": "ObjectConflict", "target": key}],
            )
        return 201, _shown(self._made(document, value), request), {}

    def _made(self, document, unique_name=None):
        if not document.get("displayName"):
            raise _error(400, "Request_BadRequest", "A value is required for property 'displayName' of resource.")
        made = {"id": str(uuid.uuid4()), "appId": str(uuid.uuid4()), "uniqueName": unique_name}
        made = {**made, "signInAudience": "AzureADandPersonalMicrosoftAccount", **_copy(EMPTY)}
        _change(made, document)
        self.applications[made["id"]] = made
        self._hidden[made["id"]] = self.unknown
        return made

    def _hides(self, object_id):
        left = self._hidden.get(object_id, 0)
        self._hidden[object_id] = max(0, left - 1)
        return left > 0

    def _application(self, request, object_id, action):
        found = self.applications.get(object_id)
        if found is None or self._hides(object_id):
            raise _unknown(object_id)
        if action:
            return self._password(request, found, *action)
        if request.method == "GET":
            return 200, _shown(found, request), {}
        if request.method == "PATCH":
            _change(found, _checked("application", request.document))
        else:
            self.deleted[object_id] = self.applications.pop(object_id)
            for principal in [each for each in self.principals.values() if each["appId"] == found["appId"]]:
                self.deleted[principal["id"]] = self.principals.pop(principal["id"])
        return 204, None, {}

    def _password(self, request, found, action):
        if action == "removePassword":
            key = request.document["keyId"]
            kept = [each for each in found["passwordCredentials"] if each["keyId"] != key]
            if len(kept) == len(found["passwordCredentials"]):
                raise _error(404, "Request_ResourceNotFound", f"No password credential found with keyId {key}.")
            found["passwordCredentials"] = kept
            return 204, None, {}
        if action != "addPassword" or set(request.document) != {"passwordCredential"}:
            raise _error(400, "BadRequest", f"Resource not found for the segment '{action}'.")
        asked = _checked("passwordCredential", request.document["passwordCredential"])
        now = datetime.datetime.now(datetime.UTC)
        made = {
            "customKeyIdentifier": None,
            "displayName": None,
            "startDateTime": _stamp(now),
            "endDateTime": _stamp(now + datetime.timedelta(days=730)),
            **asked,
            "keyId": str(uuid.uuid4()),
            "secretText": secrets.token_urlsafe(30),
        }
        made["hint"] = made["secretText"][:3]
        found["passwordCredentials"].append(made)
        return 200, _valid("passwordCredential", made), {}

    def _principal(self, request, kind, rest):
        if request.method == "PATCH":
            found = self.principals.get(rest[0])
            if found is None:
                raise _unknown(rest[0])
            found.update(_checked("servicePrincipal", request.document))
            return 204, None, {}
        if request.method == "GET":
            client_id = re.fullmatch(r"servicePrincipals\(appId='(.*)'\)", kind)[1]
            found = next((each for each in self.principals.values() if each["appId"] == client_id), None)
            if found is None:
                raise _unknown(client_id)
            return 200, _shown(found, request, "servicePrincipal"), {}
        client_id = _checked("servicePrincipal", request.document, READ_ONLY - {"appId"})["appId"]
        application = next((each for each in self.applications.values() if each["appId"] == client_id), None)
        if application is None or self._hides(application["id"]):
            text = f"The appId '{client_id}' of the service principal does not reference a valid application object."
            raise _error(400, "Request_BadRequest", text, [{"code": "NoBackingApplicationObject"}])
        taken = [*self.principals.values(), *self.deleted.values()]
        if any(each["appId"] == client_id and "appOwnerOrganizationId" in each for each in taken):
            text = f"The service principal name {client_id} is already in use."
            raise _error(409, "Request_MultipleObjectsWithSameKeyValue", text)
        made = {"id": str(uuid.uuid4()), "appId": client_id, "appOwnerOrganizationId": TENANT, "accountEnabled": True}
        self.principals[made["id"]] = made
        return 201, _shown(made, request, "servicePrincipal"), {}

    def _recycled(self, request, rest):
        if request.method == "GET":
            principals = rest[0] == "microsoft.graph.servicePrincipal"
            listed = [each for each in self.deleted.values() if ("appOwnerOrganizationId" in each) == principals]
            return 200, self._page(request, listed), {}
        found = self.deleted.pop(rest[0], None)
        if found is None or rest[1:] != ["restore"]:
            raise _unknown(rest[0])
        (self.principals if "appOwnerOrganizationId" in found else self.applications)[found["id"]] = found
        return 200, {"id": found["id"]}, {}


def _change(found, document):
    """PATCH: parts that are objects are merged, everything else is replaced. Then what Entra refuses."""
    new = dict(found)
    for name, value in document.items():
        merges = isinstance(value, dict) and isinstance(new.get(name), dict) and name != "optionalClaims"
        new[name] = {**new[name], **value} if merges else value
    uris = new["web"]["redirectUris"] + new["spa"]["redirectUris"]
    if len(uris) != len(set(uris)):
        raise _error(400, "Request_BadRequest", "All redirect URIs must be unique across platforms.")
    for uri in uris:
        if not re.match(r"https://|http://(localhost|127\.0\.0\.1)[:/]", uri) or "*" in uri:
            raise _error(400, "Request_BadRequest", f"Invalid value specified for property 'redirectUris': {uri}")
    kept = {role["id"]: role for role in new["appRoles"]}
    for role in found["appRoles"]:
        if role["isEnabled"] and role["id"] not in kept:
            raise _error(400, "CannotDeleteOrUpdateEnabledEntitlement", "Disable the role before it is deleted.")
    for claim in (new["optionalClaims"] or {}).get("idToken", ()):
        if claim["name"] not in OPTIONAL_CLAIMS:
            raise _error(400, "Request_BadRequest", f"{claim['name']} is not a valid optional claim.")
    if len(new["displayName"]) > 256 or any(len(tag) > 256 for tag in new["tags"]):
        raise _error(400, "Request_BadRequest", "The value is too long.")
    found.update(new)


def _shown(found, request, kind="application"):
    select = request.query.get("$select")
    names = select.split(",") if select else list(found)
    unknown = set(names) - set(MODEL[kind])
    if unknown:
        raise _error(400, "BadRequest", f"Could not find a property named '{min(unknown)}' on type '{kind}'.")
    shown = {name: _copy(found.get(name)) for name in names}
    for secret in shown.get("passwordCredentials") or ():
        secret["secretText"] = None
    return _valid(kind, {name: value for name, value in shown.items() if name in found or value})


def _checked(kind, document, read_only=READ_ONLY):
    """A document that a client may send."""
    refused = sorted(set(document or ()) & read_only) if kind != "passwordCredential" else []
    if not isinstance(document, dict) or refused:
        raise _error(400, "Request_BadRequest", f"Property {refused} is read-only and cannot be set.")
    return _valid(kind, document)


def _valid(kind, document):
    """The document, which has only properties of the model, of their types."""
    for name, value in document.items():
        if name not in MODEL[kind]:
            raise _error(400, "Request_BadRequest", f"Invalid property '{name}' on type microsoft.graph.{kind}.")
        _valid_value(f"{kind}.{name}", MODEL[kind][name], value)
    return document


def _valid_value(where, declared, value):
    if value is None:
        if not declared.endswith("?"):
            raise _error(400, "Request_BadRequest", f"{where} may not be null.")
        return
    declared = declared.rstrip("?")
    if declared.startswith("Collection("):
        if not isinstance(value, list):
            raise _error(400, "Request_BadRequest", f"{where} is not a collection.")
        for entry in value:
            _valid_value(where, declared[len("Collection(") : -1], entry)
    elif declared.startswith("graph."):
        if not isinstance(value, dict):
            raise _error(400, "Request_BadRequest", f"{where} is not an object.")
        _valid(declared[len("graph.") :], value)
    elif not isinstance(value, PYTHON.get(declared, str)) or not re.fullmatch(
        FORMS.get(declared, r"(?s).*"), str(value)
    ):
        raise _error(400, "Request_BadRequest", f"{where} is not a valid {declared}.")


def _error(status, code, message, details=None):
    inner = {"date": "2026-11-28T19:00:00", "request-id": str(uuid.uuid4()), "client-request-id": str(uuid.uuid4())}
    error = {"code": code, "message": message, "innerError": inner}
    return Refused(status, {"error": {**error, "details": details} if details else error})


def _unknown(name):
    text = f"Resource '{name}' does not exist or one of its queried reference-property objects are not present."
    return _error(404, "Request_ResourceNotFound", text)


def _stamp(when):
    return f"{when:%Y-%m-%dT%H:%M:%S.%f}1Z"


def _copy(value):
    if isinstance(value, dict):
        return {name: _copy(entry) for name, entry in value.items()}
    return [_copy(entry) for entry in value] if isinstance(value, list) else value
