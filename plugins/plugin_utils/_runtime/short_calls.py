# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run on a host that may take half an hour, followed in calls that are short enough for every idle timeout.

The first call begins it and waits for its end as long as one call may; each further one waits again. The run itself
goes on without them (``module_utils/_system/background.py``).
"""

from __future__ import annotations

import time
from typing import Any

from ansible.errors import AnsibleAction, AnsibleAuthenticationFailure, AnsibleConnectionFailure, AnsibleError

from ...module_utils._core import encryption
from ...module_utils._core.host_plan import READING
from .._output import waits as words
from . import call_deadline, progress
from .action_base import Action
from .progress import Progress

#: Seconds that a call waits at most: SSH servers, bastions and load balancers drop connections that are idle longer.
CALL = 10.0
#: Seconds without an answer after which a host is unreachable whose run goes on.
PATIENCE = 120.0
#: Seconds before a host that did not answer is asked again.
PAUSE = 2.0
GOES_ON = "The run on the host goes on by itself; the next command says how it ended."
NO_MODULE = "The module did not answer"
MAY_GO_ON = "If the run had begun on the host, it goes on by itself; the next command says how it ended."


class ShortCalls:
    """The calls of one task."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self._progress = Progress(action.host)
        #: a task with ``no_log`` shows nothing that a program wrote
        self._show_log = not action._task.no_log

    def carry_out(self, content: dict[str, Any]) -> dict[str, Any]:
        """Send ``content`` to the host, and return what it answers in the end."""
        key = encryption.new_key()
        returned = self._begun({**content, "follow": self._follow(key)})
        while "waiting" in (returned.get("answer") or {}):
            self._tell(returned["answer"]["waiting"])
            returned = self._asked_again(content, key)
        return returned

    def _begun(self, content: dict[str, Any]) -> dict[str, Any]:
        """The answer of the first call, which is made once more where its connection breaks.

        The host alone knows how far the first one came, and begins no second run with the same key. A call that only
        reads has begun nothing, and takes as long as reading takes.
        """
        if self._action.check_mode or content["verb"] in READING:
            return self._action.ask_host(content)
        try:
            return self._asked(content)
        except AnsibleConnectionFailure as error:
            if isinstance(error, AnsibleAuthenticationFailure):
                raise
        time.sleep(PAUSE)
        try:
            return self._asked(content)
        except AnsibleConnectionFailure as error:
            raise AnsibleConnectionFailure(_words(error, MAY_GO_ON)) from None

    def _follow(self, key: str) -> dict[str, Any]:
        return {"key": key, "seconds": min(CALL, self._progress.left())}

    def _asked_again(self, content: dict[str, Any], key: str) -> dict[str, Any]:
        """The answer of the next call, which is made again while the connection is lost or no module can be started.

        The host may have no space left for a while: that ends no run on it. After ``PATIENCE`` seconds it is what
        Ansible raised or returned instead, with ``GOES_ON``.
        """
        lost, since = time.monotonic(), progress.now()
        while True:
            gives_up = time.monotonic() - lost > PATIENCE
            try:
                returned = self._asked({**content, "verb": "follow", "follow": self._follow(key)})
                if "answer" in returned:
                    return returned
                if gives_up:
                    return {**returned, "msg": _words(returned.get("msg") or NO_MODULE, GOES_ON)}
            except AnsibleAction:
                raise
            except AnsibleConnectionFailure as error:
                if gives_up:
                    raise AnsibleConnectionFailure(_words(error, GOES_ON)) from None  # its words are told
            except AnsibleError as error:
                if gives_up:
                    raise AnsibleError(_words(error, GOES_ON)) from None
            self._progress.print(words.no_answer(self._action.host, since))
            time.sleep(PAUSE)

    def _asked(self, content: dict[str, Any]) -> dict[str, Any]:
        return self._action.ask_host(content, seconds=call_deadline.FOLLOWED)

    def _tell(self, wait: dict[str, Any] | None) -> None:
        self._progress.print(words.line(self._action.host, wait, progress.now(), self._show_log))


def _words(error: object, more: str) -> str:
    """Ansible's words, which may be those of ssh without an end, and a sentence behind them."""
    return f"{str(error).rstrip().rstrip('.')}. {more}"
