# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that show the effective state: most need no login [S ConfigResource]."""

from typing import List

from om_simulator import binding, identity, key_sets, keys, people, tokens
from om_simulator.state import State
from om_simulator.store import AUTHENTICATION, AUTHORIZER, USERS
from om_simulator.web import Request, Response, Route

_AUTH_FIELDS = (
    "provider",
    "providerName",
    "clientType",
    "enableSelfSignup",
    "jwtPrincipalClaims",
    "jwtPrincipalClaimsMapping",
    "clientId",
    "authority",
    "callbackUrl",
)


def application(state: State) -> List[Route]:
    """Routes of the application port."""

    def version(_request: Request) -> Response:
        return Response(
            200,
            {
                "version": state.install.release,
                "revision": "simulator",
                "timestamp": 0,
                "note": "OpenMetadata simulator",
            },
        )

    def auth(_request: Request) -> Response:
        # A new object of the model with some fields set: the others show the model's defaults, not what is configured
        # [S].
        shown = binding.bind_section({}, AUTHENTICATION, state.install.release)
        shown.update({name: state.authentication.get(name) for name in _AUTH_FIELDS})
        if shown["provider"] == "saml" and state.authentication.get("samlConfiguration") is not None:
            idp = (state.authentication["samlConfiguration"].get("idp") or {}).get("authorityUrl")
            shown["samlConfiguration"] = binding.bind_section(
                {"idp": {"authorityUrl": idp}}, AUTHENTICATION + ".samlConfiguration", state.install.release
            )
        if "serve_other" in state.faults:
            shown["clientId"] = "%s-other" % shown["clientId"]
        return Response(200, binding.without_nulls(shown))

    def own_keys(_request: Request) -> Response:
        if state.public is None:
            return Response(200, {"keys": []})
        return Response(200, keys.jwks(state.public, state.jwt.get("keyId") or ""))

    def authorizer(_request: Request) -> Response:
        # From the process's copy of the file, not from the rows [S].
        shown = state.configuration.get(AUTHORIZER) or {}
        return Response(200, {"principalDomain": shown.get("principalDomain")})

    def status(request: Request) -> Response:
        identity.claims(state, request)
        return Response(200, _steps(state))

    base = "/api/v1/system/"
    return [
        ("GET", base + "version", version),
        ("GET", base + "health", lambda _request: Response(200, "OK")),
        ("GET", base + "config/auth", auth),
        ("GET", base + "config/jwks", own_keys),
        ("GET", base + "config/authorizer", authorizer),
        ("GET", base + "status", status),
    ]


def _steps(state: State) -> dict:
    """The answer of /status: only the check of the bot's token can fail here."""
    bot = state.store.get(USERS, people.INGESTION_BOT) or {}
    try:
        key = key_sets.find(state, tokens.header(bot.get("token") or "").get("kid"))
        if key is None:
            raise tokens.TokenRefused("Token signing key not found in configured public keys")
        tokens.read(bot["token"], key, state.algorithm)
        problem = ""
    except tokens.TokenRefused as error:
        problem = str(error)

    def step(description: str, message: str, passed: bool = True) -> dict:
        return {"description": description, "passed": passed, "message": message}

    return {
        "database": step("Validate that we can properly run a query against the configured database.", "Connected"),
        "searchInstance": step("Validate that the search client is available", "Connected to simulator"),
        "pipelineServiceClient": step("Validate that the pipeline service client is available", "No pipeline client"),
        "jwks": step(
            "Validate that the ingestion-bot token can be properly decoded.",
            problem or "Ingestion Bot token has been validated",
            not problem,
        ),
        "migrations": step("Validate that all the necessary migrations have been properly executed.", "Executed"),
    }


def administration_port() -> List[Route]:
    """Routes of the admin port."""
    healthy = {"OpenMetadataServerHealthCheck": {"healthy": True}, "deadlocks": {"healthy": True}}
    return [
        ("GET", "/healthcheck", lambda _request: Response(200, healthy)),
        ("GET", "/ping", lambda _request: Response(200, "pong")),
    ]
