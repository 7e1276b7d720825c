# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls that show the effective state: most need no login [S ConfigResource]."""
from typing import List

from om_simulator import identity, keys
from om_simulator.state import State
from om_simulator.web import Request, Response, Route

_AUTH_FIELDS = ("provider", "providerName", "clientType", "enableSelfSignup", "jwtPrincipalClaims",
                "jwtPrincipalClaimsMapping", "clientId", "authority", "callbackUrl")


def application(state: State) -> List[Route]:
    """Routes of the application port."""
    def version(_request: Request) -> Response:
        return Response(200, {"version": state.install.release, "revision": "simulator", "timestamp": 0,
                              "note": "OpenMetadata simulator"})

    def auth(_request: Request) -> Response:
        fields = {name: state.authentication.get(name) for name in _AUTH_FIELDS}
        # The true response type and the key URLs are never shown; the model's default stands in [S].
        fields["responseType"] = "id_token"
        if "serve_other" in state.faults:
            fields["clientId"] = "%s-other" % fields["clientId"]
        return Response(200, {name: value for name, value in fields.items() if value is not None})

    def own_keys(_request: Request) -> Response:
        if state.public is None:
            return Response(200, {"keys": []})
        return Response(200, keys.jwks(state.public, state.jwt.get("keyId") or ""))

    def authorizer(_request: Request) -> Response:
        return Response(200, {"principalDomain": state.authorizer.get("principalDomain")})

    def status(request: Request) -> Response:
        identity.claims(state, request)
        def step(description: str, passed: bool, message: str) -> dict:
            return {"description": description, "passed": passed, "message": message}
        return Response(200, {
            "database": step("Validate that we can properly run a query against the configured database.", True,
                             "Connected to %s" % (state.configuration.get("database") or {}).get("url")),
            "searchInstance": step("Validate that the search client is available", True, "Connected to simulator"),
            "pipelineServiceClient": step("Validate the pipeline service client", True, "No pipeline client"),
            "jwks": step("Validate that the ingestion-bot token can be properly decoded.", state.public is not None,
                         "Ingestion Bot token has been validated"),
            "migrations": step("Validate that all the necessary migrations have been properly executed.", True, "Executed"),
        })

    base = "/api/v1/system/"
    return [
        ("GET", base + "version", version),
        ("GET", base + "health", lambda _request: Response(200, "OK")),
        ("GET", base + "config/auth", auth),
        ("GET", base + "config/jwks", own_keys),
        ("GET", base + "config/authorizer", authorizer),
        ("GET", base + "status", status),
    ]


def administration_port() -> List[Route]:
    """Routes of the admin port."""
    healthy = {"OpenMetadataServerHealthCheck": {"healthy": True}, "deadlocks": {"healthy": True}}
    return [("GET", "/healthcheck", lambda _request: Response(200, healthy)),
            ("GET", "/ping", lambda _request: Response(200, "pong"))]
