# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a Docker Compose project.

Those that Compose finds, those that the running server was started with, and what they name.
"""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import compose_files
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_containers import (
    CONFIG_FILES,
    ENVIRONMENT_FILES,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_files import ENV_FILE
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.source import Source
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files

#: Where the image keeps the server's configuration, from the folder that it works in.
CONFIGURATION = "conf/openmetadata.yaml"
#: A Compose file in a text; what holds a variable is left out.
FILE_NAME = re.compile(r"(?:^|[\s\[,:\"'])([^\s\[\]{},:\"'$]+\.ya?ml)\b", re.MULTILINE)
#: No project is made of so many files.
MOST = 40
ENTRY = re.compile(r"^(\s*)env_file\s*:\s*(.*)")
ITEM = re.compile(r"^(\s*)-\s*(.*)")
#: An entry with keys: below each other, or in braces.
KEY = re.compile(r"\s*(path|required|format)\s*:\s*(.*)")
BRACES = re.compile(r"\{([^{}]*)\}")


def sources(deployment, env_files):
    """Every file that affects the configuration, as ``Source``.

    ``env_files`` are those that the operator passes to Compose by name.
    """
    folder = deployment.folder
    labels = deployment.labels()
    layout = deployment.layout
    first = {os.path.join(folder, name): () for name in [layout.override] + _listed(labels.get(CONFIG_FILES))}
    first = {**{os.path.join(folder, name): layout.named_by for name in layout.bases}, **first}
    composed = _with_named(first)
    named = _listed(labels.get(ENVIRONMENT_FILES)) + list(env_files)
    found = [Source(path, "compose_file", named_by=named_by) for path, named_by in composed.items()] + [
        Source(os.path.join(folder, ".env"), "env_file", "compose"),
        Source(os.path.join(folder, ENV_FILE), "env_file", "compose"),
    ]
    found += [Source(os.path.join(folder, name), "env_file", "compose", needed=name in env_files) for name in named]
    directory = compose_files.directory(folder, layout.bases)
    if directory != folder.rstrip("/"):
        found.append(Source(os.path.join(directory, ".env"), "env_file", "compose", named_by=layout.named_by))
    for path, named_by in composed.items():
        entries, own = env_file_entries(_text(path, named_by)), os.path.dirname(path)
        for place in dict.fromkeys([directory] if path in first else [directory, own]):
            for name in entries:
                found.append(Source(os.path.join(place, name), "env_file", "compose", named_by=(*named_by, path)))
        if path not in first:
            found.append(Source(os.path.join(own, ".env"), "env_file", "compose", named_by=(*named_by, path)))
    return found


def project_files(deployment):
    """The Compose files that the server's container was made of, else those that a plain call reads, in their order."""
    folder = deployment.folder
    names = _listed(deployment.labels().get(CONFIG_FILES)) if deployment.running() else []
    return [os.path.join(folder, name) for name in names or deployment.layout.bases + [deployment.layout.override]]


def _with_named(first):
    """{path: the files that name it}: the first ones, and those that they include or extend, as far as they exist."""
    found, left = dict(first), list(first)
    for path in left:  # which grows meanwhile
        if len(found) > MOST:
            break
        for name in FILE_NAME.findall(_named_part(_text(path, found[path]))):
            other = os.path.join(os.path.dirname(path), name)
            if other not in found and os.path.lexists(other):
                found[other] = (*found[path], path)
                left.append(other)
    return found


def _named_part(text):
    """The lines below ``include``, and those with the ``file`` of ``extends``; this host has no YAML library."""
    kept, inside = [], False
    for line in text.splitlines():
        if re.match(r"include\s*:", line):
            inside = True
        elif inside and line.strip() and not re.match(r"[\s#-]", line):
            inside = False
        if inside or re.search(r"\bfile\s*:", line):
            kept.append(re.split(r"(?:^|\s)#", line)[0])
    return "\n".join(kept)


def _text(path, named_by):
    try:
        return files.read(path, named_by=named_by) or ""
    except HostError:  # said where the file itself is read
        return ""


def _listed(label):
    return [name for name in (label or "").split(",") if name]


def env_file_entries(text):
    """The paths below ``env_file``, which this host has no YAML library for; what holds a variable is left out."""
    found, lines = [], text.splitlines()
    for number, line in enumerate(lines):
        match = ENTRY.match(line)
        value = match.group(2).rstrip() if match else ""
        if value and not value.startswith("#"):
            found += _items(value)
        elif match:
            for below in map(lines.__getitem__, range(number + 1, len(lines))):
                item, key = ITEM.match(below), KEY.match(below)
                if item and len(item.group(1)) >= len(match.group(1)):
                    found += _items(item.group(2))
                elif key:
                    found += _items(below.strip())
                elif below.strip() and not below.strip().startswith("#"):
                    break
    plain = [re.split(r"\s#", item)[0].strip().strip("\"'") for item in found]
    return [item for item in plain if item and "$" not in item and "{" not in item]


def _items(text):
    """The paths of an entry, or of a list in brackets."""
    key = KEY.match(text)
    if key:
        return [key.group(2)] if key.group(1) == "path" else []
    within = [part for braces in BRACES.findall(text) for part in braces.split(",")]
    named = [key.group(2) for key in map(KEY.match, within) if key and key.group(1) == "path"]
    return named + [item.strip() for item in BRACES.sub("", text).strip().strip("[]").split(",")]


def container_files(deployment):
    """openmetadata.yaml as the running server has it, from the image or mounted; nothing when it does not run."""
    if not deployment.running():
        return []
    result = deployment.ops(["cat", CONFIGURATION], "")
    if result.status != 0:
        return []
    path = f"{deployment.services[0]}:{CONFIGURATION}"
    return [{"path": path, "kind": "openmetadata_yaml", "dialect": None, "text": result.out}]
