# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that outlast the call which began them: how the controller follows one, and what became of earlier ones."""

import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core import text
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import background, run_file

#: Characters of the log's last line that are told.
LONGEST = 200


def carried_out(host, folder, work):
    """The result of ``work``, or how far it came within the seconds that ``plan.follow`` gives this call."""
    if host.plan.follow is None:
        return background.run(work)
    return _result(host, folder, lambda kept, seconds: background.run(work, kept, seconds))


def followed(host, folder):
    """The same of a run that an earlier call with the same key began."""
    return _result(host, folder, background.result_of)


def _result(host, folder, wait_for):
    """``waiting`` of what is not over: ``what``, ``elapsed``, ``seconds`` (its limit), ``restoring``, ``log``."""
    key = host.plan.follow["key"]
    kept = background.Kept(run_file.of_request(folder, key), key, lambda answer: _said(answer, host.mask))
    try:
        return wait_for(kept, host.plan.follow["seconds"])
    except background.StillRunning:
        wait = (kept.file.facts() or {}).get("wait")
        return {"changed": False, "waiting": wait and _told(host, wait)}


def _told(host, wait):
    return {
        "what": wait["what"],
        "elapsed": int(time.monotonic() - wait["since"]),
        "seconds": wait["seconds"],
        "restoring": wait["restoring"],
        "log": _last_line(host, wait["mark"]),
    }


def _last_line(host, mark):
    try:
        line = host.logged(mark, text.last)
    except HostError:  # the log is a help: while a server starts, much cannot be read
        return ""
    return text.cut(line, LONGEST)


def _said(answer, mask):
    if "error" in answer:
        error = mask.error(answer["error"])
        words = " ".join(filter(None, [error["message"], error.get("outcome")]))
        return f"it failed. {words}".rstrip(".")
    changed = answer["result"]["changed"]
    return "the change is in effect and verified" if changed else "everything was as planned already"


class Earlier:
    """The runs in a state folder whose result nobody has fetched: ``notes`` about them, and whether one ``at_work``."""

    def __init__(self, folder):
        self.notes, self._over = [], []
        self.at_work = False
        for one in run_file.all_of(folder):
            facts = one.facts() or {}
            if "sealed" not in facts and run_file.alive(facts):
                self.at_work = True
                self.notes.append("a run of {} is at work (process {})".format(facts["started"], facts["pid"]))
                continue
            self._over.append(one)
            if "sealed" in facts:
                self.notes.append(
                    "a run of {} ended at {} without its controller: {}".format(
                        facts.get("started"), facts.get("ended"), facts.get("said")
                    )
                )

    def forgotten(self, answer):
        """Remove what the notes told, now that ``answer`` tells them."""
        for one in self._over:
            one.remove()
        return answer
