# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stored rows of an install of the simulator, as its database and its ops command have them."""

import json
import subprocess

from .installation import Installation

TABLE = "openmetadata_settings"
COMPLETED = (
    "groupAttributeName",
    "groupAttributeValue",
    "groupMemberAttributeName",
    "groupBaseDN",
    "roleAdminName",
    "allAttributeName",
    "authRolesMapping",
)
#: What an administrator may have set elsewhere; no field of ours.
FOREIGN = {
    "authorizerConfiguration": {"testPrincipals": ["tester"]},
    "authenticationConfiguration": {
        "ldapConfiguration": {"host": "ldap.acme.io", "port": 636, "dnAdminPassword": "of-the-directory"},
        "samlConfiguration": {
            "debugMode": True,
            "idp": {"entityId": "https://idp.acme.io", "nameId": "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"},
        },
    },
}


def read(install: Installation) -> dict:
    """Both rows, without the empty texts that the API adds to an ldapConfiguration that it was asked for."""
    found = json.loads(_path(install).read_text(encoding="utf-8")).get(TABLE, {})
    ldap = (found.get("authenticationConfiguration") or {}).get("ldapConfiguration") or {}
    for name in COMPLETED:
        if ldap.get(name) == "":
            del ldap[name]
    return found


def change(install: Installation, fields: dict) -> None:
    """Set fields, nested as in the rows; a running server does not notice."""
    tables = json.loads(_path(install).read_text(encoding="utf-8"))
    _merge(tables.setdefault(TABLE, {}), fields)
    _path(install).write_text(json.dumps(tables), encoding="utf-8")


def holds(rows: dict, fields: dict) -> bool:
    """Whether the rows hold these fields, whatever else is there."""
    return all(
        holds(rows.get(name, {}), value) if isinstance(value, dict) else rows.get(name) == value
        for name, value in fields.items()
    )


def authentication(**fields) -> dict:
    """Fields of the one row that the tests change most."""
    return {"authenticationConfiguration": fields}


def ops_runs(install: Installation) -> list[str]:
    """The runs of openmetadata-ops.sh so far."""
    path = install.home / "logs" / "ops.log"
    return [line.split()[1] for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def token(install: Installation, name: str) -> str:
    """A bot's token, or a new one of a person."""
    command = ["python3", str(install.home / "libs" / "simulator.py"), "token", name]
    return subprocess.run(
        command, cwd=install.home, env=install.environ(), capture_output=True, text=True, check=True
    ).stdout.strip()


def admin_bot(install: Installation, name: str = "automation") -> str:
    """The token of a bot that is an administrator, made where it is not there: the ingestion bot is none."""
    tables = json.loads(_path(install).read_text(encoding="utf-8"))
    if name not in tables.get("user_entity", {}):
        user(install, name, isAdmin=True, isBot=True)
    return token(install, name)


def user(install: Installation, name: str, **fields) -> None:
    """Somebody who is there, with fields such as ``isAdmin``; the server sees it at once.

    ``deleted`` as for the others.
    """
    tables = json.loads(_path(install).read_text(encoding="utf-8"))
    known = tables.setdefault("user_entity", {})
    new = {"id": f"id-of-{name}", "name": name, "email": f"{name}@acme.io", "isAdmin": False, "isBot": False}
    known[name] = {**known.get(name, new), **fields}
    _path(install).write_text(json.dumps(tables), encoding="utf-8")


def _path(install: Installation):
    return install.home / "data" / "database.json"


def _merge(tree: dict, fields: dict) -> None:
    for name, value in fields.items():
        if isinstance(value, dict):
            _merge(tree.setdefault(name, {}), value)
        else:
            tree[name] = value
