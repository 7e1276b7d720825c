# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of adopted hosts on the controller.

A file that was edited is never overwritten without ``om_sso_adopt_overwrite``.
"""

from __future__ import annotations

import pathlib
from typing import Any, NamedTuple

from ansible.errors import AnsibleActionFail, AnsibleError

from ...module_utils._system.file_content import NOT_USABLE, content
from .._adopt import inventory_files
from .._model.findings import Finding
from .._model.settings_class import Settings
from .._register import finding_of
from . import private_file
from .variables import plain


class Written(NamedTuple):
    """A file that was written, or would be in check mode; ``changed`` says whether it differed."""

    path: str
    changed: bool
    diff: dict[str, str]


def write(
    settings: Settings, host: str, files: inventory_files.Files, check_mode: bool, loader: Any
) -> tuple[tuple[Written, ...], list[Finding]]:
    """Write both files or none, and return them with the findings. Raises ``AnsibleActionFail``."""
    folder = pathlib.Path(settings.adopt_directory or "").expanduser() / host
    wanted = [(folder / inventory_files.VARIABLES, files.variables, 0o644)]
    if files.secrets or files.missing:
        wanted.append((folder / inventory_files.SECRETS, files.secret_text, 0o600))
    try:
        states = [_state(path, text, files.secrets, loader) for path, text, _mode in wanted]
        refused = [] if settings.adopt_overwrite else [finding for finding in map(_refusal, wanted, states) if finding]
        if any(finding.severity == "error" for finding in refused):
            return (), refused
        written = []
        for (path, text, mode), state in zip(wanted, states):
            changed = state not in ("same", "kept") or (state == "kept" and settings.adopt_overwrite)
            if changed and not check_mode:
                private_file.write(path, text, mode)
            written.append(Written(str(path), changed, _diff(path, text, mode, state)))
        return tuple(written), refused
    except OSError as error:
        raise AnsibleActionFail(f"om_sso_adopt_directory: {error.filename}: {error.strerror}.") from None
    except NOT_USABLE as error:
        raise AnsibleActionFail(f"om_sso_adopt_directory: {error}") from None


def _state(path: pathlib.Path, text: str, secrets: dict[str, Any], loader: Any) -> str:
    """How a file on the controller compares with the text that would be written.

    ``absent``, ``same``, ``ours`` or ``edited``; for an encrypted file ``same``, ``other``, or ``kept`` where it cannot
    be decrypted.
    """
    found = content(str(path))
    if found is None:
        return "absent"
    try:
        present = found.decode("utf-8")
    except UnicodeDecodeError:
        return "edited"
    if present.startswith(inventory_files.ENCRYPTED):
        try:
            return "same" if plain(loader.load_from_file(str(path))) == secrets else "other"
        except AnsibleError:  # no password, or another one
            return "kept"
    if present == text:
        return "same"
    return "ours" if inventory_files.is_untouched(present) else "edited"


def _refusal(wanted: tuple[pathlib.Path, str, int], state: str) -> Finding | None:
    path = str(wanted[0])
    if state == "edited":
        return finding_of("ADO-05", path, "edited")
    if state == "other":
        return finding_of("ADO-05", path, "other_secrets")
    if state == "kept":
        return finding_of("ADO-06", path)
    return None


def _diff(path: pathlib.Path, text: str, mode: int, state: str) -> dict[str, str]:
    """Secrets are not shown; that they are others is."""
    before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    if mode == 0o600:
        names = [line.split(":", 1)[0] for line in text.splitlines() if line.startswith("vault_")]
        after = "".join(f"{name}: <secret>\n" for name in names)
        return {
            "before_header": str(path),
            "after_header": str(path),
            "before": after if state == "same" else "",
            "after": after,
        }
    return {"before_header": str(path), "after_header": str(path), "before": before, "after": text}
