# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in of Auth0's Management API v2 for applications, and of the token endpoint for it.

Requests and answers are held against the models of auth0-python (auth0_models.py); scopes, statuses, limits and the
paging are those of the API's OpenAPI document (auth0/docs-v2 at 4ae7123, July 2026) and of Auth0's pages on metadata,
rate limits and the rotation of client secrets.
"""

import contextlib
import datetime
import json
import re
import secrets
import time
from urllib.parse import parse_qs, parse_qsl, urlsplit

from fakes import loopback
from registration.auth0_models import answer_misfits, request_misfits

API = "/api/v2/clients"
SCOPES = ("read", "create", "update", "delete")
#: What any of the scopes for reading shows, what only client keys show, and what nobody sees who did not ask for it.
SUMMARY = {"client_id", "app_type", "name", "description"}
KEYS = {"client_secret", "encryption_key", "signing_keys", "client_authentication_methods"}
QUERY = {"fields", "include_fields", "page", "per_page", "include_totals", "from", "take", "is_global"}
QUERY |= {"is_first_party", "app_type", "external_client_id", "q"}
MOST_RECORDS, MOST_METADATA, LONGEST = 1000, 10, 255
METADATA_KEY = re.compile(r"[A-Za-z0-9:,\-+=_*?\"/\\()<>@\t ]{1,255}")
DEFAULT_GRANTS = {"spa": ["authorization_code", "implicit", "refresh_token"]}
REFRESH = {"rotation_type": "non-rotating", "expiration_type": "non-expiring"}


class Refusal(Exception):
    """An answer that is not a success."""

    def __init__(self, status, error, message, code, **headers):
        super().__init__(message)
        self.status, self.headers = status, headers
        self.body = {"statusCode": status, "error": error, "message": message, "errorCode": code}


def denied(*scopes):
    """A scope is missing."""
    said = f"Insufficient scope, expected any of: {','.join(scopes)}"
    return Refusal(403, "Forbidden", said, "insufficient_scope")


def invalid(message, code="invalid_body"):
    """A request that is not valid."""
    return Refusal(400, "Bad Request", message, code)


class Auth0Server:
    """A context manager. ``scopes`` are those of tokens from now on, ``machines`` the credentials that get one."""

    def __init__(self):
        self.clients, self.tokens, self.limited, self.most = {}, {}, 0, None
        self.machines = {"machine": "machine-secret"}
        self.scopes = {f"{verb}:clients" for verb in SCOPES} | {"read:client_keys", "update:client_keys"}

    def __enter__(self):
        server = self

        class Handler(loopback.Handler):
            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                try:
                    status, found, headers = *server.answer(self.command, self.path, self.headers, body), {}
                except Refusal as refusal:
                    status, found, headers = refusal.status, refusal.body, refusal.headers
                content = b"" if found is None else json.dumps(found).encode()
                self.reply(status, content, **{"Content-Type": "application/json", **headers})

            do_GET = do_POST = do_PATCH = do_DELETE = answer

        self._stack = contextlib.ExitStack()
        self.url = self._stack.enter_context(loopback.serving(Handler)).url
        return self

    def __exit__(self, *exception):
        self._stack.close()

    def answer(self, method, path, headers, body):
        """(status, document)."""
        parts = urlsplit(path)
        if (method, parts.path) == ("POST", "/oauth/token"):
            return self._token(dict(parse_qsl(body.decode())))
        if not parts.path.startswith(API):
            raise Refusal(404, "Not Found", "Not Found", "not_found")
        granted = self._granted(headers.get("Authorization", ""))
        if self.limited:
            self.limited -= 1
            reset = str(int(time.time()) + 1)
            limits = {"X-RateLimit-Limit": "10", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
            raise Refusal(429, "Too Many Requests", "Global limit has been reached", "too_many_requests", **limits)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        where = [each for each in parts.path[len(API) :].split("/") if each]
        return self._clients(method, where, query, body, granted)

    def _token(self, form):
        if form.get("grant_type") != "client_credentials":
            raise Refusal(403, "unauthorized_client", "Grant type not allowed", "unauthorized_client")
        if self.machines.get(form.get("client_id")) != form.get("client_secret"):
            refusal = Refusal(401, "", "", "")
            refusal.body = {"error": "access_denied", "error_description": "Unauthorized"}
            raise refusal
        if not form.get("audience", "").endswith("/api/v2/"):
            refusal = Refusal(403, "", "", "")
            refusal.body = {"error": "access_denied", "error_description": f"Service not found: {form['audience']}"}
            raise refusal
        token = self.issue()
        return 200, {"access_token": token, "expires_in": 86400, "token_type": "Bearer", "scope": " ".join(self.scopes)}

    def issue(self, seconds=86400):
        """A token with the scopes of now."""
        token = secrets.token_urlsafe(24)
        self.tokens[token] = (set(self.scopes), time.time() + seconds)
        return token

    def _granted(self, header):
        scopes, ends = self.tokens.get(header.removeprefix("Bearer "), (None, 0))
        if scopes is None:
            said = "Invalid signature received for JSON Web Token validation"
            raise Refusal(401, "Unauthorized", said, "invalid_token")
        if ends < time.time():
            raise Refusal(401, "Unauthorized", "Expired token received for JSON Web Token validation", "invalid_token")
        return scopes

    def _clients(self, method, where, query, body, granted):
        if not where and method == "GET":
            return 200, self._checked("list", self._page(query, granted))
        if not where and method == "POST":
            self._needs(granted, "create:clients")
            return 201, self._checked("create", self._shown(self._create(json.loads(body)), None, granted, True))
        client = self.clients.get(where[0])
        if method == "DELETE":
            self._needs(granted, "delete:clients")
            self.clients.pop(where[0], None)
            return 204, None
        if client is None:
            raise Refusal(404, "Not Found", "The client does not exist", "inexistent_client")
        if method == "GET":
            return 200, self._checked("get", self._shown(client, _fields(query), granted))
        if method == "POST" and where[1:] == ["rotate-secret"]:
            self._needs(granted, "update:client_keys")
            client["client_secret"] = secrets.token_urlsafe(48)
            return 200, self._checked("rotate_secret", self._shown(client, None, granted, True))
        self._needs(granted, "update:clients", "update:client_keys")
        self._update(client, json.loads(body), granted)
        return 200, self._checked("update", self._shown(client, None, granted))

    def _needs(self, granted, *scopes):
        if not granted & set(scopes):
            raise denied(*scopes)

    def _page(self, query, granted):
        if set(query) - QUERY:
            raise invalid(f"Additional properties not allowed: {', '.join(set(query) - QUERY)}", "invalid_query_string")
        page, size = int(query.get("page", 0)), int(query.get("per_page", 50))
        if size > 100:
            raise invalid("Query validation error: 'Value 101 is greater than maximum 100.'", "invalid_query_string")
        if (page + 1) * size > MOST_RECORDS:
            raise invalid("Requesting page exceeds the allowed maximum of 1000 records", "invalid_paging")
        found = [
            each for each in self.clients.values() if str(each["global"]).lower() == query.get("is_global", "false")
        ]
        fields = _fields(query)
        shown = [self._shown(each, fields, granted) for each in found[page * size : (page + 1) * size]]
        if query.get("include_totals") != "true":
            return shown
        return {"start": page * size, "limit": size, "total": len(found), "clients": shown}

    def _shown(self, client, fields, granted, just_made=False):
        """What the scopes show. A field that is asked for and not shown is an error; otherwise it is left out."""
        self._needs(
            granted | ({"read:clients"} if just_made else set()),
            "read:clients",
            "read:client_keys",
            "read:client_summary",
        )
        full = just_made or granted & {"read:clients", "read:client_keys"}
        may = {*client} if full else SUMMARY
        may = may - KEYS if not (just_made or "read:client_keys" in granted) else may
        if fields is None:
            return {name: value for name, value in client.items() if name in may}
        hidden = fields - may - ({*fields} - {*client} if full else set())
        if hidden or (fields & KEYS and "read:client_keys" not in granted):
            raise denied("read:client_keys" if full else "read:clients")
        return {name: value for name, value in client.items() if name in fields}

    def make(self, **body):
        """An application of somebody else; its client id."""
        return self._create(body)["client_id"]

    def _create(self, body):
        self._valid("create", body)
        if self.most is not None and len(self.clients) >= self.most:
            said = "You reached the limit of entities of this type for this tenant"
            raise Refusal(403, "Forbidden", said, "too_many_entities")
        now = datetime.datetime.now(datetime.UTC).isoformat()
        made = {
            "client_id": secrets.token_urlsafe(24).replace("-", "a").replace("_", "b"),
            "client_secret": secrets.token_urlsafe(48),
            "tenant": "acme",
            "global": False,
            "is_first_party": True,
            "created_at": now,
            "updated_at": now,
            "grant_types": DEFAULT_GRANTS.get(
                body.get("app_type"), ["authorization_code", "implicit", "refresh_token"]
            ),
            "refresh_token": REFRESH,
            "token_endpoint_auth_method": "client_secret_post",
            **body,
        }
        default = "RS256" if body.get("oidc_conformant") else "HS256"
        made["jwt_configuration"] = {"alg": default, "lifetime_in_seconds": 36000, **body.get("jwt_configuration", {})}
        self.clients[made["client_id"]] = made
        return made

    def _update(self, client, body, granted):
        self._valid("update", body)
        if "client_secret" in body:
            self._needs(granted, "update:client_keys")
        if body.keys() - {"client_secret"}:
            self._needs(granted, "update:clients")
        metadata = {**client.get("client_metadata", {}), **body.pop("client_metadata", {})}
        _valid_metadata(metadata)
        client.update(body)
        client["client_metadata"] = {name: value for name, value in metadata.items() if value is not None}

    def _valid(self, method, body):
        found = request_misfits(method, body)
        if method == "create" and not body.get("name"):
            found.append("Missing required property: name")
        if re.search("[<>]", body.get("name") or ""):
            found.append("String does not match pattern ^[^<>]+$: name")
        if len(body.get("description") or "") > 140:
            found.append("String is too long: description")
        for field in ("callbacks", "allowed_logout_urls", "web_origins"):
            found += [f"{field}: {each} is not an absolute URI" for each in body.get(field) or () if "://" not in each]
        if found:
            raise invalid(f"Payload validation error: '{'; '.join(found)}'")
        _valid_metadata(body.get("client_metadata") or {})

    def _checked(self, method, document):
        found = answer_misfits(method, document)
        assert not found, f"the stand-in's own answer is not valid: {found}"
        return document


def _valid_metadata(metadata):
    names = [name for name, value in metadata.items() if value is not None]
    wrong = [name for name in names if not METADATA_KEY.fullmatch(name)]
    wrong += [name for name in names if not isinstance(metadata[name], str) or len(metadata[name]) > LONGEST]
    if wrong or len(names) > MOST_METADATA:
        raise invalid(f"Payload validation error: client_metadata, {wrong or f'more than {MOST_METADATA} keys'}")


def _fields(query):
    if "fields" not in query:
        return None
    if query.get("include_fields", "true") != "true":
        raise invalid("the stand-in knows no excluded fields")
    return set(query["fields"].split(","))
