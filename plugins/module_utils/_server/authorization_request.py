# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server sends to the provider when somebody signs in.

The redirect of /api/v1/auth/login, read and not followed (RED-02).

Only a confidential client's sign-in begins there, and one by SAML there or at /api/v1/saml/login. It shows what
``config/auth`` never does: redirect URI, scopes, prompt, PKCE.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

PREFIX = "oidcConfiguration."
#: Parameters of the authorization request, and the field that each comes from.
PARAMETERS = {
    "redirect_uri": PREFIX + "callbackUrl",
    "client_id": PREFIX + "id",
    "scope": PREFIX + "scope",
    "response_type": PREFIX + "responseType",
    "prompt": PREFIX + "prompt",
    "max_age": PREFIX + "maxAge",
    "code_challenge": PREFIX + "disablePkce",
}
#: A challenge is sent or not: its field is the opposite.
PKCE = "code_challenge"
CALLBACK = PARAMETERS["redirect_uri"]
#: Where the user interface asks to be sent in the end; releases from 2.0 on take no other place.
LANDING = "/auth/callback"
#: Not a variable but what all of them are for: the server's sign-in leads to the provider.
SIGN_IN = "signIn"
LEADS_TO_PROVIDER = "a redirect to the provider"
#: Where a sign-in begins.
LOGIN_PATH = "/api/v1/auth/login"
#: Where a sign-in by SAML begins: the login of all providers (seen with 1.12.6), and that of SAML itself.
SAML_PATHS = (LOGIN_PATH, "/api/v1/saml/login")
SAML = "saml"
SAML_LOGIN_URL = "authenticationConfiguration.samlConfiguration.idp.ssoLoginUrl"
REDIRECTS = (301, 302, 303, 307)
DEAD = (
    "Nobody can sign in until this is repaired. Check that the server reaches the provider's discovery document "
    "and that client id and secret are right, with SAML the certificate and the provider's sign-in address; the "
    "server's log says why (AuthenticationCodeFlowHandler). A server that was started while the provider was not "
    "reachable needs a restart."
)
FIX = (
    "A sign-in sends it (RED-02). Register that redirect URI at the provider and set om_sso_callback_url to it, "
    "or register both and ignore RED-02 in om_sso_ignore_rules."
)


def questions(wanted, variables):
    """[path with query] at which a sign-in of the plan begins, in the order in which they are asked; may be empty.

    ``wanted`` is the plan's {field: value}; without a field of a sign-in nothing is asked.
    """
    if wanted.get("provider") == SAML:
        return [path + "?" + urlencode({"callback": _landing(variables)}) for path in SAML_PATHS]
    if any(field.startswith(PREFIX) for field in wanted):
        return [LOGIN_PATH + "?" + urlencode({"redirectUri": _landing(variables)})]
    return []


def shown(ask, wanted, variables, served):
    """``served`` with what a sign-in sends, and why that was not seen or ``None``.

    ``ask(path)`` gives (HTTP status, where the redirect leads or ``None``), or 0 and the reason when no answer came.
    What was not seen is left out, so that it is unknown and never drift. An answer that does not lead to the provider
    is ``SIGN_IN``: a server that cannot begin a sign-in is healthy and serves the configuration all the same, and
    answers 404 or 500 there (seen with 1.12.6).
    """
    paths = questions(wanted, variables)
    if (served or {}).get("provider") == SAML and wanted.get("provider") == SAML:
        return _saml(ask, paths, variables, served)
    if not paths or wanted.get("provider") == SAML or (served or {}).get("clientType") != "confidential":
        return served, None
    status, sent, reason = _asked(ask, paths[0])
    if sent is None and status:
        return dict(served, **{SIGN_IN: reason}), None
    if sent is None:
        return served, f"what a sign-in sends to the provider was not seen: {reason}"
    return dict(served, **fields(sent, wanted)), None


def _saml(ask, paths, variables, served):
    """A sign-in by SAML leads to the provider's sign-in address.

    With a certificate that cannot be read the server is healthy, serves what was planned and answers 500 there (seen
    with 1.12.6).
    """
    wanted = _planned(variables, SAML_LOGIN_URL)
    said = []
    for path in paths:
        status, where = ask(path)
        if status == 0:
            return served, f"whether a sign-in leads to the provider was not seen: {where}"
        if status in REDIRECTS and "SAMLRequest=" in (where or "") and where.startswith(wanted.split("?")[0]):
            return served, None
        elsewhere = " and leads elsewhere" if where else ""
        said.append((status == 404, "{} answers HTTP {}{}".format(path.split("?")[0], status, elsewhere)))
    # A path that is not there says less than one that fails.
    return dict(served, **{SIGN_IN: min(said, key=lambda one: one[0])[1]}), None


def _planned(variables, path):
    """The planned value of a path of the configuration, or an empty text."""
    return next((variable["value"] for variable in variables if path in variable["paths"]), None) or ""


def _asked(ask, path):
    """(HTTP status or 0, parameters that the server sends or ``None``, why none). The provider is not called."""
    status, where = ask(path)
    if status == 0:
        return 0, None, where
    parameters = dict(parse_qsl(urlsplit(where or "").query))
    if not ("client_id" in parameters and "redirect_uri" in parameters):
        return status, None, "{} answers HTTP {}{}".format(LOGIN_PATH, status, " and leads elsewhere" if where else "")
    return status, parameters, None


def fields(sent, wanted):
    """What was sent, as fields of the configuration.

    A scope that the server adds by itself does not count as a difference.
    """
    found = {field: sent.get(name, "") for name, field in PARAMETERS.items()}
    found[PARAMETERS[PKCE]] = PKCE not in sent
    scope = wanted.get(PARAMETERS["scope"]) or ""
    if set(scope.split()) <= set(found[PARAMETERS["scope"]].split()):
        found[PARAMETERS["scope"]] = scope
    return found


def fix(drift):
    """What to do where a sign-in does not begin or sends another redirect URI than planned.

    The empty string otherwise.
    """
    fields = [field for field, _served, _wanted in drift]
    return DEAD if SIGN_IN in fields else FIX if CALLBACK in fields else ""


def _landing(variables):
    """The user interface's own address at the server URL."""
    return _planned(variables, "authenticationConfiguration." + PREFIX + "serverUrl").rstrip("/") + LANDING
