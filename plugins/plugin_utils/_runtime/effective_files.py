# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration that the files of a host give the server, checked by the rules of the plan."""

from __future__ import annotations

from typing import Any

from .._adopt import files_in_effect
from .._adopt.files_in_effect import Configuration
from .._model.findings import Finding, without_ignored
from .._model.releases import STORED_ROWS_SINCE, is_release, older
from .._model.settings_class import Settings
from .._plan import compose_project, server_process
from .._plan import plan as planner
from .._plan.compose_project import Composed
from .._plan.plan import Plan
from .._plan.server_process import Process
from .._register import finding_of


def findings(
    plan: Plan, values: dict[str, Any], answer: dict[str, Any], yaml: Configuration, composed: Composed | None = None
) -> list[Finding]:
    """What speaks against the server of a host; nothing where its release is not known.

    ``values`` are the role variables, ``yaml`` is openmetadata.yaml as the server has it.
    """
    composed = composed or compose_project.compose(answer, plan.settings)
    process = server_process.of(answer, plan.settings, composed)
    release = process and release_of(process, plan.settings, answer["version"])
    if process is None or release is None:
        return []
    target = {name: value for name, value in values.items() if name in planner.TARGET_VARIABLES}
    own = answer.get("own_texts", {})
    found = files_in_effect.findings(process, yaml, target, release)
    found = [finding for finding in found if finding.option.rpartition(":")[0] not in own]
    if not older(release, STORED_ROWS_SINCE):
        found.append(finding_of("DB-12", "stored rows", release=release))
    return without_ignored(found, plan.settings.ignore_rules)


def release_of(process: Process, settings: Settings, running: str | None) -> str | None:
    """The release that runs, else the one of the option, else the one that the files name."""
    known = (running, settings.openmetadata_version, process.named_release)
    return next((text for text in known if is_release(text)), None)
