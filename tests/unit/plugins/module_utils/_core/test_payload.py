# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module receives and answers: a connection prints all of its output at -vvv."""

import ast
import base64
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption, payload

MODULES = Path(__file__).resolve().parents[5] / "plugins" / "modules"
KEY = encryption.new_key()


def module(content):
    """A module that was called with ``content``; what it exits with is kept."""
    packed = base64.b64encode(json.dumps(content).encode()).decode() if content else None
    made = SimpleNamespace(params={"payload": packed}, left=[])
    made.exit_json = lambda **answer: made.left.append(answer)

    def fail_json(msg):
        raise SystemExit(msg)

    made.fail_json = fail_json
    return made


def test_a_reply_is_read_with_the_key_of_the_request_alone():
    called = module({"verb": "apply", "key": KEY})
    content, reply = payload.received(called)
    assert content == {"verb": "apply"}
    reply(True, answer={"private": "a-private-key"}, error=None)
    (left,) = called.left
    assert left["changed"] is True and "private" not in json.dumps(left)
    assert encryption.unseal(KEY, left["sealed"]) == {"answer": {"private": "a-private-key"}, "error": None}


def test_a_module_without_its_action_says_so():
    with pytest.raises(SystemExit, match="called by its action plugin"):
        payload.received(module(None))


def test_no_module_with_a_payload_exits_beside_its_reply():
    """A new module that answers in the clear would be printed at -vvv over SSH."""
    found = {}
    for path in MODULES.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        names = {node.attr for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Attribute)}
        if "exit_json" in names:
            found[path.name] = '"payload"' in text
    assert found == {"token_file.py": False, **dict.fromkeys(found, False)}
