# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The security configuration over the API: releases from 1.10 on [S SystemResource].

GET masks two secrets, PUT takes everything as it comes, PATCH works on the unmasked configuration in effect and
validates. What a release does with a mask that comes back by PUT is in releases.py.
"""

import copy
from typing import Any, Dict, List

from om_simulator import asking, binding, identity, json_patch, startup_checks, validation
from om_simulator import state as states
from om_simulator.state import State
from om_simulator.store import AUTHENTICATION, AUTHORIZER, SETTINGS
from om_simulator.web import HttpError, Request, Response, Route

MASK = "*********"
_SECRETS = (("oidcConfiguration", "secret"), ("ldapConfiguration", "dnAdminPassword"))
# What the API's model requires: the list shrank in 1.12 [S].
_REQUIRED = {
    AUTHENTICATION: ("provider", "providerName", "jwtPrincipalClaims"),
    AUTHORIZER: (
        "className",
        "containerRequestFilter",
        "adminPrincipals",
        "principalDomain",
        "enforcePrincipalDomain",
        "enableSecureSocketConnection",
    ),
}
#: The same of sections that are there: bean validation goes into them [M 1.12.6 for LDAP, S for the others].
_REQUIRED_INSIDE = {
    "oidcConfiguration": ("id", "secret", "discoveryUri", "tenant"),
    "ldapConfiguration": (
        "host",
        "port",
        "dnAdminPrincipal",
        "dnAdminPassword",
        "userBaseDN",
        "mailAttributeName",
    ),
}
_REQUIRED_BEFORE_1_12 = ("publicKeyUrls", "authority", "clientId", "callbackUrl")


def routes(state: State) -> List[Route]:
    """The routes, none in a release without the API."""
    if not state.install.has["security_api"]:
        return []

    def get(request: Request) -> Response:
        user = identity.admin(state, request)
        _complete(state)
        shown = copy.deepcopy(state.security)
        return Response(200, binding.without_nulls(shown if user["isBot"] else _masked(shown)))

    def put(request: Request) -> Response:
        identity.admin(state, request)
        wanted = _bound(state, request.json())
        if state.install.has["put_keeps_masked_secrets"]:
            _unmask(wanted, state.security)
        _fill_keys(state, wanted.get(AUTHENTICATION) or {})
        return _store(state, wanted, "update", Response(200, binding.without_nulls(wanted)))

    def patch(request: Request) -> Response:
        identity.admin(state, request)
        _complete(state)
        try:
            operations = _fitting(request.json(), state.authentication.get("provider"))
            patched = json_patch.apply(binding.without_nulls(state.security), operations)
            wanted = _bound(state, patched, require=False)
        except (json_patch.PatchError, HttpError) as error:
            text = "Failed to patch security configuration: %s" % error
            raise HttpError(500, identity.EXCEPTION % text) from error
        answer = validation.validate(wanted, state.install.has, asking.of(state))
        if answer["status"] != "success":
            return Response(400, answer)
        return _store(state, wanted, "patch", Response(204))

    def validate(request: Request) -> Response:
        identity.admin(state, request)
        wanted = _bound(state, request.json())
        return Response(200, validation.validate(wanted, state.install.has, asking.of(state)))

    def settings(_request: Request) -> Response:
        # Before the caller's rights are checked [M 1.12.6].
        raise HttpError(
            400, "Access to authentication and authorizer configurations is not allowed through this endpoint"
        )

    base = "/api/v1/system/security/"
    guarded = "/api/v1/system/settings/(?:%s|%s)" % (AUTHENTICATION, AUTHORIZER)
    return [
        ("GET", base + "config", get),
        ("PUT", base + "config", put),
        ("PATCH", base + "config", patch),
        ("POST", base + "validate", validate),
        ("GET", guarded, settings),
        ("PUT", guarded, settings),
        ("PATCH", guarded, settings),
    ]


def _complete(state: State) -> None:
    """In place, in the configuration in effect: what an LDAP section lacks is empty text [M 1.12.6]."""
    ldap = (state.security.get(AUTHENTICATION) or {}).get("ldapConfiguration")
    if ldap is not None and state.install.has["completes_ldap"]:
        for name in _COMPLETED:
            if ldap.get(name) is None:
                ldap[name] = ""


_COMPLETED = (
    "groupAttributeName",
    "groupAttributeValue",
    "groupMemberAttributeName",
    "groupBaseDN",
    "roleAdminName",
    "allAttributeName",
    "authRolesMapping",
)


def _fill_keys(state: State, wanted: Dict[str, Any]) -> None:
    """PUT alone fills the key URLs of a confidential client from discovery [S]."""
    oidc = wanted.get("oidcConfiguration") or {}
    confidential = wanted.get("provider") in startup_checks.OIDC and wanted.get("clientType") == "confidential"
    if not confidential or wanted.get("publicKeyUrls") or not oidc.get("discoveryUri"):
        return
    try:
        found = asking.Guarded(asking.of(state)).get(oidc["discoveryUri"]).body or {}
    except asking.Unanswered:
        return
    if found.get("jwks_uri"):
        wanted["publicKeyUrls"] = [found["jwks_uri"]]


def _masked(security: Dict[str, Any]) -> Dict[str, Any]:
    """In place: each section that is there gets a mask, also where no secret was set [S]."""
    for section, field in _SECRETS:
        holder = (security.get(AUTHENTICATION) or {}).get(section)
        if holder is not None:
            holder[field] = MASK
    return security


def _unmask(wanted: Dict[str, Any], current: Dict[str, Any]) -> None:
    for section, field in _SECRETS:
        holder = (wanted.get(AUTHENTICATION) or {}).get(section)
        if holder is not None and holder.get(field) == MASK:
            holder[field] = ((current.get(AUTHENTICATION) or {}).get(section) or {}).get(field)


def _bound(state: State, body: Any, require: bool = True) -> Dict[str, Any]:
    """A body as the API's model: HttpError 400 when it does not fit or a required field is null."""
    if not isinstance(body, dict) or set(body) - {AUTHENTICATION, AUTHORIZER}:
        raise HttpError(400, "Unable to process JSON: unrecognized field")
    try:
        bound = {
            name: binding.bind_section(body.get(name), name, state.install.release)
            for name in (AUTHENTICATION, AUTHORIZER)
        }
    except binding.Refused as error:
        raise HttpError(400, "Unable to process JSON: %s" % error) from error
    if require:
        missing = [name for name in bound if bound[name] is None] + _missing(state, bound)
        if missing:
            raise HttpError(400, "[%s]" % ", ".join("query param %s must not be null" % name for name in missing))
    return bound


