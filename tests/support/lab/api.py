# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls to the API of an install of the simulator, and what only its database tells."""

import json
import urllib.error
import urllib.request

from .installation import Installation

PIPELINES = "services/ingestionPipelines"


def call(
    install: Installation, token: str, path: str, method: str = "GET", body: dict | None = None
) -> tuple[int, dict]:
    """(status, answer) below /api/v1."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{install.url}/api/v1/{path}", data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def patch_security(install: Installation, token: str, path: str, value: object) -> int:
    """Change one field of the stored configuration as the user interface does; the status."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json-patch+json"}
    data = json.dumps([{"op": "add", "path": path, "value": value}]).encode()
    url = f"{install.url}/api/v1/system/security/config"
    request = urllib.request.Request(url, data=data, headers=headers, method="PATCH")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return int(answer.status)


def deployed(install: Installation, token: str, name: str, kind: str = "metadata") -> str:
    """Make a pipeline and deploy it; its id."""
    identifier = call(install, token, PIPELINES, "POST", {"name": name, "pipelineType": kind})[1]["id"]
    assert call(install, token, f"{PIPELINES}/deploy/{identifier}", "POST")[1]["code"] == 200
    return identifier


def carried(install: Installation) -> dict[str, str]:
    """The token that each deployed pipeline carries, by its name."""
    tables = _tables(install)
    return {
        tables["ingestion_pipeline_entity"][key]["name"]: row["token"]
        for key, row in tables.get("simulator_airflow", {}).items()
    }


def users(install: Installation) -> dict[str, dict]:
    """The rows of all users by name, tokens too."""
    return _tables(install)["user_entity"]


def set_user(install: Installation, user: str, /, **fields) -> None:
    """Change a user's row behind the server's back; it reads its database at every call."""
    tables = _tables(install)
    tables["user_entity"][user] = {**tables["user_entity"].get(user, {}), **fields}
    _path(install).write_text(json.dumps(tables), encoding="utf-8")


def _tables(install: Installation) -> dict:
    return json.loads(_path(install).read_text(encoding="utf-8"))


def _path(install: Installation):
    return install.home / "data" / "database.json"
