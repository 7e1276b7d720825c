# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The authorization code flow of a confidential client, and the page that simulates the user interface.

/api/v1/auth/login, /callback and /api/v1/auth/logout are [S AuthenticationCodeFlowHandler]; for a public client they
answer 404 [S NoopAuthServeletHandler of 1.12.6].
"""

import base64
import hashlib
import json
import os
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any, Dict, List, Optional
from urllib.parse import urlencode

from om_simulator import asking, code_flow, keys, people, provider, startup_checks, validation_others
from om_simulator.identity import principal
from om_simulator.state import State
from om_simulator.store import USERS
from om_simulator.validation_fault import Fault
from om_simulator.web import HttpError, Request, Response, Route

COOKIE = "JSESSIONID"
PAGES = ("/", "/signin", "/signup", "/logout", "/auth/callback", "/silent-callback")
_PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "page.html")


class Refused(Exception):
    """A sign-in that ends here; the message is the server's."""


class SignIn:
    """The handler of one process; its sessions are in memory, so another replica does not know them (to 1.13 [S])."""

    def __init__(self, state: State):
        self.state = state
        self._exists = False
        self._found: Optional[Dict[str, Any]] = None
        self.sessions: Dict[str, Dict[str, Any]] = {}

    @property
    def oidc(self) -> Dict[str, Any]:
        """The configuration of a confidential client; {} where there is none."""
        return _oidc(self.state.authentication)

    def begin(self) -> None:
        """At the start: what cannot be made leaves sign-in dead, or ends the start, by release."""
        if not self.oidc:
            return
        try:
            self._take(self.state.authentication, anew=True)
        except code_flow.NoHandler as error:
            if not self.state.install.has["starts_without_provider"]:
                raise startup_checks.StartRefused("org.pac4j.core.exception.TechnicalException: %s" % error) from error
            self._tell(error)

    def change(self, authentication: Dict[str, Any]) -> None:
        """At a reload: a handler that is there is broken by what it cannot take, and the reload fails [M 1.12.6].

        Where there is none, one is made as at a start.
        """
        if not _oidc(authentication):
            self._found = None
            return
        exists = self._exists
        try:
            self._take(authentication, anew=not exists)
        except code_flow.NoHandler as error:
            if exists:
                raise startup_checks.StartRefused(str(error)) from error
            self._tell(error)

    def _take(self, authentication: Dict[str, Any], anew: bool) -> None:
        self._found = None
        code_flow.check(authentication, asking.of(self.state), anew)
        self._exists = True
        self._found = code_flow.metadata(authentication, asking.of(self.state))

    def _tell(self, error: Exception) -> None:
        self.state.log.error(
            "AuthServeletHandlerFactory",
            "Failed to initialize AuthenticationCodeFlowHandler for provider: %s. SSO will not be available. Error: %s"
            % (self.state.authentication.get("provider"), error),
        )

    def answers(self) -> bool:
        """Whether there is a handler: a broken one answers 500, none at all 404."""
        return bool(self.oidc) and self._exists

    def metadata(self) -> Dict[str, Any]:
        """The provider's endpoints, as they were when the handler was made."""
        if self._found is None:
            raise Refused("the provider's metadata was not loaded")
        return self._found

    def login(self, request: Request) -> Response:
        """A redirect to the provider, with a new session."""
        oidc, asked = self.oidc, request.query.get("redirectUri")
        if not (asked or not self.state.install.has["needs_redirect_uri"]) or not oidc.get("callbackUrl"):
            raise Refused("Redirect URI is required")
        asked = asked or oidc["callbackUrl"]
        if self.state.install.has["login_trusts_few_redirects"] and asked not in self._trusted():
            raise HttpError(400, "Redirect URI must exactly match a trusted redirect URI")
        session = {"asked": asked, "state": secrets.token_urlsafe(8)}
        session["callback"] = asked if self.state.install.has["sends_asked_redirect"] else oidc["callbackUrl"]
        parameters = {
            "scope": oidc.get("scope") or "openid profile email",
            "response_type": oidc.get("responseType") or "code",
            "response_mode": "query",
            "client_id": oidc["id"],
            "redirect_uri": session["callback"],
            "state": session["state"],
        }
        parameters.update(_custom(oidc.get("customParams") or {}))
        if str(oidc.get("useNonce")).lower() == "true":
            parameters["nonce"] = session["nonce"] = secrets.token_urlsafe(32)
        if not oidc.get("disablePkce"):
            session["verifier"] = secrets.token_urlsafe(43)
            digest = hashlib.sha256(session["verifier"].encode()).digest()
            parameters.update(
                code_challenge=base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), code_challenge_method="S256"
            )
        parameters.update(
            {name: oidc[field] for name, field in (("prompt", "prompt"), ("max_age", "maxAge")) if oidc.get(field)}
        )
        location = self.metadata()["authorization_endpoint"] + "?" + urlencode(parameters)
        return Response(302, None, {"Location": location, "Set-Cookie": self._cookie(session)})

    def callback(self, request: Request) -> Response:
        """The way back: code for tokens, and a redirect that hands one of them to the user interface."""
        session = self._session(request)
        if session is None:
            raise Refused("No session found for callback, redirecting to login")
        if request.query.get("error"):
            raise Refused("Bad authentication response")
        if not request.query.get("state"):
            raise Refused("Missing state parameter")
        if request.query["state"] != session["state"]:
            raise Refused("State parameter is different from the one sent in authentication request.")
        found = provider.exchange(
            self.metadata()["token_endpoint"],
            self.oidc,
            request.query.get("code") or "",
            session["callback"],
            session.get("verifier", ""),
        )
        if not found.get("refresh_token"):
            self.state.log.error("AuthenticationCodeFlowHandler", "Refresh token is null for user session")
        token = found.get("id_token") or ""
        claims = _claims(token)
        if session.get("nonce") != claims.get("nonce"):
            raise Refused("Unexpected JWT nonce (nonce) claim")
        user = self._user(claims)
        if self.state.install.has["callback_gives_own_token"]:
            token = people.token_for(self.state, user, "OneHour")
        query = urlencode({"id_token": token, "email": user["email"], "name": user["name"]})
        return Response(302, None, {"Location": "%s?%s" % (session["asked"], query)})

    def logout(self, request: Request) -> Response:
        """The session ends; the provider is told nothing."""
        session = self._session(request)
        if session is not None:
            self.sessions = {name: one for name, one in self.sessions.items() if one is not session}
        return Response(302, None, {"Location": "%s/logout" % self.oidc["serverUrl"]})

    def _user(self, claims: Dict[str, Any]) -> Dict[str, Any]:
        """Who signs in, made or promoted on the way [S 1.12.6].

        Before 1.10 the user interface does it by another call; no source of 1.8 or 1.9 was seen [I].
        """
        try:
            who = principal(self.state.authentication, self.state.authorizer, claims)
        except HttpError as error:
            raise Refused(error.response.body["message"]) from error
        name = who.name
        admin = name in [str(one).lower() for one in self.state.authorizer.get("adminPrincipals") or []]
        user = self.state.store.get(USERS, name)
        if user is None and not self.state.authentication.get("enableSelfSignup"):
            raise Refused("User not found: %s" % name)
        if user is None:
            # To 1.13.0 made of the name; where the claim's differs, the next call is refused [M 1.12.6].
            mapped = self.state.install.has["keeps_mapped_address"]
            email = who.email if mapped else "%s@%s" % (name, who.email.partition("@")[2])
            user = people.new_user(name, email, is_admin=admin)
        elif admin and not user.get("isAdmin"):
            user = dict(user, isAdmin=True)
        self.state.store.put(USERS, name, user)
        return user

    def _trusted(self) -> List[str]:
        server = (self.oidc.get("serverUrl") or "").rstrip("/")
        more = self.state.authentication.get("additionalTrustedRedirectUris") or []
        return [
            self.state.authentication.get("callbackUrl"),
            server + "/auth/callback",
            server + "/mcp/callback",
        ] + more

    def _cookie(self, session: Dict[str, Any]) -> str:
        name = secrets.token_hex(16)
        self.sessions[name] = session
        # By the file in every release [S].
        secure = (self.state.configuration.get("authenticationConfiguration") or {}).get("forceSecureSessionCookie")
        return "%s=%s; Path=/; HttpOnly%s" % (COOKIE, name, "; Secure" if secure else "")

    def _session(self, request: Request) -> Optional[Dict[str, Any]]:
        try:
            found = SimpleCookie(request.headers.get("Cookie") or "").get(COOKIE)
        except CookieError:
            return None
        return self.sessions.get(found.value) if found else None


