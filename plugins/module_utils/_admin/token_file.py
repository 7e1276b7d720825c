# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A token in a file that somebody else reads: one line of an environment file, or the whole file."""

import grp
import os
import pwd
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


class Rights:
    """Whose the file is and what its mode is: ``owner`` and ``group`` are names or numbers, ``None`` keeps them.

    ``mode`` is a function from the mode of the file that is there, or of a new one, to the one that it gets.
    """

    def __init__(self, owner=None, group=None, mode=lambda present: present):
        self._owner = owner
        self._group = group
        self._mode = mode

    def of(self, present):
        """(mode, user id, group id) for a file whose ``os.stat_result`` this is, ``None`` for a new one."""
        mode, uid, gid = _rights(present) or (CREATED, os.geteuid(), os.getegid())
        uid = _id("owner", "user", self._owner, lambda name: pwd.getpwnam(name).pw_uid, uid)
        gid = _id("group", "group", self._group, lambda name: grp.getgrnam(name).gr_gid, gid)
        return self._mode(mode), uid, gid

    def refuse(self, wanted):
        """``HostError`` for what this user cannot do; a file of somebody else's becomes ours, as it is replaced."""
        if os.geteuid() == 0:
            return
        if self._owner is not None and wanted[1] != os.geteuid():
            raise HostError("Only root can give a file to another user.", "owner", "Set become: true.")
        if self._group is not None and wanted[2] not in {os.getegid(), *os.getgroups()}:
            raise HostError("This user is not a member of that group.", "group", "Set become: true.")


def _rights(status):
    return None if status is None else (status.st_mode & 0o7777, status.st_uid, status.st_gid)


def _id(option, kind, name, find, otherwise):
    if name is None:
        return otherwise
    try:
        return find(str(name))
    except KeyError:
        if str(name).isdigit():
            return int(name)
        raise HostError(f"The host has no {kind} {name}.", option) from None


def deliver(path, variable, token, really=True, rights=None):
    """Whether the file changes, or would. Without a token it is one that the real run makes, and does.

    Content, owner and mode come in one step with a new file: to set them by path afterwards would follow what a user
    who can write to the folder puts there meanwhile.
    """
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
    text, present = files.read(path), files.status(path)
    rights = rights or Rights()
    wanted, wanted_rights = with_token(text, variable, token), rights.of(present)
    if text == wanted and wanted_rights == _rights(present):
        return False
    rights.refuse(wanted_rights)
    if really:
        mode, *owner = wanted_rights
        files.write(path, wanted, mode, owner)
    return True
