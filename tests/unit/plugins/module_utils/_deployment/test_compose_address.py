# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The address of a container's port as the host reaches it, from what `docker inspect` says."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_address

URL = "http://localhost:8585/x?y=z"
OWN = {"n": {"IPAddress": "172.18.0.5", "GlobalIPv6Address": ""}}


def reached(ports=None, planned=None, networks=None, url=URL, mode="om_default"):
    """The address of a container with these ports."""
    container = {
        "HostConfig": {"NetworkMode": mode, "PortBindings": planned},
        "NetworkSettings": {"Ports": ports, "Networks": OWN if networks is None else networks},
    }
    return compose_address.of(container, url)


def bound(host, port="18585"):
    return {"8585/tcp": [{"HostIp": host, "HostPort": port}]}


@pytest.mark.parametrize(
    ("ports", "url", "address"),
    [
        (bound("0.0.0.0"), URL, "http://127.0.0.1:18585/x?y=z"),
        (bound("10.0.0.7", "8585"), "http://localhost:8585", "http://10.0.0.7:8585"),
        (
            {"8585/tcp": bound("0.0.0.0")["8585/tcp"] + bound("::")["8585/tcp"]},
            "http://localhost:8585/",
            "http://127.0.0.1:18585/",
        ),
        ({"8585/tcp": None}, "http://localhost:8585", "http://172.18.0.5:8585"),
        ({}, "http://localhost:8586/healthcheck", "http://172.18.0.5:8586/healthcheck"),
        ({}, "https://localhost", "https://172.18.0.5:443"),
        ({}, "https://metadata.acme.io/x", "https://metadata.acme.io/x"),
    ],
)
def test_the_servers_own_address_as_the_host_reaches_it(ports, url, address):
    assert reached(ports, url=url) == address


@pytest.mark.parametrize(
    ("host", "place"),
    [("::", "[::1]:18585"), ("::1", "[::1]:18585"), ("2001:db8::7", "[2001:db8::7]:18585")],
)
def test_an_address_of_ipv6_has_brackets(host, place):
    for url in ("http://localhost:8585", "http://127.0.0.1:8585", "http://[::1]:8585"):
        assert reached(bound(host), url=url) == f"http://{place}"


def test_a_container_that_has_only_ipv6_is_asked_there():
    networks = {"n": {"IPAddress": "", "GlobalIPv6Address": "fd00::5"}}
    assert reached({}, networks=networks) == "http://[fd00::5]:8585/x?y=z"


def test_while_a_container_waits_for_its_next_start_the_planned_port_is_asked():
    nowhere = {"n": {"IPAddress": "", "GlobalIPv6Address": ""}}
    for ports in ({}, None, {"8585/tcp": None}):
        assert reached(ports, bound("")) == "http://127.0.0.1:18585/x?y=z"
        assert reached(ports, bound("", "18585"), nowhere) == "http://127.0.0.1:18585/x?y=z"


@pytest.mark.parametrize("port", ["", "0-", "18585-18590"])
def test_a_port_that_docker_chooses_at_the_start_is_not_known_before(port):
    assert reached({}, bound("", port)) == "http://172.18.0.5:8585/x?y=z"


def test_the_port_in_use_counts_before_the_planned_one():
    assert reached(bound("127.0.0.1", "40000"), bound("", "")) == "http://127.0.0.1:40000/x?y=z"


def test_a_container_with_the_network_of_the_host_is_asked_as_it_sees_itself():
    assert reached({}, bound(""), {"host": {"IPAddress": ""}}, mode="host") == URL


def test_without_an_address_a_url_stays():
    assert reached({}, networks={}) == URL
