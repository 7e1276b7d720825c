# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other end of what the controller sends."""

import base64
import json


def unpack(text):
    """The object in a payload: Base64 of JSON, as ``plugin_utils/_plan/host_request.py`` packs it."""
    return json.loads(base64.b64decode(text.encode("ascii")).decode("utf-8"))


def received(module):
    """What its action sent to a module; one that was called without its action fails and says so."""
    if not module.params["payload"]:
        module.fail_json(msg="This module is called by its action plugin; run it as a task.")
    return unpack(module.params["payload"])
