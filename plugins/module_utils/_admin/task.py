# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task that is an administrator's.

Where the server is, with which token, and an answer that nobody reads on its way.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_plan import HostPlan
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import admin_token
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host import Host, deployment_of


class Case:
    """What a task works with.

    ``admin`` calls the server, ``arguments`` are the task's, ``host`` is ``None`` where only HTTP is known.
    """

    def __init__(self, content, check_mode):
        target = HostPlan(**content["target"]) if content["target"] else None
        self.arguments = content["arguments"]
        self.check_mode = check_mode
        self.host = Host(target, deployment_of(target), None) if target else None
        self.url = (content["url"] or self.host.server().url).rstrip("/")
        self.admin = admin_token.administrator(self.host, self.url, content)


def run(content, check_mode, work):
    """(changed, {"answer": what ``work(case)`` returned, "error": ``None``}); an error travels the same way.

    What ``work`` returns is a dictionary that has ``changed``.
    """
    changed = False
    try:
        outcome = {"answer": work(Case(content, check_mode)), "error": None}
        changed = outcome["answer"]["changed"]
    except HostError as error:
        outcome = {"answer": None, "error": error.to_dict()}
    except Exception as error:  # the operator gets one line, whatever went wrong
        outcome = {"answer": None, "error": defect(error).to_dict()}
    return changed, outcome
