# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""conf/openmetadata.yaml, read line by line to verify that it takes the variables that we set.

Only block style is understood, as OpenMetadata ships it; the target has no YAML library.
"""

import re

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import substitution

KEY = re.compile(r"^(\s*)(?:-\s+)?([A-Za-z][\w.-]*)\s*:(?:\s+(.*)|\s*$)")


def entries(text):
    """Yield (path such as ``authenticationConfiguration.oidcConfiguration.id``, value text, line number)."""
    stack = []
    for number, line in enumerate(text.splitlines(), 1):
        match = KEY.match(line)
        if not match or line.lstrip().startswith("#"):
            continue
        indent, key, value = len(match.group(1)), match.group(2), (match.group(3) or "").rstrip()
        while stack and stack[-1][0] >= indent:
            stack.pop()
        stack.append((indent, key))
        yield ".".join(name for _indent, name in stack), value, number


def literals(text, variables):
    """Where the file holds a hand-written value although a variable of ours should decide.

    ``variables`` are dictionaries with ``name``, ``paths``, ``text`` (what we set). Yields (name, line number, path).
    A literal equal to what we set is harmless.
    """
    found = {path: (value, number) for path, value, number in entries(text)}
    for variable in variables:
        for path in variable["paths"]:
            value, number = found.get(path, (None, None))
            if value is None or variable["name"] in substitution.names(value):
                continue
            if value.split(" #")[0].strip().strip("\"'") != variable["text"].strip("\"'"):
                yield variable["name"], number, path


def unread(text, variables):
    """Names of variables that the file refers to nowhere."""
    known = set(substitution.names(text))
    return [variable["name"] for variable in variables if variable["name"] not in known]
