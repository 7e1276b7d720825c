# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a first server on the controller: inventory, variables, secrets, and what to register.

A file that is there is never overwritten.
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml
from ansible.errors import AnsibleActionFail, AnsibleError

from .._adopt import first_variables, inventory_files
from .._adopt.first_variables import INVENTORY, REGISTRATION
from .._model.options import PLAYBOOK_VARIABLES, PREFIX
from .._plan import plan as planner
from .._registration import instructions
from . import private_file
from .variables import plain

GROUP = pathlib.PurePosixPath("group_vars", "openmetadata")
HEADER = "# Written by the Ansible collection openmetadata.sso (init); it is yours.\n---\n"
#: In place of what only the registration tells, for the plan that is made before it. An id of Azure is a GUID.
UNKNOWN = {"om_sso_client_id": "6b1f0c9e-52d7-4a38-9c3d-5b6e7f8a9b0c", "om_sso_client_secret": "0f5c3b6de81a4f27"}
#: What the task takes as an option, and what counts in a run only.
NOT_GIVEN = {PREFIX + name for name in ("provider", "server_url", "report_path", *PLAYBOOK_VARIABLES)}
INIT = PREFIX + "init_"


class Files(NamedTuple):
    """(path below the folder, text, mode) of each file, and whether the file with secrets is encrypted."""

    files: tuple[tuple[str, str, int], ...]
    encrypted: bool


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The role variables of the task that are written as they are."""
    return {
        str(name): plain(value)
        for name, value in values.items()
        if name not in NOT_GIVEN and not name.startswith(INIT) and value is not None
    }


def absolute(directory: str) -> pathlib.Path:
    """The folder, seen from where Ansible was started."""
    return pathlib.Path(directory).expanduser().absolute()


def plan_of(first: first_variables.First) -> planner.Plan:
    """The plan of the variables, without findings about what the registration tells."""
    plan = planner.make({**first.variables, **{name: UNKNOWN[name] for name in first.missing}})
    return plan._replace(findings=[finding for finding in plan.findings if finding.option not in first.missing])


def of(answers: first_variables.Answers, first: first_variables.First, plan: planner.Plan, loader: Any) -> Files:
    """The content of the files. The plan has no error."""
    found = inventory_files.files(answers.provider, first.variables, (), f"sign-in by {answers.provider}", "init")
    inventory: dict[str, Any] = {"openmetadata": {"hosts": {answers.host: {}}}}
    secret_text = found.secret_text
    vault: Any = getattr(loader, "_vault", None)  # what decrypts the files that Ansible reads, with the same passwords
    encrypted = bool(found.secrets and vault is not None and vault.secrets)
    if encrypted:
        try:
            secret_text = vault.encrypt(secret_text).decode("ascii")
        except AnsibleError as error:
            raise AnsibleActionFail(f"The secrets cannot be encrypted: {error}") from None
    files = [
        (INVENTORY, HEADER + yaml.safe_dump(inventory, sort_keys=False), 0o644),
        (str(GROUP / inventory_files.VARIABLES), found.variables, 0o644),
    ]
    if found.secrets:
        files.append((str(GROUP / inventory_files.SECRETS), secret_text, private_file.PRIVATE))
    page = instructions.page(plan, first.missing)
    if page:
        files.append((REGISTRATION, page, 0o644))
    return Files(tuple(files), encrypted)


def write(folder: pathlib.Path, files: Files, check_mode: bool) -> str:
    """Write all or, where one is there, none. The reason where it cannot be done; else nothing."""
    present = [str(folder / name) for name, _text, _mode in files.files if os.path.lexists(folder / name)]
    if present:
        return (
            f"{', '.join(present)}: exists, and init overwrites nothing. Edit it, or name another folder with "
            "-e om_sso_init_directory=FOLDER."
        )
    try:
        for name, text, mode in files.files if not check_mode else ():
            private_file.write(folder / name, text, mode)
    except OSError as error:
        return f"om_sso_init_directory: {error.filename}: {error.strerror}."
    return ""
