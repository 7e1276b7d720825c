# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module on a host without Ansible around it: a plan made here, carried out in a process of its own.

For tests with many runs; what Ansible adds is tested by running the playbooks.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import NamedTuple

from . import cache

sys.path.insert(0, str(cache.collections_path()))

from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import host as on_host
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import verify
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import host_request, render
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner

TEMPLATES = [cache.CHECKOUT / "roles" / "om_sso" / "templates"]


class Outcome(NamedTuple):
    """What the module gave back: one of both."""

    answer: dict | None
    error: dict | None

    def passed(self) -> dict:
        """The answer; there must be one."""
        assert self.error is None, self.error
        return self.answer

    def failed(self) -> dict:
        """The error; there must be one, and no defect of ours."""
        assert self.error is not None, self.answer
        assert "defect" not in self.error["fix"], self.error
        return self.error


def plan_of(variables: dict):
    """The plan of role variables, which must not have an error."""
    made = planner.make(
        {name: value for name, value in variables.items() if name.startswith("om_sso_") and value is not None}
    )
    assert not made.errors, made.errors
    return made


def document(variables: dict, verb: str = "apply") -> dict:
    """What the controller would send."""
    if verb == "recover":
        return _packed(
            planner.of_target({name: value for name, value in variables.items() if name in planner.TARGET_VARIABLES}),
            verb,
        )
    return _packed(plan_of(variables), verb)


def _packed(plan, verb: str) -> dict:
    assert not plan.errors, plan.errors
    rendered = render.render(host_request.templates_of(plan.settings), host_request.context_of(plan), TEMPLATES)
    return host_request.document(plan, verb, rendered)


def run(content: dict, check: bool = False, prepare: Callable[[], None] | None = None) -> Outcome:
    """Carry *content* out in a child of this process.

    ``prepare`` is called there first and may put traps into the code.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(content, check, prepare, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        text = stream.read()
    os.waitpid(child, 0)
    assert text, "the process ended without an answer"
    answer = json.loads(text)
    assert isinstance(answer, list), answer
    return Outcome(*answer)


def _in_child(content, check, prepare, writing) -> None:
    """Never returns."""
    try:
        if prepare is not None:
            prepare()
        answer = json.dumps(on_host.run(json.loads(json.dumps(content)), check))
    except BaseException:  # whatever it is, the test must see it, and this process must not go on as pytest
        answer = json.dumps(traceback.format_exc())
    try:
        os.write(writing, b"")
        with os.fdopen(writing, "wb") as stream:
            stream.write(answer.encode())
    finally:
        os._exit(0)


def verified(variables: dict, name: str = "om-1") -> str:
    """What ``verify`` prints."""
    return "\n".join(verify.verified(name, plan_of(variables), run(document(variables, "verify")).passed()))


class Host:
    """One configured host; ``variables`` are its operator's."""

    def __init__(self, install, operator):
        self.install = install
        self.variables = {**operator, **install.variables}

    def apply(self, check: bool = False, **changes) -> Outcome:
        """Bring the plan into effect, with some variables changed."""
        return run(document({**self.variables, **changes}), check)

    def verify(self, **changes) -> dict:
        """What differs."""
        return run(document({**self.variables, **changes}, "verify")).passed()

    def table(self, **changes) -> str:
        """The same as it is printed."""
        return verified({**self.variables, **changes})

    def recover(self, check: bool = False, **changes) -> Outcome:
        """Restore the last verified configuration."""
        return run(document({**self.variables, "om_sso_recover_to": "last_good", **changes}, "recover"), check)

    def restart(self) -> None:
        """What an operator does by hand."""
        self.install.stop()
        self.install.start()
