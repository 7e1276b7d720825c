# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans whose files for the Helm chart are written on the controller.

What they need beside a plan, and their part of the report.
"""

from __future__ import annotations

import pathlib
from collections.abc import Sequence
from typing import Any

from ansible.errors import AnsibleActionFail

from .._model.findings import in_order
from .._plan.plan import Plan
from .._plan.render import RenderError
from .._register import finding_of
from . import helm_files, planning
from .helm_files import Written


def checked(plan: Plan) -> Plan:
    """The plan, with findings on the two options that this task needs."""
    settings, found = plan.settings_or_none, []
    if settings is not None and settings.deployment not in ("kubernetes", None):
        found.append(finding_of("OPT-02", "om_sso_deployment", "chart_deployment", deployment=settings.deployment))
    if settings is not None and not settings.render_directory:
        found.append(finding_of("OPT-03", "om_sso_render_directory", "no_render_directory"))
    return plan._replace(findings=in_order([*plan.findings, *found])) if found else plan


def write(host: str, plan: Plan, check_mode: bool = False) -> list[Written]:
    """The Helm chart's values and the Secrets of one release below ``om_sso_render_directory``."""
    folder = pathlib.Path(plan.settings.render_directory or "").expanduser() / host
    try:
        return helm_files.write(folder, helm_files.files(plan, planning.template_folders(plan)), check_mode)
    except RenderError as error:
        raise AnsibleActionFail(str(error)) from None
    except OSError as error:
        raise AnsibleActionFail(f"om_sso_render_directory: {error.filename}: {error.strerror}.") from None


def part(plan: Plan, written: Sequence[Written] | None) -> dict[str, Any]:
    """A release's part of the report; ``written`` is ``None`` where nothing was written."""
    if written is None:
        return planning.part(plan, "failed" if plan.errors else "planned")
    files = [{"path": file.path, "changed": file.changed} for file in written]
    return planning.part(plan, "changed" if any(file.changed for file in written) else "unchanged", files=files)
