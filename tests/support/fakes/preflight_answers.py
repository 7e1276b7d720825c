# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How vendors answer whose service cannot be had in a test: made from their documentation, not recorded.

Sources: Microsoft, "Microsoft Entra authentication and authorization error codes" (learn.microsoft.com,
reference-error-codes); Auth0 support, "Callback URL mismatch error" and the Authentication API reference; Okta support,
"Okta Error 400 Bad Request, the redirect_uri parameter must be a Login redirect URI" and the OpenID Connect API
reference; Amazon Cognito developer guide, authorize and token endpoints. When a vendor changes its words, the row in
preflight/vendors changes and so does this.
"""


def page(text, status=400, path="/authorize", form=False, scripts="", **returned):
    """An answer of the authorization endpoint."""
    return {
        "status": status,
        "back": False,
        "elsewhere": "",
        "page": path,
        "query": sorted(returned),
        "returned": returned,
        "asks": False,
        "text": text,
        "scripts": scripts,
        "title": "",
        "form": form,
        "actions": ["/login"] if form else [],
    }


def azure_page(scripts):
    """Azure's page has status 200 and its error in a script."""
    return page("Sign in to your account", 200, "/common/oauth2/v2.0/authorize", scripts=scripts)


def sent_back(error, description=""):
    """The browser is sent back to the callback with an error."""
    returned = {"error": error, "error_description": description}
    return {**page("", 302), "back": True, "returned": {name: text for name, text in returned.items() if text}}


def said(status, error, description="", issued=False):
    """An answer of the token endpoint."""
    return {
        "issued": issued,
        "status": status,
        "returned": {name: text for name, text in (("error", error), ("error_description", description)) if text},
    }


