# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What init wrote for a first server, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._adopt.first_variables import INVENTORY, REGISTRATION, First
from .._adopt.inventory_files import SECRETS
from .._plan.plan import Plan
from .lines import heading, labelled, labels

ADOPT = "if the server has single sign-on already, start with the playbook openmetadata.sso.adopt instead"

#: Instead of what is done by hand.
BY_API = "let openmetadata.sso.client_registration make the application (docs/operate/client-registration.md)"


def refused(host: str, lines: Sequence[str]) -> list[str]:
    """The lines where nothing was written."""
    return [f"{host}  nothing was written", *lines]


def written(
    host: str,
    first: First,
    plan: Plan,
    paths: Sequence[str],
    folder: str,
    encrypted: bool,
    check_mode: bool,
    has_api: bool = False,
) -> list[str]:
    """The lines where the files are there, or would be in check mode.

    ``paths`` are below ``folder``; ``has_api``: the provider's API makes the application.
    """
    secrets = next((path for path in paths if path.endswith(SECRETS)), "")
    return [
        heading(host, plan),
        labelled("planned" if check_mode else "applied", f"{', '.join(paths)} in {folder}"),
        *labels("note", _notes(first, f"{folder}/{secrets}" if secrets and not encrypted else "")),
        labelled("next", ", then ".join(_steps(first, REGISTRATION in paths, folder, encrypted, has_api))),
    ]


def _notes(first: First, readable: str) -> Iterator[str]:
    """What a reader should know; ``readable`` is a file with secrets that is not encrypted."""
    if readable:
        yield f"the file with secrets is not encrypted: ansible-vault encrypt {readable}"
    if first.assumed:
        yield "assumed: " + ", ".join(f"{name}: {first.variables[name]}" for name in first.assumed)
    yield ADOPT


def _steps(first: First, register: bool, folder: str, encrypted: bool, has_api: bool) -> Iterator[str]:
    """What to do, the command last."""
    by_hand = [f"register the application as {folder}/{REGISTRATION} says"] if register else []
    by_hand += [f"write {' and '.join(first.missing)}"] if first.missing else []
    if has_api and register and first.missing:
        yield f"{BY_API}, or {' and '.join(by_hand)}"
    else:
        yield from by_hand
    ask = " --ask-vault-pass" if encrypted else ""
    yield f"ansible-playbook -i {folder}/{INVENTORY}{ask} openmetadata.sso.plan"
