# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for ssh, scp and sftp: it writes each call down and does on this machine what the remote one would do.

Of the options only those are understood that Ansible gives. A call without a command only asks what ssh can do.
OM_TEST_DROPPED is the number of the call that finds its connection dropped.
"""

import os
import sys

WITH_VALUE = "BbcDEeFIiJLlmOopQRSWw"


def words(arguments):
    """Host and command of a call."""
    rest = []
    arguments = iter(arguments)
    for word in arguments:
        if rest or not word.startswith("-"):
            rest.append(word)
        elif word[1] in WITH_VALUE and len(word) == 2:
            next(arguments, None)
    return rest[0] if rest else "", " ".join(rest[1:])


def main():
    name = sys.argv[1]
    host, command = words(sys.argv[2:])
    if name == "ssh" and not command:
        return 255
    with open(os.environ["OM_TEST_CALLS"], "a+", encoding="utf-8") as stream:
        stream.write(f"{name} {host}\n")
        stream.seek(0)
        number = len(stream.readlines())
    if str(number) == os.environ.get("OM_TEST_DROPPED"):
        print("client_loop: send disconnect: Broken pipe", file=sys.stderr)
        return 255
    if name == "ssh":
        os.execl("/bin/sh", "sh", "-c", command)
    sys.exit("no file is to be copied")


if __name__ == "__main__":
    sys.exit(main())
