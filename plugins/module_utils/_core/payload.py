# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other end of what the controller sends, and the answer, which nobody reads on its way.

``plugin_utils/_runtime/action_base.py`` packs a request and opens its answer.
"""

import base64
import json

from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption, signals


def unpack(text):
    """The object in a payload: Base64 of JSON, as ``plugin_utils/_plan/host_request.py`` packs it."""
    return json.loads(base64.b64decode(text.encode("ascii")).decode("utf-8"))


def received(module):
    """(what its action sent to a module, ``reply``); a module that was called without its action fails and says so.

    ``reply(changed, **answer)`` ends the module with an answer that only the action can read: a connection prints what
    a module writes at -vvv, and an answer may hold a key, an environment or a file.
    """
    if not module.params["payload"]:
        module.fail_json(msg="This module is called by its action plugin; run it as a task.")
    signals.reset()
    content = unpack(module.params["payload"])
    key = content.pop("key")

    def reply(changed, **answer):
        module.exit_json(changed=changed, sealed=encryption.seal(key, answer))

    return content, reply