def routes(state: State) -> List[Route]:
    """Routes of the application port."""
    handler = SignIn(state)
    handler.begin()
    state.sign_in_changes = handler.change

    def guarded(step):  # type: ignore[no-untyped-def]
        def answer(request: Request) -> Response:
            if not handler.answers():
                raise HttpError(404, "HTTP 404 Not Found")
            try:
                return step(request)
            except (Refused, provider.ProviderError, startup_checks.StartRefused) as error:
                return _failed(state, str(error))

        return answer

    def page(_request: Request) -> Response:
        with open(_PAGE, encoding="utf-8") as stream:
            return Response(200, stream.read(), {"Content-Type": "text/html; charset=utf-8"})

    def callback(request: Request) -> Response:
        return guarded(handler.callback)(request) if handler.answers() else page(request)

    def login(request: Request) -> Response:
        return _saml(state) if state.authentication.get("provider") == "saml" else guarded(handler.login)(request)

    def saml(_request: Request) -> Response:
        if state.authentication.get("provider") != "saml":
            raise HttpError(404, "HTTP 404 Not Found")
        return _saml(state)

    pages: List[Route] = [("GET", path, page) for path in PAGES]
    return pages + [
        ("GET", "/callback", callback),
        ("GET", "/api/v1/auth/login", login),
        ("GET", "/api/v1/saml/login", saml),
        ("GET", "/api/v1/auth/logout", guarded(handler.logout)),
    ]


