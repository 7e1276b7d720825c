# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user of a server in a container by number: names of the image are not those of the host."""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError

#: Of a user or group.
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def owner(container, planned, ops, folder):
    """(uid, gid) to which the files of the server must belong; ``HostError`` where only root could give them away.

    A user that the files name by number, ``planned``, counts before that of the container, which may be from before
    they did. ``ops`` runs a program in the container; ``folder`` is named where that does not tell the user.
    """
    words = (container["Config"].get("User") or "0:0").split(":") if container else ["?"]
    if planned and _are_numbers(planned.split(":")):
        words = planned.split(":")
    if not _are_numbers(words):
        words = [_said(["id", "-u"], ops, folder), _said(["id", "-g"], ops, folder)]
    found = (int(words[0]), int(words[-1] if len(words) > 1 else _said(["id", "-g"], ops, folder)))
    if os.geteuid() not in (0, found[0]):
        message = f"The key pair must belong to the user {found[0]} of the container, and only root can give it away."
        raise HostError(message, "ansible_become", "Set become: true.")
    return found


def _are_numbers(words):
    return all(map(NUMBER.fullmatch, words))


def _said(arguments, ops, folder):
    result = ops(arguments, None)
    if result.status != 0 or not NUMBER.fullmatch(result.out.strip()):
        raise HostError(
            "The user of the container is not to be found out: {}.".format(result.last_line.rstrip(".")), folder
        )
    return result.out.strip()
