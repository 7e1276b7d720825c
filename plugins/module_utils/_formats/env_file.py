# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading back the environment files that this collection wrote."""

import json
import re
import shlex

LINE = re.compile(r"^(?:export )?([A-Z][A-Z0-9_]*)=(.*)$")


def texts(content):
    """{variable: text for the process environment} of a file of ours; its quoting is the same for shell words."""
    found = {}
    for line in (content or "").splitlines():
        match = LINE.match(line)
        if match:
            try:
                words = shlex.split(match.group(2), posix=True)
            except ValueError:  # edited by hand: shown as it stands
                words = [match.group(2)]
            found[match.group(1)] = words[0] if len(words) == 1 else match.group(2)
    return found


def value(text):
    """The value behind a text, for a report: JSON where it is JSON, else as it stands."""
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
