# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token in a file that somebody else reads: one line of an environment file, or the whole file."""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import env_file
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files

#: What a token is made of; it needs no quotes in any kind of environment file.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+$")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*$")
CREATED = 0o600


def with_token(text, variable, token):
    """The file's new text; ``None`` means no file yet; without ``variable`` the file is the token.

    Every other line stays as it is, to its line end. Readers take the last line of a variable, so that one is set.
    """
    if not variable:
        return token + "\n"
    lines = (text or "").splitlines(True)
    found = [line for line in env_file.INDENTED.assignments(text) if line.name == variable]
    if not found:
        end = "\n" if lines and not lines[-1].endswith("\n") else ""
        return "".join(lines) + f"{end}{variable}={token}\n"
    before, number = found[-1].before, found[-1].number - 1
    ending = lines[number][len(lines[number].rstrip("\r\n")) :]
    lines[number] = f"{before}{variable}={token}{ending}"
    return "".join(lines)


def deliver(path, variable, token, really=True):
    """Whether the file changes, or would. Without a token it is one that the real run makes, and does."""
    if variable and not _NAME.match(variable):
        raise HostError(f"{variable} is not a valid variable name.", "variable", "Use letters, digits and underscores.")
    if not token:
        if really:
            raise HostError("There is no token to hand over.", "token", "Take it from openmetadata.sso.bot_token.")
        return True
    if not _TOKEN.match(token):
        raise HostError("The value of token is not a valid token.", "token")
    if os.path.isdir(path):
        raise HostError(f"{path} is a folder.", "path", "Name the file in it.")
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise HostError(f"The folder of {path} does not exist.", "path", "Make it first, or correct the path.")
    text = files.read(path)
    wanted = with_token(text, variable, token)
    if text == wanted:
        return False
    if really:
        files.write(path, wanted, CREATED if text is None else files.mode_of(path))
    return True
