# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The export of the stored rows as the ops command writes it."""

import json


def read(text):
    return json.loads(text)


def write(data):
    return json.dumps(data)
