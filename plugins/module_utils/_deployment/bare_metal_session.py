# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server has from the shell that started it, and would lose with a restart by somebody else."""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import bare_metal_sources
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block, substitution
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files

#: What a start reads, each of which an operator may have changed.
SCRIPTS = (
    bare_metal_sources.HOOK,
    bare_metal_sources.OWN_SCRIPT,
    "bin/openmetadata.sh",
    "bin/openmetadata-server-start.sh",
)
COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
#: A line that sources another file, or evaluates what is not in the file; what it sets is not known.
ANOTHER = re.compile(r"^.*?(?:^|[\s;&|(])(?:\.|source|eval)[ \t].*$", re.MULTILINE)
WORD = re.compile(r"\w+", re.ASCII)


def lost(home, environment, ours, drop):
    """Names of variables of openmetadata.yaml that a server would lose or have with another value, none where unknown.

    ``environment`` is that of its process and ``ours`` that of the next start, both as {name: value}. The collection
    sets those of ``drop``.
    """
    named = set(substitution.names(files.read(os.path.join(home, "conf", "openmetadata.yaml")) or "")) - set(drop)
    found = {name for name in named & set(environment) if environment[name] != ours.get(name)}
    if not found:
        return []
    try:
        texts = [managed_block.without(files.read(os.path.join(home, name)) or "") for name in SCRIPTS]
    except HostError:  # what is not readable is said where it counts
        return []
    text = COMMENT.sub("", "\n".join(texts))
    if any(bare_metal_sources.HOOK not in line for line in ANOTHER.findall(text)):
        return []
    return sorted(found - set(WORD.findall(text)))


def refuse_lost(home, environment, ours, drop):
    """``HostError`` where there are such variables."""
    names = lost(home, environment, ours, drop)
    if names:
        hook = os.path.join(home, bare_metal_sources.HOOK)
        raise HostError(
            f"The server has {some(names)} from the shell that started it; no file sets that, and a restart loses it.",
            hook,
            f"Write what is to stay into {hook} (export NAME='value'), which every start reads.",
        )
