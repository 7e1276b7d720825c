# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the controller sends to a host: one JSON document, made of a plan and its rendered files."""

from __future__ import annotations

import base64
import json
from typing import Any

from .catalogue import CATALOGUE
from .plan import STORED_ROWS_SINCE, Plan, release_of

#: Templates of each deployment; on the host one file comes from each.
TEMPLATES = {
    "docker_compose": ("compose.env.j2", "compose.override.yml.j2"),
    "systemd": ("systemd.env.j2", "systemd.conf.j2"),
    "script": ("shell.env.j2", "shell.hook.j2"),
}

TARGET_OPTIONS = (
    "compose_directory", "compose_files", "compose_project", "compose_services", "home", "service", "user", "state_directory",
)


def templates_of(settings: Any) -> tuple[str, ...]:
    if settings.deployment == "bare_metal":
        return TEMPLATES["systemd" if settings.service else "script"]
    return TEMPLATES[settings.deployment]


def context_of(plan: Plan) -> dict[str, Any]:
    """What a template may use; described in the role's README."""
    settings = plan.settings
    return {
        "environment": [entry._asdict() for entry in plan.environment],
        "services": settings.compose_services,
        "home": settings.home,
        "provider": settings.provider,
        "flow": settings.flow,
    }


def document(plan: Plan, verb: str, templates: dict[str, str]) -> dict[str, Any]:
    settings = plan.settings
    return {
        "verb": verb,
        "release": release_of(settings),
        "deployment": settings.deployment,
        "options": {name: getattr(settings, name) for name in TARGET_OPTIONS},
        "templates": templates,
        "environment": [dict(entry._asdict(), since=CATALOGUE[entry.name].since, until=CATALOGUE[entry.name].until) for entry in plan.environment],
        "served": plan.served,
        "internal_url": settings.server_internal_url,
        "health_url": settings.health_url,
        "health_timeout": settings.health_timeout,
        "stored_configuration": settings.stored_configuration,
        "admin_token": settings.admin_token,
        "stored_rows_since": STORED_ROWS_SINCE,
        "catalogue": list(CATALOGUE),
        "secret_names": [name for name, variable in CATALOGUE.items() if variable.secret],
        "secrets": plan.secrets,
    }


def pack(content: dict[str, Any]) -> str:
    """One opaque text, so that hiding it as a secret hides no harmless word of the output."""
    return base64.b64encode(json.dumps(content).encode()).decode()
