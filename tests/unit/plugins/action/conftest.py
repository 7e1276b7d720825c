# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions without a host: what the module would return is given, and what it was sent is kept."""

import importlib
import json
import types
from typing import NamedTuple
from unittest import mock

import pytest
from ansible import constants
from ansible.errors import AnsibleAction
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible.utils.display import Display
from ansible_collections.openmetadata.sso.plugins.module_utils._core.payload import unpack
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import action_base
from examples import BARE_METAL, example

VARIABLES = example("auth0", **{name.removeprefix("om_sso_"): value for name, value in BARE_METAL.items()})


class Done(NamedTuple):
    """What a task returned, what the module was sent, and the one sentence of a failure."""

    result: dict
    sent: list[dict]
    failure: str

    @property
    def said(self) -> str:
        """The lines of the result."""
        assert isinstance(self.result["msg"], list), self.result["msg"]
        return "\n".join(self.result["msg"])


class Acts:
    """`acts("plan", ...)` runs one task on om-1."""

    def __init__(self, folder, monkeypatch):
        self.report = folder / "report.json"
        self.patch = monkeypatch

    def __call__(self, name, answer=None, check_mode=False, diff=False, arguments=None, host="om-1", **changes) -> Done:
        """Run the action; ``answer`` is what the module returns for its request, ``changes`` are role variables."""
        module = importlib.import_module(f"ansible_collections.openmetadata.sso.plugins.action.{name}")
        variables = {**VARIABLES, "om_sso_report_path": str(self.report), **changes}
        variables = {name: value for name, value in variables.items() if value is not None}
        task = types.SimpleNamespace(
            no_log=False,
            args=arguments or {},
            async_val=0,
            check_mode=check_mode,
            diff=diff,
            delegate_to=None,
            action=name,
            _role=None,
        )
        loader = DataLoader()
        action = module.ActionModule(
            task, mock.MagicMock(), mock.MagicMock(), loader, Templar(loader, variables), mock.MagicMock()
        )
        action._load_name = f"openmetadata.sso.{name}"
        sent = []

        def execute(module_name, module_args, task_vars):
            assert module_name == action.MODULE
            sent.append(unpack(module_args["payload"]))
            assert answer is not None, "the host is not asked"
            return answer(sent[-1]) if callable(answer) else answer

        self.patch.setattr(action, "_execute_module", execute)
        task_vars = {**variables, "inventory_hostname": host, "ansible_play_hosts_all": [host], "hostvars": {}}
        sentences = self._sentences()
        try:
            result, failure = action.run(task_vars=task_vars), ""
        except AnsibleAction as error:
            result, failure = error.result, str(error)
        return Done(result, sent, failure or "".join(sentences))

    def _sentences(self):
        """The sentence of a failure, which the result does not have: up to ansible-core 2.18 it is not raised."""
        sentences, made = [], action_base._failure

        def failed(result, outcome):
            sentences.append(outcome.failure)
            return made(result, outcome)

        self.patch.setattr(action_base, "_failure", failed)
        return sentences

    def reported(self) -> dict:
        """The host's part of the report."""
        return json.loads(self.report.read_text(encoding="utf-8"))["hosts"]["om-1"]


@pytest.fixture
def acts(tmp_path, monkeypatch):
    """Actions in a run of their own, which print nothing."""
    run = tmp_path / "run"
    run.mkdir()
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(run))
    printed = []
    monkeypatch.setattr(Display, "display", lambda _self, text, *_args, **_more: printed.append(text))
    yield Acts(tmp_path, monkeypatch)
    assert printed == [], "an action prints nothing"
