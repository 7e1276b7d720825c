# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy that the environment names for a URL, and why it cannot be used; its user and password are never shown."""

import base64
import http.client
import ipaddress
import re
import socket
import ssl
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

PORT = 80
#: Schemes of proxies that speak something else than HTTP.
OTHERS = ("socks", "socks4", "socks4a", "socks5", "socks5h")


class Unusable(Exception):
    """The environment names a proxy in a way that cannot be used. The text says which variable and what to write."""


class OtherProtocol(Unusable):
    """It names one that does not speak HTTP."""


class Proxy:
    """One proxy. ``name`` is how a message names it, ``headers`` are what it wants of each request."""

    def __init__(self, variable, parts):
        self.variable = variable
        self.host = parts.hostname
        self.port = parts.port or PORT
        self.name = f"the proxy {self.host}:{self.port}"
        self.headers = _authorization(parts)
        self._hints = []
        if parts.path not in ("", "/"):
            self._hints.append(f"{variable} has a path: a PAC file is not read, name the proxy itself")
        if parts.scheme == "https":
            self._hints.append(f"{variable} begins with https://, and the proxy is asked without TLS")

    def failed(self, error, url):
        """Why the proxy is the cause of an exception, and what to do; ``None`` where it is not."""
        reason = self._reason(error, urlsplit(url).hostname)
        return None if reason is None else self.told(reason, url)

    def told(self, reason, url):
        """A reason with what to do about it."""
        host = urlsplit(url).hostname
        hints = "".join(f" ({hint})" for hint in self._hints)
        return f"{reason}{hints}. Correct {self.variable}, or add {host} to no_proxy"

    def silent(self, seconds, url):
        """The same where the proxy does not connect in time."""
        return self.told(f"{self.name} does not connect to {urlsplit(url).hostname} within {seconds:.3g} s", url)

    def _reason(self, error, host):
        tunnel = re.match(r"Tunnel connection failed: ([ -~]{1,80})", str(error))
        if tunnel:
            return f"{self.name} refuses to connect to {host}: {tunnel.group(1).strip()}"
        if isinstance(error, socket.gaierror):
            return f"the name of {self.name} is not known on this machine"
        if isinstance(error, ssl.SSLError):
            return None
        if isinstance(error, ConnectionRefusedError):
            return f"{self.name} refuses the connection"
        if isinstance(error, socket.timeout):
            return f"{self.name} does not connect to {host} in time"
        if isinstance(error, (ConnectionError, http.client.HTTPException)):
            return f"{self.name} does not answer as an HTTP proxy"
        if isinstance(error, OSError):
            return f"{self.name} cannot be reached: {error.strerror or type(error).__name__}"
        return None


def of(url):
    """The ``Proxy`` that the environment names for a URL, or ``None``. Raises ``Unusable``."""
    parts = urlsplit(url)
    named = getproxies()
    text = named.get(parts.scheme)
    if not text or not parts.hostname or _is_direct(parts, named.get("no", "")):
        return None
    variable = f"{parts.scheme}_proxy"
    try:
        found = urlsplit(text if "//" in text else "//" + text)
        usable = bool(found.hostname) and found.port != 0
    except ValueError:  # its text would quote a part of the value
        usable = False
    if usable and found.scheme in OTHERS:
        raise OtherProtocol(
            f"{variable} names a proxy of {found.scheme}://, which is not used: name one that speaks HTTP"
        )
    if not usable or found.scheme not in ("", "http", "https"):
        raise Unusable(
            f"{variable} is not a valid address of a proxy: write http://HOST:PORT, and in a password %40 for @, %2F "
            "for / and %23 for #"
        )
    return Proxy(variable, found)


def _is_direct(parts, no_proxy):
    """Whether ``no_proxy`` leaves a host out, also as ``*.acme.io``, with a port, or by a network of addresses."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if proxy_bypass(parts.hostname) or proxy_bypass(f"{parts.hostname}:{port}"):
        return True
    names = [name.strip() for name in no_proxy.split(",")]
    return any(_is_within(parts.hostname, name) for name in names if name)


def _is_within(host, name):
    if name.startswith("*."):
        return host.endswith(name[1:].lower())
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(name, strict=False)
    except ValueError:  # one of them is a name
        return False


def _authorization(parts):
    if parts.username is None:
        return {}
    text = "{}:{}".format(unquote(parts.username), unquote(parts.password or ""))
    return {"Proxy-Authorization": "Basic " + base64.b64encode(text.encode("utf-8")).decode("ascii")}
