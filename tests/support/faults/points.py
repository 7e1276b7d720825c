# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where faults strike.

Every step of a change by deployment and release, in its order. docs/contribute/faults.md is written from this.

A test records the steps of a run and compares, so that a new step cannot be forgotten here.
"""

#: A file is first complete beside its place, then in its place.
HALVES = ("complete beside its place", "in place")


def _written(name, number=""):
    return [f"{name} {half}{number}" for half in HALVES]


def _journal(number=""):
    return _written("journal.json", number)


#: Ends of a change are the same everywhere.
_END = ["result verified", *_written("last_good.json"), "journal.json removed", "originals removed (3)"]
_BEGIN = ["lock taken", "originals removed", "current state read", "originals removed (2)"]
_ROWS = [*_written("kept rows"), *_journal(" (2)"), "the ops command that writes rows done"]

STEPS = {
    ("bare metal", "1.9.7"): [
        *_BEGIN,
        "original of openmetadata-sso.sh kept",
        *_written("kept environment"),
        *_journal(),
        *_written("openmetadata-sso.sh"),
        *_journal(" (2)"),
        "openmetadata.sh stop done",
        "openmetadata.sh start done",
        "server healthy",
        *_END,
    ],
    ("bare metal", "1.12.14"): [
        *_BEGIN,
        "original of openmetadata-sso.sh kept",
        *_written("kept environment"),
        *_journal(),
        *_written("openmetadata-sso.sh"),
        *_ROWS,
        *_journal(" (3)"),
        "openmetadata.sh stop done",
        "openmetadata.sh start done",
        "server healthy",
        *_END,
    ],
    ("Docker Compose", "1.12.14"): [
        *_BEGIN,
        "original of docker-compose.override.yml kept",
        "original of openmetadata-sso.env kept",
        *_written("kept environment"),
        *_journal(),
        *_written("openmetadata-sso.env"),
        *_written("docker-compose.override.yml"),
        *_ROWS,
        *_journal(" (3)"),
        "docker compose up done",
        "server healthy",
        *_END,
    ],
}
"""Steps after each of which the process on the host is killed (SIGKILL)."""

_SCRIPT = ["openmetadata.sh stop", "openmetadata.sh start"]
_OPS = "the ops command that writes rows"
_DISK = {
    "bare metal": [
        "copy of openmetadata-sso.sh",
        "kept environment",
        "journal.json",
        "openmetadata-sso.sh",
        "journal.json (2)",
    ],
    "Docker Compose": [
        "copy of openmetadata-sso.env",
        "journal.json",
        "openmetadata-sso.env",
        "docker-compose.override.yml",
        "kept rows",
        "journal.json (3)",
    ],
}

OTHERS = {
    ("bare metal", "1.9.7"): {
        "fails before": _SCRIPT,
        "fails after": _SCRIPT,
        "full disk": [*_DISK["bare metal"], "last_good.json"],
        "server": [
            "never_healthy",
            "refuse_start",
            "serve_other",
            "slow_start",
            "bootstrap_fails",
            "dropped",
            "dies_late",
        ],
    },
    ("bare metal", "1.12.14"): {
        "kill during": [_OPS],
        "kill both": [_OPS],
        "fails before": [_OPS, *_SCRIPT],
        "fails after": [_OPS, *_SCRIPT],
        "full disk": [*_DISK["bare metal"], "kept rows", "journal.json (3)", "last_good.json"],
        "server": [
            "never_healthy",
            "refuse_start",
            "serve_other",
            "slow_start",
            "bootstrap_fails",
            "update_fails_before",
            "update_fails_after",
            "dropped",
            "dies_late",
        ],
    },
    ("Docker Compose", "1.12.14"): {
        "kill during": [_OPS, "docker compose up"],
        "kill both": [_OPS],
        "fails before": [_OPS, "docker compose up"],
        "fails after": [_OPS, "docker compose up"],
        "full disk": _DISK["Docker Compose"],
        "fails from here on": [
            "docker ps",
            "the ops command that reads rows",
            "docker compose config",
            _OPS,
            "docker compose up",
            "docker ps (6)",
            "the ops command that reads rows (2)",
        ],
        "server": ["never_healthy", "refuse_start", "dies_late"],
    },
}
"""Faults of other kinds, by kind."""

KINDS = {
    "kill": "the process on the host is killed (SIGKILL) right after this step",
    "kill during": (
        "the process on the host is killed while this program runs, which goes on; the next run begins at once"
    ),
    "kill both": (
        "the same, and what was called is killed as well (`sh`, `docker exec`), while openmetadata-ops.sh goes on"
    ),
    "fails before": "this program fails and has done nothing",
    "fails after": "this program does its work and then fails",
    "full disk": "no space is left from this write on",
    "fails from here on": "Docker does not answer from this call on, until the run is over",
    "server": "the server's own fault at its restart, or of its ops command",
}


def cases():
    """((deployment, release), kind, step) of every fault."""
    for place, steps in STEPS.items():
        yield from ((place, "kill", step) for step in steps)
        for kind, names in OTHERS[place].items():
            yield from ((place, kind, name) for name in names)


#: The release without stored rows takes the steps of the other one, less those of the rows.
_WITHOUT_ROWS, _WITH_ROWS = ("bare metal", "1.9.7"), ("bare metal", "1.12.14")


def repeats(place, kind, step):
    """Whether the same kill or full disk strikes at the same step of the release with stored rows, too."""
    if place != _WITHOUT_ROWS or kind not in ("kill", "full disk"):
        return False
    return step in (STEPS[_WITH_ROWS] if kind == "kill" else OTHERS[_WITH_ROWS][kind])
