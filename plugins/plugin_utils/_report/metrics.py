# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run as a file for the textfile collector of Prometheus' node_exporter.

https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .._model.findings import SEVERITIES
from .run import Run, drifted

PREFIX = "openmetadata_sso_"


class Metric(NamedTuple):
    """A gauge; ``samples`` are (labels, value)."""

    name: str
    help: str
    samples: Sequence[tuple[Mapping[str, str], float]]


def write(run: Run) -> str:
    """The document. Each series has the verb as a label: the collector refuses the same series in two files."""
    lines: list[str] = []
    for metric in _metrics(run):
        if metric.samples:
            name = PREFIX + metric.name
            lines += [f"# HELP {name} {metric.help}", f"# TYPE {name} gauge"]
            lines += [f"{name}{_labels({'verb': run.verb, **labels})} {value:.0f}" for labels, value in metric.samples]
    return "\n".join(lines) + "\n"


def _metrics(run: Run) -> Iterable[Metric]:
    hosts = run.hosts.items()
    failed = [({"host": host}, float(part.get("result") in ("failed", "restored"))) for host, part in hosts]
    yield Metric("failed", "Whether the last run failed for the host.", failed)
    yield Metric("last_run_timestamp_seconds", "When the last run had its result for the host.", _times(run, run.hosts))
    compared = [host for host, part in hosts if part.get("drift") is not None]
    drift = [({"host": host}, float(run.hosts[host]["drift"])) for host in compared]
    yield Metric("drift", "Whether the server differs from its plan.", drift)
    fields = [({"host": host}, float(len(drifted(run.hosts[host])))) for host in compared]
    yield Metric("drift_fields", "How many fields of the server differ from its plan.", fields)
    yield Metric(
        "last_verified_timestamp_seconds", "When the server was last compared with its plan.", _times(run, compared)
    )
    yield Metric(
        "findings",
        "How many findings the host has.",
        [
            ({"host": host, "severity": severity}, float(_count(part, severity)))
            for host, part in hosts
            for severity in SEVERITIES
        ],
    )
    ends = {
        (host, each["kind"], each["name"]): _seconds(each["at"])
        for host, part in hosts
        for each in part.get("expires") or ()
    }
    samples = [({"host": host, "kind": kind, "name": name}, value) for (host, kind, name), value in ends.items()]
    yield Metric("expiry_timestamp_seconds", "When a certificate, a client secret or a token expires.", samples)


def _times(run: Run, hosts: Iterable[str]) -> list[tuple[Mapping[str, str], float]]:
    return [({"host": host}, run.times[host]) for host in hosts if host in run.times]


def _count(part: Mapping[str, Any], severity: str) -> int:
    return sum(found["severity"] == severity for found in part.get("findings") or ())


def _seconds(moment: str) -> float:
    return datetime.datetime.fromisoformat(moment).timestamp()


def _labels(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
