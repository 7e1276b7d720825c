# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verify many servers over HTTP from one task, and say how long that took.

Goal: 1,000 servers in less than 20 s on a quiet machine.

The servers are one small HTTP server: each has a
path of its own in it, as a server behind a reverse proxy. Exit code 1 when it took longer or one was not seen to be as
planned.
"""

import argparse
import http.server
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lab import environment

AUTH = {
    "provider": "auth0",
    "providerName": "Auth0",
    "clientType": "confidential",
    "authority": "https://acme.eu.auth0.com",
    "clientId": "Kx81abcdefgh",
    "callbackUrl": "https://metadata.acme.io/callback",
    "enableSelfSignup": True,
    "jwtPrincipalClaims": ["email", "preferred_username", "sub"],
    "jwtPrincipalClaimsMapping": [],
}
ANSWERS = {"version": {"version": "1.12.14"}, "auth": AUTH, "jwks": {"keys": [{"kid": "own-key"}]}}
SIGN_IN = "https://acme.eu.auth0.com/authorize?" + urllib.parse.urlencode(
    {
        "client_id": AUTH["clientId"],
        "redirect_uri": AUTH["callbackUrl"],
        "response_type": "code",
        "prompt": "select_account",
        "scope": "openid email profile offline_access",
    }
)
#: Nothing listens on the port "discard".
REFUSED = "http://127.0.0.1:9"
OPERATOR = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "Kx81abcdefgh",
    "om_sso_client_secret": "a-secret-of-auth0",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "bare_metal",
}


class Handler(http.server.BaseHTTPRequestHandler):
    """Every server says the same."""

    protocol_version = "HTTP/1.1"
    asked = 0

    def do_GET(self):
        name = urllib.parse.urlsplit(self.path).path.rsplit("/", 1)[-1]
        content = json.dumps(ANSWERS[name]).encode() if name in ANSWERS else b""
        Handler.asked += 1
        self.send_response(200 if content else 302)
        if not content:
            self.send_header("Location", SIGN_IN)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments):
        """Quiet."""


def addresses(arguments, good, silent):
    """Where each server is: those that do not answer are spread evenly among the others."""
    for number in range(arguments.servers):
        place = number * 37 % 100
        refused = place < arguments.silent + arguments.refusing
        yield silent if place < arguments.silent else REFUSED if refused else good


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=int, default=1000)
    parser.add_argument("--silent", type=int, default=0, help="percent of them that take a connection and say nothing")
    parser.add_argument("--refusing", type=int, default=0, help="percent of them that refuse a connection")
    parser.add_argument("--seconds", type=float, default=20, help="the most that it may take")
    arguments = parser.parse_args()
    http.server.ThreadingHTTPServer.request_queue_size = 128
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server,
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0), backlog=4096) as silent,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        quiet = f"http://127.0.0.1:{silent.getsockname()[1]}"
        hosts = {
            f"om-{number}": {"om_sso_api_url": f"{where}/om-{number}"}
            for number, where in enumerate(addresses(arguments, address, quiet))
        }
        inventory = Path(folder, "inventory.json")
        inventory.write_text(json.dumps({"openmetadata": {"hosts": hosts, "vars": OPERATOR}}), encoding="utf-8")
        playbook = Path(sys.executable).with_name("ansible-playbook")
        started = time.perf_counter()
        done = subprocess.run(
            [playbook, "--inventory", inventory, "openmetadata.sso.verify", "-e", "om_sso_verify_from=http"],
            env=environment.of(Path(sys.prefix)),
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - started
        server.shutdown()
    seen = done.stdout.count("fields are as planned")
    bad = sum(where != address for where in addresses(arguments, address, quiet))
    load = os.getloadavg()[0]
    print(
        f"{seen} of {arguments.servers} servers, of which {bad} do not answer, verified over HTTP in {seconds:.1f} s "
        f"({Handler.asked} requests, load {load:.1f} on {os.cpu_count()} cores)"
    )
    if bool(done.returncode) != bool(bad) or seen != arguments.servers - bad:
        print(done.stdout[-2000:], done.stderr[-2000:])
        return 1
    return 0 if seconds <= arguments.seconds else 1


if __name__ == "__main__":
    sys.exit(main())
