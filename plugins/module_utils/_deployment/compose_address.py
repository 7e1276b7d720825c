# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where this host reaches a port of a container: the published port, else the container's own address."""

from urllib.parse import urlsplit, urlunsplit

#: What Docker says of a port that is published on all addresses of a family, and one of them.
EVERYWHERE = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104 # compared; nothing is bound


def of(container, url):
    """A URL as the server in a container sees itself, as this host reaches it.

    ``container`` is what ``docker inspect`` says of it. A URL that is not of the container itself stays, and so does
    one of a container that has the network of the host.
    """
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    if parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        return url
    place = _published(container, port) or _own(container, port)
    return urlunsplit((parts.scheme, place, parts.path, parts.query, "")) if place else url


def _published(container, port):
    """``address:port`` on this host, or ``None``.

    While a container does not run or waits for its next start, Docker knows of no port in use; what was asked for
    when it was made is what it will have.
    """
    settings = container.get("HostConfig") or {}
    if settings.get("NetworkMode") == "host":  # where Docker leaves out what is published
        return None
    key = f"{port}/tcp"
    in_use = (container["NetworkSettings"].get("Ports") or {}).get(key)
    planned = (settings.get("PortBindings") or {}).get(key)
    for binding in in_use or planned or ():
        if binding["HostPort"].isdigit():  # else Docker chooses one at the start
            host = binding.get("HostIp") or ""
            return _place(EVERYWHERE.get(host, host), binding["HostPort"])
    return None


def _own(container, port):
    networks = (container["NetworkSettings"].get("Networks") or {}).values()
    for name in ("IPAddress", "GlobalIPv6Address"):
        for network in networks:
            if network.get(name):
                return _place(network[name], port)
    return None


def _place(host, port):
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
