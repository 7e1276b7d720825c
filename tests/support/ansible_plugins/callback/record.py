# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A callback that writes every task's result to a file, as JSON lines, for the tests to read."""

from __future__ import annotations

import json
import os

from ansible.plugins.callback import CallbackBase
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import progress, short_calls

DOCUMENTATION = """
name: record
type: notification
short_description: Results as JSON lines
description: Writes each result to the file that OM_TEST_RECORD names.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "record"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        """Calls and lines of a run that is followed may come sooner than an operator wants them: OM_TEST_FASTER."""
        super().__init__()
        faster = float(os.environ.get("OM_TEST_FASTER") or 1)
        short_calls.CALL /= faster
        short_calls.PAUSE /= faster
        progress.EVERY /= faster

    def _write(self, result, status):
        entry = {
            "host": result._host.get_name(),
            "task": result._task.get_name(),
            "status": status,
            "data": result._result,
        }
        with open(os.environ["OM_TEST_RECORD"], "a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry, default=str) + "\n")

    def v2_runner_on_ok(self, result):
        self._write(result, "ok")

    def v2_runner_on_failed(self, result, **_options):
        self._write(result, "failed")

    def v2_runner_on_unreachable(self, result):
        self._write(result, "unreachable")

    def v2_runner_on_skipped(self, result):
        self._write(result, "skipped")
