# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other end of what the controller sends."""

import base64
import json


def unpack(text):
    return json.loads(base64.b64decode(text.encode("ascii")).decode("utf-8"))