def _saml(state: State) -> Response:
    """A request to the provider's sign-in address; a certificate that cannot be read is an error here [M 1.12.6]."""
    idp = (state.authentication.get("samlConfiguration") or {}).get("idp") or {}
    try:
        validation_others.certificate(idp.get("idpX509Certificate") or "", "IdP", {})
    except Fault as error:
        state.log.error("SamlAuthServletHandler", "Error initiating SAML login: %s" % error)
        return Response(500, "SAML login initiation failed")
    location = idp.get("ssoLoginUrl") or ""
    mark = "&" if "?" in location else "?"
    return Response(302, None, {"Location": location + mark + urlencode({"SAMLRequest": "made up", "RelayState": ""})})


def _oidc(authentication: Dict[str, Any]) -> Dict[str, Any]:
    confidential = authentication.get("clientType") == "confidential"
    is_oidc = authentication.get("provider") in startup_checks.OIDC
    return authentication.get("oidcConfiguration") or {} if confidential and is_oidc else {}


def _failed(state: State, message: str) -> Response:
    words = "[Auth Callback Servlet] Failed in Auth Login : %s" % message
    state.log.error("AuthenticationCodeFlowHandler", words)
    if state.install.has["hides_sign_in_errors"]:
        words = "[Auth Callback Servlet] Authentication failed. Please try again."
    if state.install.has["sign_in_errors_are_json"]:
        return Response(500, {"code": 500, "message": message})
    return Response(500, "<p> %s </p>" % words.replace("<", "&lt;"), {"Content-Type": "text/html; charset=UTF-8"})


def _custom(parameters: Dict[str, Any]) -> Dict[str, str]:
    pairs = [
        (parameters.get("customParamKey%d" % number), parameters.get("customParamValue%d" % number))
        for number in range(1, 6)
    ]
    return {str(name): str(value) for name, value in pairs if name}


def _claims(token: str) -> Dict[str, Any]:
    """What an ID token says, not verified: it comes from the provider itself [S].

    The first call of the API verifies it.
    """
    try:
        found = json.loads(keys.decode(token.split(".")[1]))
    except (IndexError, ValueError) as error:
        raise Refused("ID token not returned by OIDC provider") from error
    if not isinstance(found, dict):
        raise Refused("ID token not returned by OIDC provider")
    return found
