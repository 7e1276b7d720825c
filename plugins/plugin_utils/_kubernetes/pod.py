# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of one pod, and the stored rows by the ops command in it.

A command in the container is used and not the proxy of the API server: it needs one permission less and reads the
environment as well. The image has wget, by which OpenMetadata's own Compose file checks its health.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

from ...module_utils._core import json_text
from ...module_utils._core.errors import HostError
from ...module_utils._formats import config_export, release
from ...module_utils._server import drift, stored_config
from .._model.releases import STORED_ROWS_SINCE
from . import sign_in
from .cluster import Cluster, CommandResult

_WORK = "work() (" + stored_config.SCRIPT + ")\n"

#: ``$1`` is the server's own address, ``$2`` and ``$3`` the release from which on the rows are exported as well (1 10),
#: ``$4`` is host and port of the address, and the paths of a sign-in follow.
#: Its output is Base64, since the channel may split characters of several bytes.
READ_STATE = (
    _WORK
    + """
say() { printf '%s ' "$1"; base64 | tr -d '\\n'; echo; }
url=$1 major=$2 minor=$3 server=$4
shift 4
say environment </proc/self/environ
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY all_proxy ALL_PROXY
command -v wget >/dev/null || { echo wget missing; exit 0; }
for path in version config/auth config/jwks; do
  body=$(timeout 60 wget -q -O - "$url/api/v1/system/$path" 2>/dev/null | head -c 1048576)
  [ -n "$body" ] || continue
  printf '%s' "$body" | say "$path"
  [ "$path" != version ] ||
    line=$(printf '%s' "$body" | sed -n 's/.*"version" *: *"\\([0-9]*\\)\\.\\([0-9]*\\).*/\\1 \\2/p')
done
"""
    + sign_in.ASK
    + """
[ -n "$major" ] && [ -n "${line:-}" ] || exit 0
[ "${line% *}" -gt "$major" ] || { [ "${line% *}" -eq "$major" ] && [ "${line#* }" -ge "$minor" ]; } || exit 0
rows=$(work get); code=$?; printf '%s\\n' "$rows" | say rows; exit "$code"
"""
)
#: ``$1`` is update; ``$2`` and ``$3`` are a file and its size, which arrives beside this call.
WRITE_ROWS = (
    _WORK
    + """
tries=0
until [ "$(wc -c <"$2" 2>/dev/null || echo 0)" -eq "$3" ]; do
  tries=$((tries + 1)); [ "$tries" -le 100 ] || exit 10
  sleep 0.1
done
work "$1" <"$2"; code=$?; rm -f "$2"; exit "$code"
"""
)


class PodState(NamedTuple):
    """The state of one pod.

    ``environment`` is the environment of its process, ``served`` the answer of ``/api/v1/system/config/auth``, ``keys``
    those that it publishes (JWK) and ``kids`` their ids. ``reason`` says why the server did not answer. ``rows`` is the
    export of the stored rows, when it was asked for. ``sign_ins`` is what it answered where a sign-in begins, by path.
    """

    name: str
    uid: str
    environment: dict[str, str]
    version: str | None
    served: dict[str, Any] | None
    kids: list[str] | None
    reason: str | None
    rows: str | None
    sign_ins: dict[str, sign_in.Answer]
    keys: list[dict[str, Any]]

    def stored(self) -> dict[str, Any]:
        """The stored rows as a tree; ``HostError`` when their export cannot be read."""
        try:
            return dict(stored_config.checked(config_export.read(self.rows), "The export of the stored rows"))
        except ValueError as error:
            raise HostError(
                f"The export of the stored rows cannot be read: {error}.", "om_sso_stored_configuration"
            ) from None


def read_state(
    cluster: Cluster, pod: dict[str, Any], container: str, url: str, with_rows: bool, paths: list[str]
) -> PodState:
    """Read the state of one pod whose container runs; ``paths`` are those at which a sign-in begins."""
    return read_states(cluster, [pod], container, url, with_rows, paths)[0]


def read_states(
    cluster: Cluster, pods: Sequence[dict[str, Any]], container: str, url: str, with_rows: bool, paths: list[str]
) -> list[PodState]:
    """Read the state of pods whose container runs, of all at the same time, by one command in each.

    ``paths`` are those at which a sign-in begins. The stored rows, which all pods share, are read through the first
    one.
    """
    names = [each["metadata"]["name"] for each in pods]
    results = cluster.run_in_each(
        names,
        container,
        READ_STATE,
        lambda name: [url.rstrip("/"), *_since(with_rows and name == names[0]), *sign_in.options(url, paths)],
    )
    return [_state(each, result, url, paths) for each, result in zip(pods, results)]


def _since(with_rows: bool) -> list[str]:
    """The release from which on the rows are exported, as options of the script."""
    return STORED_ROWS_SINCE.split(".") if with_rows else ["", ""]


def _state(pod: dict[str, Any], result: CommandResult, url: str, paths: list[str]) -> PodState:
    """The state of a pod by what the script wrote."""
    name = pod["metadata"]["name"]
    parts = dict(line.split(" ", 1) for line in result.out.splitlines() if " " in line)
    pairs = _decoded(parts.get("environment", "")).split("\0")
    environment = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    version = (_json(parts, "version") or {}).get("version")
    served, keys = _json(parts, "config/auth"), (_json(parts, "config/jwks") or {}).get("keys")
    published = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
    kids = [str(key.get("kid")) for key in published] if isinstance(keys, list) else None
    reason = None
    if parts.get("wget") == "missing":
        reason = f"the image of pod {name} has no wget, which reads its state"
    elif served is None or kids is None:
        reason = f"pod {name}: the server at {url} does not answer"
    elif not isinstance(served.get("provider"), str) or release.numbers(version) is None:
        # Without a provider nothing could differ, and without a release it is not known whether rows decide.
        missing = "its release" if isinstance(served.get("provider"), str) else "a provider"
        reason = f"pod {name}: the server at {url} answers without {missing}"
    else:
        _check_status(result, "read")
    rows = _decoded(parts["rows"]) if "rows" in parts and not reason else None
    sign_ins = sign_in.answers(url, paths, parts, _decoded)
    return PodState(name, pod["metadata"]["uid"], environment, version, served, kids, reason, rows, sign_ins, published)


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "surrogateescape")
    except binascii.Error:
        return ""


def _json(parts: dict[str, str], name: str) -> dict[str, Any] | None:
    try:
        content = json_text.parse(_decoded(parts.get(name, "")))
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def changed_rows(stored: dict[str, Any], changes: list[tuple[str, Any]]) -> str:
    """The text of the rows with some fields changed and all others kept."""
    return str(config_export.write(drift.merged(stored, changes)))


def write_rows(cluster: Cluster, pod: str, container: str, text: str) -> None:
    """Replace both rows, which a server reads at its start. An error with ``untouched``: they did not change."""
    path = f"/tmp/openmetadata-sso-{secrets.token_hex(8)}"  # nosec B108 # in the pod; the name cannot be guessed
    try:
        cluster.copy(pod, container, path, text)
    except HostError as error:
        error.more["untouched"] = True
        raise
    _check_status(cluster.run(pod, container, WRITE_ROWS, "update", path, str(len(text.encode("utf-8")))), "written")


def _check_status(result: CommandResult, done: str) -> None:
    if result.status != 0:
        message = (
            f"The stored rows could not be {done}: openmetadata-ops.sh ended with exit status {result.status}: "
            f"{result.last_error}"
        )
        raise HostError(message, "om_sso_stored_configuration", "Run it by hand in the pod to see more.")