#: provider, what it is about, answer, rule of the finding
AUTHORIZE = [
    (
        "auth0",
        "redirect",
        page(
            "unauthorized_client: Callback URL mismatch. The redirect_uri is not in the list of allowed callback URLs.",
            403,
        ),
        "RED-01",
    ),
    ("auth0", "client", page("Oops!, something went wrong. invalid_request: Unknown client: Kx81", 400), "PRE-02"),
    ("auth0", "flow", sent_back("unauthorized_client", "Grant type 'implicit' not allowed for the client."), "FLOW-02"),
    (
        "azure",
        "redirect",
        azure_page(
            '$Config={ "strMainMessage":"AADSTS50011: The redirect URI specified in the request does not match" }'
        ),
        "RED-01",
    ),
    (
        "azure",
        "client",
        azure_page("AADSTS700016: Application with identifier was not found in the directory"),
        "PRE-02",
    ),
    ("azure", "tenant", azure_page("AADSTS90002: Tenant not found."), "URL-02"),
    (
        "azure",
        "flow",
        sent_back(
            "unsupported_response_type", "AADSTS700054: response_type 'id_token' is not enabled for the application."
        ),
        "FLOW-02",
    ),
    (
        "azure",
        "scope",
        sent_back("invalid_scope", "AADSTS70011: The provided value for the input parameter 'scope' isn't valid."),
        "FLOW-10",
    ),
    (
        "okta",
        "redirect",
        page("400 Bad Request. The 'redirect_uri' parameter must be a Login redirect URI in the client app settings"),
        "RED-01",
    ),
    ("okta", "client", page("400 Bad Request. Invalid value for 'client_id' parameter."), "PRE-02"),
    (
        "okta",
        "flow",
        sent_back("unauthorized_client", "The client is not authorized to use the provided grant type."),
        "FLOW-02",
    ),
    (
        "okta",
        "scope",
        sent_back("invalid_scope", "One or more scopes are not configured for the authorization server resource."),
        "FLOW-09",
    ),
    (
        "aws-cognito",
        "redirect",
        page("An error was encountered with the requested page.", 200, "/error", error="redirect_mismatch"),
        "RED-01",
    ),
    ("aws-cognito", "client", page("Client does not exist.", 400, "/error"), "PRE-02"),
    ("aws-cognito", "flow", sent_back("unauthorized_client"), "FLOW-02"),
    ("aws-cognito", "scope", sent_back("invalid_scope"), "FLOW-10"),
    (
        "google",
        "redirect",
        page("Access blocked", 400, "/signin/oauth/error", authError="ChVyZWRpcmVjdF91cmlfbWlzbWF0Y2g"),
        "RED-01",
    ),
]
#: A client that is refused.
REFUSED = said(401, "invalid_client", "Client authentication failed.")
#: provider, answer, answer to a wrong secret, what the line says, rule of the finding or nothing
TOKEN = [
    (
        "auth0",
        said(403, "invalid_grant", "Invalid authorization code"),
        said(401, "access_denied", "Unauthorized"),
        "client secret accepted",
        None,
    ),
    ("auth0", said(401, "access_denied", "Unauthorized"), None, "client secret refused", "FLOW-01"),
    (
        "azure",
        said(401, "invalid_client", "AADSTS7000215: Invalid client secret provided."),
        None,
        "client secret refused",
        "FLOW-07",
    ),
    (
        "azure",
        said(401, "invalid_client", "AADSTS7000222: The provided client secret keys are expired."),
        None,
        "client secret refused",
        "FLOW-07",
    ),
    (
        "azure",
        said(401, "invalid_client", "AADSTS7000218: The request body must contain client_secret."),
        None,
        "client of the other kind",
        "FLOW-01",
    ),
    (
        "azure",
        said(400, "invalid_grant", "AADSTS9002313: Invalid request. Request is malformed or invalid."),
        said(400, "invalid_grant", "AADSTS9002313: Invalid request. Request is malformed or invalid."),
        "client secret unknown (a wrong one is answered in the same way)",
        None,
    ),
    ("azure", said(200, "", issued=True), said(401, "invalid_client"), "client secret accepted", None),
    # Glewlwyd, which has error codes of its own.
    ("custom-oidc", said(403, "invalid_code"), said(403, "unauthorized_client"), "client secret accepted", None),
    (
        "custom-oidc",
        said(200, "", issued=True),
        said(200, "", issued=True),
        "client secret unknown (a wrong one is answered in the same way)",
        None,
    ),
    ("azure", said(200, ""), said(200, ""), "client secret unknown (a wrong one is answered in the same way)", None),
    (
        "okta",
        said(400, "invalid_grant", "The authorization code is invalid or has expired."),
        REFUSED,
        "client secret accepted",
        None,
    ),
    (
        "okta",
        said(401, "invalid_client", "The client secret supplied for a confidential client is invalid."),
        None,
        "client id or secret refused",
        "FLOW-01",
    ),
    ("aws-cognito", said(400, "invalid_grant"), said(400, "invalid_client"), "client secret accepted", None),
    ("aws-cognito", said(400, "invalid_client"), None, "client id or secret refused", "FLOW-01"),
    ("google", said(400, "invalid_grant", "Malformed auth code."), REFUSED, "client secret accepted", None),
    (
        "google",
        said(400, "invalid_grant", "Malformed auth code."),
        said(400, "invalid_grant", "Malformed auth code."),
        "client secret unknown (a wrong one is answered in the same way)",
        None,
    ),
    (
        "custom-oidc",
        said(401, "unauthorized_client", "Invalid client or Invalid client credentials"),
        None,
        "client id or secret refused",
        "FLOW-01",
    ),
    ("custom-oidc", said(400, "unauthorized_client"), REFUSED, "flow switched off, client secret accepted", "FLOW-02"),
    (
        "custom-oidc",
        said(401, "invalid_client", "The client supports client authentication method 'client_secret_basic'."),
        None,
        "authentication method refused",
        "FLOW-06",
    ),
    (
        "custom-oidc",
        said(400, "use_dpop_nonce", "A DPoP header is required"),
        None,
        "token request refused",
        "PRE-03",
    ),
    (
        "custom-oidc",
        said(404, ""),
        said(404, ""),
        "client secret unknown (a wrong one is answered in the same way)",
        None,
    ),
    (
        "custom-oidc",
        said(400, "invalid_grant"),
        said(429, ""),
        "client secret unknown (a control request got HTTP 429)",
        None,
    ),
]
#: provider, the log-in page, the answer to a redirect URI that cannot be registered and to an unknown client, what the
#: line says
MISMATCH = page("Callback URL mismatch", 400)
LOGIN = [
    ("auth0", page("Log in to Acme", 200, "/u/login", form=True), MISMATCH, "redirect URI registered"),
    (
        "azure",
        azure_page('$Config={"urlPost":"/common/login","pgid":"ConvergedSignIn"}'),
        azure_page('$Config={"urlPost":"/common/login","pgid":"ConvergedSignIn"}'),
        "client id, redirect URI, response type, PKCE and scopes unknown (the provider answers a request that cannot be"
        " right in the same way)",
    ),
    (
        "okta",
        page("Acme - Sign In", 200, "/oauth2/default/v1/authorize", scripts="var oktaSignIn = new OktaSignIn(config)"),
        MISMATCH,
        "redirect URI registered",
    ),
    (
        "aws-cognito",
        page("Sign in", 200, "/login", form=True),
        page("", 200, "/error", error="redirect_mismatch"),
        "redirect URI registered",
    ),
    (
        "google",
        page("Sign in - Google Accounts", 200, "/v3/signin/identifier"),
        page("Access blocked", 400, "/signin/oauth/error", authError="ChVyZWRpcmVjdF91cmlfbWlzbWF0Y2g"),
        "redirect URI registered",
    ),
    # A page without a password field, as of an application in JavaScript, and an error on a page with status 200.
    (
        "custom-oidc",
        page("Welcome", 200, "/ui"),
        page("Unknown redirect URI", 200, "/problem"),
        "client id, redirect URI, response type, PKCE and scopes unknown (a request with a wrong one is answered in"
        " another way, but without an error)",
    ),
    ("custom-oidc", page("Welcome", 200, "/ui"), MISMATCH, "redirect URI registered"),
    # A log-in by Kerberos, or by a dialog of the browser.
    ("custom-oidc", {**page("", 401), "asks": True}, MISMATCH, "redirect URI registered"),
]
#: provider, what is configured, what its discovery document says of itself, rule or nothing
ISSUERS = [
    ("auth0", "https://acme.eu.auth0.com", "https://acme.eu.auth0.com/", None),
    ("auth0", "https://acme.eu.auth0.com/", "https://acme.eu.auth0.com/", None),
    ("auth0", "https://acme.eu.auth0.com", "https://login.acme.io/", "URL-12"),
    ("azure", "https://login.microsoftonline.com/0c2f", "https://login.microsoftonline.com/0c2f/v2.0", None),
    ("azure", "https://login.microsoftonline.com/0c2f", "https://sts.windows.net/0c2f/", "URL-02"),
    (
        "azure",
        "https://login.microsoftonline.com/common",
        "https://login.microsoftonline.com/{tenantid}/v2.0",
        "URL-02",
    ),
    ("okta", "https://acme.okta.com/oauth2/default", "https://acme.okta.com/oauth2/default", None),
    ("okta", "https://acme.okta.com/oauth2/default/", "https://acme.okta.com/oauth2/default", "URL-12"),
    ("okta", "https://acme.okta.com/oauth2/default", "https://acme.okta.com", "URL-09"),
    (
        "aws-cognito",
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a",
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a",
        None,
    ),
    (
        "aws-cognito",
        "https://acme.auth.eu-west-1.amazoncognito.com",
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a",
        "URL-07",
    ),
]
