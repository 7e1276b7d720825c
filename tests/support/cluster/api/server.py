# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The HTTP face of the simulated API server."""

import base64
import json
import ssl
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from . import discovery, execution, kinds, patches, protobuf, websocket
from .kubelet import Kubelet
from .request import Request
from .rules import Rules
from .selectors import selector
from .store import Failure, Store, now

TOKEN = "token-of-the-simulated-cluster"
_PATCHES = {"application/strategic-merge-patch+json": patches.strategic, "application/merge-patch+json": patches.merge}


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    store: Store
    kubelet: Kubelet
    rules: Rules

    def log_message(self, *arguments: Any) -> None:
        """The rules keep the log."""

    def _begin(self) -> Request | None:
        """Who asks for what; answers itself what is not a resource."""
        url = urllib.parse.urlsplit(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        self.body = self.rfile.read(size) if size else b""
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise Failure(401, "Unauthorized", "Unauthorized")
        found = discovery.answer(url.path)
        if found is not None:
            self._answer(200, found)
            return None
        if not url.path.startswith(("/api/", "/apis/")):
            raise Failure(404, "NotFound", "the server could not find the requested resource")
        request = Request(url.path, urllib.parse.parse_qs(url.query, keep_blank_values=True))
        if request.kind is None:
            raise Failure(404, "NotFound", "the server could not find the requested resource")
        return request

    def _handle(self, method: str) -> None:
        try:
            request = self._begin()
            if request is not None:
                getattr(self, f"_{method}")(request)
        except Failure as failure:
            self._answer(failure.code, failure.status())
        except BrokenPipeError:
            pass

    def do_GET(self) -> None:
        """Read, list, watch, and `exec`, which begins as a GET."""
        self._handle("get")

    def do_POST(self) -> None:
        """Create."""
        self._handle("post")

    def do_PUT(self) -> None:
        """Replace."""
        self._handle("put")

    def do_PATCH(self) -> None:
        """Change."""
        self._handle("patch")

    def do_DELETE(self) -> None:
        """Delete."""
        self._handle("delete")

    def _get(self, request: Request) -> None:
        if request.below == "exec":
            self.rules.check(request.access("get"))
            self.rules.check(request.access("create"))  # asked too by the newest releases
            self._exec(request)
        elif request.below == "log":
            self.rules.check(request.access("get"))
            self._send(200, self.kubelet.last_words(request.name), "text/plain")
        elif request.name:
            self.rules.check(request.access("get"))
            self._answer(200, self.store.get(request.kind.kind, request.namespace, request.name))
        else:
            self._many(request)

    def _many(self, request: Request) -> None:
        takes = selector(request.first("labelSelector"), request.first("fieldSelector"))
        if request.first("watch") in ("1", "true"):
            self.rules.check(request.access("watch"))
            self._watch(request, takes)
            return
        self.rules.check(request.access("list"))
        found, version = self.store.list(request.kind.kind, request.namespace, takes)
        kind = {"kind": request.kind.kind + "List", "apiVersion": request.kind.api_version}
        self._answer(200, {**kind, "metadata": {"resourceVersion": str(version)}, "items": found})

    def _watch(self, request: Request, takes: Any) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = int(request.first("resourceVersion") or self.store.version)
        end = time.monotonic() + int(request.first("timeoutSeconds") or 60)
        while time.monotonic() < end:
            with self.store.changed:
                events = [each for each in self.store.events if each[0] > seen]
                if not events:
                    self.store.changed.wait(1)
            for number, event, content in events:
                seen = number
                place = (content["kind"], content["metadata"]["namespace"])
                if place == (request.kind.kind, request.namespace or place[1]) and takes(content):
                    self.wfile.write(json.dumps({"type": event, "object": content}).encode() + b"\n")
                    self.wfile.flush()

    def _post(self, request: Request) -> None:
        self.rules.check(request.access("create"))
        content = self._checked(request, self._content())
        self._answer(201, self._real(request, content) or self.store.create(request.kind, request.namespace, content))

    def _put(self, request: Request) -> None:
        self.rules.check(request.access("update"))
        content = self._checked(request, self._content())
        self._answer(
            200,
            self._real(request, content) or self.store.update(request.kind, request.namespace, request.name, content),
        )

    def _patch(self, request: Request) -> None:
        self.rules.check(request.access("patch"))
        kind, patch = self.headers["Content-Type"].split(";")[0], self._content()
        with self.store.changed:
            try:
                self._answer(200, self._patched(request, kind, patch))
            except patches.Conflict as conflict:
                raise Failure(409, "Conflict", str(conflict)) from None
            except patches.Refused as refused:
                raise Failure(422, "Invalid", str(refused)) from None

    def _patched(self, request: Request, kind: str, patch: dict[str, Any]) -> dict[str, Any]:
        key = (request.kind.kind, request.namespace, request.name)
        if kind == "application/apply-patch+yaml":
            before = self.store.objects.get(key)
            _refuse_another((patch.get("metadata") or {}).pop("uid", None), before)
            owners = dict(self.store.owners.get(key, {}))
            content = patches.applied(
                before, patch, request.first("fieldManager"), request.first("force") == "true", owners
            )
            content["metadata"]["managedFields"] = patches.managed(before, request.first("fieldManager"), owners, now())
            self._checked(request, content)
            dry = self._real(request, content)
            if dry:
                return dry
            self.store.owners[key] = owners
            arguments = (request.kind, request.namespace)
            return (
                self.store.update(*arguments, request.name, content)
                if before
                else self.store.create(*arguments, content)
            )
        if kind not in _PATCHES:
            raise Failure(415, "UnsupportedMediaType", f"the body of the request was in an unknown format - {kind}")
        content = self._checked(request, _PATCHES[kind](self.store.get(*key), patch))
        return self._real(request, content) or self.store.update(request.kind, request.namespace, request.name, content)

    def _delete(self, request: Request) -> None:
        self.rules.check(request.access("delete"))
        # helm sends options in protobuf when it drops old revisions, and none of them says more than the request.
        options = self._content() if self.body and self.headers.get("Content-Type") != protobuf.TYPE else {}
        conditions = options.get("preconditions") or {}
        wanted = conditions.get("resourceVersion")
        present = self.store.get(request.kind.kind, request.namespace, request.name)
        if wanted and wanted != present["metadata"]["resourceVersion"]:
            raise Failure(409, "Conflict", f"Precondition failed: ResourceVersion in precondition: {wanted}")
        _refuse_another(conditions.get("uid"), present)
        self.store.delete(request.kind.kind, request.namespace, request.name)
        self._answer(200, {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success"})

    def _real(self, request: Request, content: dict[str, Any]) -> dict[str, Any] | None:
        """The answer of a dry run, which writes nothing."""
        return content if request.first("dryRun") == "All" else None

    def _content(self) -> dict[str, Any]:
        try:
            if self.headers.get("Content-Type") == protobuf.TYPE:
                return protobuf.secret(self.body)
            return json.loads(self.body) if self.body[:1] in (b"{", b"[") else yaml.safe_load(self.body)
        except ValueError as error:
            raise Failure(400, "BadRequest", f"the object provided is unrecognized: {error}") from None

    def _checked(self, request: Request, content: dict[str, Any]) -> dict[str, Any]:
        """By the schema: what is wrong is refused, and what is unknown too, as with fieldValidation=Strict."""
        found = list(kinds.problems(request.kind, content))
        if found:
            name = content.get("metadata", {}).get("name", "")
            words = ", ".join(text for _sort, text in found)
            raise Failure(422, "Invalid", f'{request.kind.kind} "{name}" is invalid: {words}')
        data = content.pop("stringData", None) or {}
        if data:
            content["data"] = {
                **(content.get("data") or {}),
                **{key: base64.b64encode(text.encode()).decode() for key, text in data.items()},
            }
        return content

    def _exec(self, request: Request) -> None:
        pod = self.kubelet.pods.get((request.namespace, request.name))
        if pod is None or not pod.runs:
            raise Failure(
                500,
                "InternalError",
                f'unable to upgrade connection: container not found ("{request.first("container")}")',
            )
        if websocket.PROTOCOL not in (self.headers.get("Sec-WebSocket-Protocol") or ""):
            raise Failure(400, "BadRequest", "unable to upgrade: no protocol in common")
        execution.run(
            websocket.upgrade(self), pod, request.query["command"], request.first("stdin") in ("True", "true")
        )

    def _answer(self, code: int, content: dict[str, Any]) -> None:
        self._send(code, json.dumps(content).encode(), "application/json")

    def _send(self, code: int, body: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _refuse_another(uid: str | None, present: dict[str, Any] | None) -> None:
    """Who names an object by its uid means that one."""
    if uid and present is None:
        words = f"uid mismatch: the provided object specified uid {uid}, and no existing object was found"
        raise Failure(409, "Conflict", words)
    if uid and present is not None and uid != present["metadata"]["uid"]:
        found = present["metadata"]["uid"]
        raise Failure(409, "Conflict", f"Precondition failed: UID in precondition: {uid}, UID in object meta: {found}")


def serve(port: int, certificate: Path, store: Store, kubelet: Kubelet, rules: Rules) -> ThreadingHTTPServer:
    """The server, listening on this machine only, with TLS: without it clients keep their tokens to themselves."""
    return listening(
        port, certificate, type("BoundHandler", (Handler,), {"store": store, "kubelet": kubelet, "rules": rules})
    )


def listening(port: int, certificate: Path, handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """On this machine only; a slow handshake stops nobody else."""
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.daemon_threads = True
    return server
