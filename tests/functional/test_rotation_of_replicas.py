# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replicas of a cluster share one key pair: made once, given to all, and never two under one id.

And what keeping the old public key would do.
"""

import json

import pytest
from fakes import loopback
from lab import rows
from lab.direct import Host
from lab.own_keys import OWN, key_set, opens, published, rotate

CLUSTER = {"om_sso_cluster": "production", "om_sso_replicas": 2, "om_sso_sticky_sessions": True}
NAMES = ("om-1", "om-2")


@pytest.fixture(scope="module")
def replicas(install, controller, operator, folder):
    """Two servers with one database."""
    options = ("--database", str(folder / "shared.json"))
    hosts = {name: install(name, "1.12.14", *options).start() for name in NAMES}
    inventory(controller, hosts, operator)
    controller.run("sso").passed()
    return hosts


def inventory(controller, hosts, operator, **more):
    """One database holds one list of key URLs, so both write the same."""
    keys = ["https://acme.eu.auth0.com/.well-known/jwks.json", "http://localhost:8585/api/v1/system/config/jwks"]
    controller.inventory(
        {name: {**host.variables, **CLUSTER, "om_sso_public_key_urls": keys, **more} for name, host in hosts.items()},
        **operator,
    )


def pair(host, key_id):
    return (host.home / "conf" / "openmetadata-sso-keys" / key_id / "private_key.der").read_bytes()


def test_the_pair_is_made_once_and_given_to_all(replicas, controller, operator):
    inventory(controller, replicas, operator, om_sso_jwt_key_id="2026-11")
    run = controller.run("rotate_keys", "--limit", "om-1").failed()
    assert "om-2 of the cluster production is not part of this run" in run.output
    controller.run("rotate_keys").passed()
    assert pair(replicas["om-1"], "2026-11") == pair(replicas["om-2"], "2026-11")
    again = controller.run("sso").passed().output
    assert again.count("changed=0") == 2, again


def test_a_replica_that_has_the_pair_gives_it_to_a_new_one(replicas, controller, operator):
    inventory(controller, {"om-2": replicas["om-2"]}, operator, om_sso_jwt_key_id="2027-02")
    controller.run("rotate_keys").passed()
    made = pair(replicas["om-2"], "2027-02")
    inventory(controller, replicas, operator, om_sso_jwt_key_id="2027-02")
    controller.run("rotate_keys").passed()
    assert pair(replicas["om-1"], "2027-02") == pair(replicas["om-2"], "2027-02") == made


def test_two_pairs_under_one_id_are_seen_before_anything_is_touched(replicas, controller, operator):
    for name, host in replicas.items():
        inventory(controller, {name: host}, operator, om_sso_jwt_key_id="2027-05")
        controller.run("rotate_keys").passed()
    inventory(controller, replicas, operator, om_sso_jwt_key_id="2027-05")
    before = {name: host.tree() for name, host in replicas.items()}
    run = controller.run("rotate_keys").failed()
    assert "hold different key pairs under the id 2027-05; nothing was changed" in run.output
    assert {name: host.tree() for name, host in replicas.items()} == before


@pytest.fixture
def kept_keys():
    """A place that publishes the key set which it is given."""
    content = {}

    class Handler(loopback.Handler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(content["keys"]).encode())

    with loopback.serving(Handler) as server:
        yield content, f"{server.url}/old-keys"


@pytest.mark.parametrize("keep", [True, False], ids=["old keys kept", "old keys gone"])
def test_a_server_that_is_given_the_old_keys_still_takes_old_tokens(install, operator, kept_keys, keep):
    """As far as the simulator follows the facts.

    Keys are looked for by their id in all public key URLs (docs/operate/key-rotation.md on the doubt).
    """
    host = Host(install(f"keep-{keep}").start(), operator)
    host.apply().passed()
    content, url = kept_keys
    content["keys"] = key_set(host.install.url)
    old = rows.token(host.install, "ingestion-bot")
    urls = [
        "https://acme.eu.auth0.com/.well-known/jwks.json",
        f"{host.install.url}/api/v1/system/config/jwks",
        *([url] if keep else []),
    ]
    rotate(host, om_sso_public_key_urls=urls, **OWN).passed()
    assert opens(host.install.url, old) == (200 if keep else 500)
    assert list(published(host)) == ["2026-11"]
