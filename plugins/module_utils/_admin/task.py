# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that is an administrator's: where the server is, with which token, and an answer that nobody reads on its way."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import admin_token
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host import DEPLOYMENTS, Host


class Case:
    """What a task works with: ``admin`` calls the server, ``arguments`` are the task's, ``host`` is ``None`` where only HTTP is known."""

    def __init__(self, content, check_mode):
        target = content["target"]
        self.arguments = content["arguments"]
        self.check_mode = check_mode
        self.host = Host(target, _deployment(target), None) if target else None
        self.url = (content["url"] or self.host.server().url).rstrip("/")
        self.admin = admin_token.administrator(self.host, self.url, content)


def _deployment(target):
    return DEPLOYMENTS[target["deployment"]](
        target["options"], target["templates"], target["environment"], target["catalogue"]
    )


def run(content, check_mode, work):
    """(changed, sealed text) of ``work(case)``, whose dictionary has ``changed``; errors travel the same way."""
    changed = False
    try:
        outcome = {"answer": work(Case(content, check_mode)), "error": None}
        changed = outcome["answer"]["changed"]
    except HostError as error:
        outcome = {"answer": None, "error": error.to_dict()}
    except Exception as error:  # the operator gets one line, whatever went wrong
        outcome = {"answer": None, "error": defect(error).to_dict()}
    return changed, encryption.seal(content["key"], outcome)
