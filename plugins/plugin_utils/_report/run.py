# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the files of a report are made of: the parts of the hosts of one run."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .._model.deployments import title_of

#: Verbs that never change a host.
READING = ("audit", "plan", "preflight", "verify")


class Run(NamedTuple):
    """One run of a verb.

    ``hosts`` are the parts of the report, ``missing`` the hosts of the play of which the run has said nothing (yet).
    ``times`` says when a part was added, ``sources`` in which inventory file a host is, where that is known.
    ``when`` is the time in UTC, ``release`` the version of the collection.
    """

    verb: str
    hosts: Mapping[str, dict[str, Any]]
    missing: Sequence[str]
    when: datetime.datetime
    release: str
    times: Mapping[str, float] = {}
    sources: Mapping[str, str] = {}


def about(part: Mapping[str, Any]) -> str:
    """Release, provider and deployment of a host, as far as they are known."""
    deployment = part.get("deployment")
    known = (part.get("version"), part.get("provider"), title_of(deployment) if deployment else None)
    return ", ".join(text for text in known if text)


def drifted(part: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields of a host that are not as planned."""
    return [row for row in part.get("effective") or () if row["status"] == "drift"]
