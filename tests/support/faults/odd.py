# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be in the place of a file on a host, and what the user of the server may do to files of a run as root.

docs/contribute/faults.md is written from this.
"""

OWN, HOOK, YAML = "conf/openmetadata-sso.sh", "conf/openmetadata-env.sh", "conf/openmetadata.yaml"
LOG, ERRORS, PID = "logs/openmetadata.log", "logs/catalog.err", "logs/catalog.pid"
STATE = ("journal.json", "last_good.json", "lock", "key")

#: Files of a Compose project.
COMPOSE_OURS = ("openmetadata-sso.env", "docker-compose.override.yml")
COMPOSE = (*COMPOSE_OURS, "docker-compose.yml", ".env")

#: Not a file at all: by its name in ``lab.odd_files``.
NOT_FILES = ("directory", "fifo", "socket", "loop", "device")
#: A file that cannot be replaced.
FIXED = ("immutable", "bind mount")
#: A record that another hand wrote.
GARBAGE = ("empty", "not JSON", "another form", "another file", "changed")

REFUSED = "a clear error, and nothing is changed"
NOT_BEFORE = "the same, and `verify` does not need it"
DONE = "the change is made"
ASIDE = "it is set aside and said, and the change is made"

LINKS = {
    OWN: "a file of root's",
    HOOK: "a file of root's",
    YAML: "a file of root's",
    "conf": "a folder of root's",
}

#: What the service user can do to the state of an earlier release, which was beside the server.
FORGED = (
    "a folder of theirs with a journal",
    "a folder of theirs with a last good configuration",
    "a link to a folder of root's",
    "a file",
)
#: What is not ours, though its name begins so.
NEIGHBOURS = (
    "conf/.openmetadata-sso-notes.txt",
    "conf/.openmetadata-sso-backup/",
    "conf/openmetadata-sso.sh.orig",
    "conf/openmetadata-sso-notes.env",
)
#: What somebody changed between a killed run and the next one.
CHANGED = (
    "a line of openmetadata-env.sh",
    "openmetadata-sso.sh",
    "a field of the rows that the plan does not have",
    "a field of the rows that the plan has",
)


def cases():
    """(kind, where, what must come of it) of every case."""
    for kind in NOT_FILES:
        yield from ((kind, place, REFUSED) for place in (OWN, HOOK, YAML))
        yield from ((kind, place, DONE if kind == "device" else NOT_BEFORE) for place in (LOG, ERRORS))
        yield from ((kind, place, ASIDE) for place in (PID, *STATE))
    for kind in FIXED:
        yield (kind, OWN, NOT_BEFORE)
    for kind in GARBAGE:
        yield from ((kind, place, ASIDE) for place in ("journal.json", "last_good.json"))
    yield ("garbage", "lock", DONE)
    yield ("garbage", PID, DONE)
    yield from (("link", place, f"it leads to {target}: {REFUSED}") for place, target in LINKS.items())
    yield from (("forged state", what, "it is left there and does not count") for what in FORGED)
    yield from (("neighbour", name, "it stays as it is") for name in NEIGHBOURS)
    yield from (("changed since", what, "it is kept, and said") for what in CHANGED)


def compose_cases():
    """The same of a Compose project, where each is a clear error, and nothing is changed."""
    yield from ((kind, place) for place in COMPOSE for kind in NOT_FILES)
    yield from (("bind mount", place) for place in COMPOSE_OURS)


KINDS = {
    **{kind: f"a {kind} in place of a file" for kind in NOT_FILES},
    "loop": "a link that leads to itself in place of a file",
    "device": "a link to a device in place of a file",
    "immutable": "a file that has the attribute immutable",
    "bind mount": "a file on which another one is mounted",
    **{kind: f"a record of the state folder: {kind}" for kind in GARBAGE},
    "empty": "a record of the state folder that is empty",
    "another file": "a record of the state folder that names a file which is not one of the deployment",
    "changed": "a record of the state folder that another hand changed",
    "garbage": "a file with any text",
    "link": "a link that the user of the server put in place of a file or folder, in a run as root",
    "forged state": "what that user put where an earlier release kept the state",
    "neighbour": "a file of somebody else whose name begins like one of the collection",
    "changed since": "what somebody changed between a killed run and the next one",
}
