# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the inventory of a first server. Documented in plugins/modules/initial_inventory.py."""

from __future__ import annotations

from typing import Any, ClassVar

from ..plugin_utils._adopt.first_variables import Answers, of
from ..plugin_utils._output import initial, lines
from ..plugin_utils._registration.providers import CLASSES
from ..plugin_utils._runtime import initial_files
from ..plugin_utils._runtime.action_base import Action, Outcome
from ..plugin_utils._runtime.variables import plain


class ActionModule(Action):
    """Answers and given variables to files on the controller."""

    ARGUMENTS: ClassVar[dict[str, Any]] = {
        **{name: {"type": "str", "default": ""} for name in Answers._fields},
        "directory": {"type": "path", "default": "."},
    }
    VERB = "init"

    def carry_out(self):
        """Refuse what is not valid, with all reasons; else write the files and say what comes next."""
        answers = Answers(*(plain(self.arguments[name]).strip() for name in Answers._fields))
        given = self.read_own()
        first = of(answers, initial_files.given(given.values))
        if first.problems or given.findings:
            return self._refused(lines.labels("ERROR", first.problems) + lines.finding_lines(given.findings))
        plan = initial_files.plan_of(first)
        if plan.errors:
            return self._refused(lines.finding_lines(plan.findings))
        folder = initial_files.absolute(plain(self.arguments["directory"]))
        files = initial_files.of(answers, first, plan, self._loader)
        problem = initial_files.write(folder, files, self.check_mode)
        if problem:
            return self._refused(lines.labels("ERROR", [problem]))
        paths = [path for path, _text, _mode in files.files]
        has_api = answers.provider in CLASSES
        said = initial.written(answers.host, first, plan, paths, str(folder), files.encrypted, self.check_mode, has_api)
        return Outcome(said, {"changed": True, "files": [str(folder / path) for path in paths]})

    def _refused(self, reasons):
        said = initial.refused(self.host, reasons)
        return Outcome(said, {"result": "failed"}, "Nothing was written, see msg.")
