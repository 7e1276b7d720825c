# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Docker the program ``docker`` of this host talks to.

It can be that of another host: files would be written here and containers restarted there. The order is that of the
program (docker/cli, ``cli/command/cli.go``, ``resolveContextName``): DOCKER_HOST, DOCKER_CONTEXT, ``currentContext`` of
config.json. An empty one counts as left out.
"""

import hashlib
import os
import socket
from urllib.parse import urlsplit

from ansible_collections.openmetadata.sso.plugins.module_utils._core import json_text
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files

#: What to do, by where the endpoint is named.
OF_ENVIRONMENT = (
    "Name that host in the inventory, or take {} out of the environment of the play and of the user that connects."
)
OF_FILE = "Name that host in the inventory, or run docker context use default as the user that connects."
#: The context that is in no file.
DEFAULT = "default"


def require_own():
    """``HostError`` where ``docker`` is set to the Docker of another host.

    A local socket passes, also that of a rootless Docker; so does TCP to an address of this host.
    """
    named_by, endpoint, fix = _chosen()
    if _is_own(endpoint):
        return
    raise HostError(
        f"{named_by} names the Docker of another host, {_shown(endpoint)}: files would be written on this host, and "
        "containers restarted on that one.",
        named_by,
        fix,
    )


def _chosen():
    """(what names the endpoint, the endpoint, how to change that); the endpoint is empty for the default one."""
    host = os.environ.get("DOCKER_HOST", "").strip()
    if host:
        return "DOCKER_HOST", host, OF_ENVIRONMENT.format("DOCKER_HOST")
    name = os.environ.get("DOCKER_CONTEXT", "")
    if name:
        return "DOCKER_CONTEXT", _endpoint(name), OF_ENVIRONMENT.format("DOCKER_CONTEXT")
    path = os.path.join(_folder(), "config.json")
    return f"currentContext of {path}", _endpoint(_text_at(_document(path), "currentContext")), OF_FILE


def _folder():
    return os.environ.get("DOCKER_CONFIG") or os.path.join(os.path.expanduser("~"), ".docker")


def _endpoint(context):
    """The endpoint of a context; empty for one that does not exist, of which ``docker`` itself speaks."""
    if context in ("", DEFAULT):
        return ""
    digest = hashlib.sha256(context.encode("utf-8", "surrogateescape")).hexdigest()
    document = _document(os.path.join(_folder(), "contexts", "meta", digest, "meta.json"))
    return _text_at(document, "Endpoints", "docker", "Host").strip()


def _document(path):
    """A JSON file; ``None`` where ``docker`` takes it as missing."""
    try:
        return json_text.parse(files.read(path) or "null")
    except ValueError:
        return None


def _text_at(document, *names):
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, str) else ""


def _is_own(endpoint):
    """Whether an endpoint is on this host. A name counts where it is that of this host; none is looked up."""
    scheme, name = _parts(endpoint)
    return scheme in ("", "unix") or name in ("", "localhost", socket.gethostname()) or _is_own_address(name)


def _parts(endpoint):
    """(scheme, host) of an endpoint, which is TCP without a scheme."""
    if not endpoint:
        return "", ""
    try:
        parts = urlsplit(endpoint if "://" in endpoint else f"tcp://{endpoint}")
    except ValueError:  # docker itself says what is wrong with it
        return "", ""
    return parts.scheme, parts.hostname or ""


def _is_own_address(text):
    """Whether a text is an address of this host: only such a one can be bound."""
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, text)
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.bind((text, 0))
            return True
        except OSError:
            continue
    return False


def _shown(endpoint):
    """An endpoint without the user, who may have a password."""
    scheme, name = _parts(endpoint)
    return f"{scheme}://{name}"