def _missing(state: State, bound: Dict[str, Any]) -> List[str]:
    required = dict(_REQUIRED)
    if not state.install.has["api_requires_few"]:
        required[AUTHENTICATION] = _REQUIRED[AUTHENTICATION] + _REQUIRED_BEFORE_1_12
    found = {name: bound[name] for name in required}
    required.update(_REQUIRED_INSIDE)
    found.update({name: (bound[AUTHENTICATION] or {}).get(name) for name in _REQUIRED_INSIDE})
    return [
        field
        for section, fields in required.items()
        if found[section] is not None
        for field in fields
        if found[section].get(field) is None
    ]


def _fitting(operations: Any, provider: Any) -> List[Dict[str, Any]]:
    """Without the operations that do not fit the provider in effect before the patch [S].

    A change of provider by single paths thus loses its own section; an operation on a whole section passes.
    """
    if not isinstance(operations, list) or not all(isinstance(one, dict) for one in operations):
        raise json_patch.PatchError("A JSON patch is an array of operations")
    if provider == "saml":
        dropped = ("clientType", "oidcConfiguration")
    elif provider in startup_checks.OIDC:
        dropped = ("samlConfiguration",)
    else:
        dropped = ("samlConfiguration", "oidcConfiguration")
    return [one for one in operations if not any(word in str(one.get("path", "")) for word in dropped)]


def _store(state: State, wanted: Dict[str, Any], verb: str, answer: Response) -> Response:
    """Writes both rows, then reloads; a reload that fails leaves the rows changed [S]."""
    with state.lock:
        for name, section in wanted.items():
            state.store.put(SETTINGS, name, binding.without_nulls(section))
        try:
            states.reload(state)
        except startup_checks.StartRefused as error:
            text = "Failed to %s security configuration: %s" % (verb, error)
            raise HttpError(500, identity.EXCEPTION % text) from error
    return answer
