# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON report of a run on the controller: one document, to which every host adds its part."""

from __future__ import annotations

import fcntl
import json
import os
import pathlib
from typing import Any

from ansible import constants
from ansible.errors import AnsibleActionFail

from . import private_file

SCHEMA = 1


def add(path: str, verb: str, hosts: dict[str, dict[str, Any]]) -> None:
    """Merge the parts of some hosts into the report; the first part of a run starts it anew."""
    path = os.path.abspath(os.path.expanduser(path))
    try:
        _add(path, verb, hosts)
    except OSError as error:
        reason = "Not a directory" if isinstance(error, FileExistsError) else error.strerror
        raise AnsibleActionFail(f"om_sso_report_path: could not write {path}: {reason}.") from None


def _add(path: str, verb: str, hosts: dict[str, dict[str, Any]]) -> None:
    # Hosts are worked on by processes side by side, so the whole read-merge-write is under one lock of this run.
    with open(os.path.join(constants.DEFAULT_LOCAL_TMP, "om_sso_report.lock"), "a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        started = path in lock.read().splitlines()
        document = _read(path) if started else {}
        known = document.get("hosts", {})
        # What an earlier step of the run said of a host stays where the later one has nothing to say of it.
        document = {
            "schema": SCHEMA,
            "verb": verb,
            "hosts": {**known, **{host: {**known.get(host, {}), **part} for host, part in hosts.items()}},
        }
        text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        private_file.write(pathlib.Path(path), text, private_file.BY_UMASK)
        if not started:
            lock.write(path + "\n")


def _read(path: str) -> dict[str, Any]:
    return dict(json.loads(pathlib.Path(path).read_text(encoding="utf-8", errors="surrogateescape")))
