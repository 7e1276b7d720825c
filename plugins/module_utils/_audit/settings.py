# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a setting is in effect, and which file and line, or which layer, says so.

A setting: {"value", "where", "layer"}; ``layer`` is ``file``, ``rows``, ``served``, or ``unknown`` with the reason in
``where``.
"""

import re

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import (
    dotted_path,
    openmetadata_yaml,
    substitution,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift

#: What ``config/auth`` shows as it is in effect; its other fields are defaults of a model (facts: ConfigResource).
SERVED = ("provider", "clientType", "enableSelfSignup", "authority", "callbackUrl", "clientId")
#: At every start users are made of what the file says, in every release (facts: UserUtil).
FILE_DECIDES = "authorizerConfiguration.adminPrincipals"
ITEM = re.compile(r"^\s*-\s+(.*)")


def from_files(fields, place):
    """{path: setting} as openmetadata.yaml and the environment say; ``place`` is ``None`` when no file can be seen."""
    if place is None:
        return {field["path"]: unknown("the files of the server were not seen") for field in fields}
    path, text = place.configuration()
    entries = _entries(text or "")
    environment = place.environment()
    if environment is None:
        return {
            field["path"]: unknown(place.reason or "the environment of the server was not seen") for field in fields
        }
    found = {}
    for field in fields:
        raw, line = entries.get(field["path"], (None, None))
        if raw is None and text is not None and field["name"] != "LOG_LEVEL":
            raw, line = "", None
        found[field["path"]] = _resolved(
            field, raw, (path if line is None else f"{path}:{line}") + place.inside, environment, place
        )
    return found


def _entries(text):
    """{path: (text, line)} with a list of lines as one text."""
    found = {path: (value, number) for path, value, number in openmetadata_yaml.entries(text)}
    lines = text.splitlines()
    for path, (value, number) in found.items():
        items = []
        while not value and number + len(items) < len(lines) and ITEM.match(lines[number + len(items)]):
            items.append(ITEM.match(lines[number + len(items)]).group(1).rstrip())
        if items:
            found[path] = ("[" + ", ".join(items) + "]", number)
    return found


def _resolved(field, raw, where, environment, place):
    """The value behind a line of the file, as Dropwizard substitutes it; without a file by the variable alone."""
    if raw is None:
        raw, where = (
            substitution.reference(field["name"], field["default"]),
            "the default of {}".format(field["name"]),
        )
    used = []
    try:
        text = substitution.substitute(raw, environment, used)
    except substitution.NotReplaced as error:
        return unknown(error.message.rstrip("."))
    return {"value": parsed(text), "where": place.origin(used[0]) if used else where, "layer": "file"}


def parsed(text):
    """A scalar or a list in brackets; other YAML stays text."""
    text = text.strip()
    if not text.startswith(("'", '"')):
        text = text.split(" #")[0].strip()
    if text.startswith("[") and text.endswith("]"):
        return [parsed(item) for item in text[1:-1].split(",") if item.strip()]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return {"true": True, "false": False, "null": None, "~": None, "": None}.get(text.lower(), text)


def with_rows(found, rows, reason):
    """From 1.10 on the stored rows win over the files; unread ones leave their fields unknown."""
    result = dict(found)
    for path in found if rows is not None or reason is not None else ():
        if path.startswith(drift.SECTIONS) and path != FILE_DECIDES:
            row = {"value": dotted_path.read(rows, path), "where": "the stored rows", "layer": "rows"}
            result[path] = row if rows is not None else unknown(reason)
    return result


def with_served(found, served, url):
    """What the server itself serves is what is in effect."""
    result = dict(found)
    for name in SERVED:
        path = drift.AUTHENTICATION + name
        if path in found and name in (served or {}):
            result[path] = {"value": served[name], "where": url + "/api/v1/system/config/auth", "layer": "served"}
    return result


def shown(found, fields):
    """Without the value of a secret, for what leaves the host."""
    secret = {field["path"] for field in fields if field["secret"]}
    return {path: dict(setting, value=None) if path in secret else setting for path, setting in found.items()}


def unknown(reason):
    """A setting that nobody saw."""
    return {"value": None, "where": reason, "layer": "unknown"}
