# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration that the files of a Compose project give the server, checked by the rules of the plan."""

from __future__ import annotations

from typing import Any

from .._adopt import files_in_effect
from .._compose.project import Service
from .._model.findings import Finding, without_ignored
from .._model.releases import is_release
from .._model.settings_class import Settings
from .._plan import compose_project
from .._plan import plan as planner
from .._plan.plan import Plan


def findings(plan: Plan, values: dict[str, Any], answer: dict[str, Any], yaml: str) -> list[Finding]:
    """What speaks against the server of a Compose project; nothing where its release is not known.

    ``values`` are the role variables, ``yaml`` is openmetadata.yaml as the running container has it, or empty.
    """
    services = compose_project.compose(answer, plan.settings).services or []
    server = next(iter(compose_project.servers(services, plan.settings)), None)
    release = server and release_of(server, plan.settings, answer["version"])
    if server is None or release is None:
        return []
    process = files_in_effect.Process(
        {name: value.text for name, value in server.environment.items()},
        {name: value.places[-1] for name, value in server.environment.items()},
        server.place,
    )
    target = {name: value for name, value in values.items() if name in planner.TARGET_VARIABLES}
    own = answer.get("own_texts", {})
    found = files_in_effect.findings(process, yaml, target, release)
    found = [finding for finding in found if finding.option.rpartition(":")[0] not in own]
    return without_ignored(found, plan.settings.ignore_rules)


def release_of(server: Service, settings: Settings, running: str | None) -> str | None:
    """The release that runs, else the one of the option, else the tag of the image."""
    tag = server.image.rpartition(":")[2]
    return next((text for text in (running, settings.openmetadata_version, tag) if is_release(text)), None)
