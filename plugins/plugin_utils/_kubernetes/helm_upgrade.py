# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``helm upgrade`` with the chart that a release was made from, so that only its values change."""

from __future__ import annotations

import os
import pathlib
import tempfile
from typing import Any

import yaml

from ...module_utils._core.errors import HostError
from ...module_utils._system.file_content import NOT_USABLE, content, fault
from .._helm import documents
from . import helm_release
from .cluster import Cluster
from .kubeconfig import local_path

_OPTION = "om_sso_kubernetes_chart"


def upgrade(
    cluster: Cluster, record: helm_release.Record, chart: str | None, values: dict[str, Any], temporary: str
) -> None:
    """Upgrade to exactly these values of OpenMetadata's chart.

    ``record`` is the newest revision, ``chart`` the option ``om_sso_kubernetes_chart``, ``temporary`` a private folder
    on the controller. ``HostError`` when the chart of the release cannot be had.
    """
    with tempfile.TemporaryDirectory(dir=temporary) as folder:
        path = pathlib.Path(folder)
        (path / "values.yaml").touch(0o600)
        (path / "values.yaml").write_text(documents.dump(record.with_values(values)), encoding="utf-8")
        cluster.upgrade(_reference(cluster, record, chart, path / "chart"), str(path / "values.yaml"))


def check(cluster: Cluster, record: helm_release.Record, chart: str | None) -> None:
    """``HostError`` when the chart of the release cannot be had; nothing is changed."""
    path = local_path(chart)
    if path and os.path.exists(path):
        _check_version(cluster, record, path)
    elif not chart and record.chart["metadata"].get("dependencies"):
        raise _has_subcharts(cluster)


def _has_subcharts(cluster: Cluster) -> HostError:
    message = f"The chart of release {cluster.release} has subcharts, which the release does not hold."
    return HostError(message, _OPTION, "Set om_sso_kubernetes_chart to the chart.")


def _reference(
    cluster: Cluster, record: helm_release.Record, chart: str | None, folder: pathlib.Path
) -> dict[str, Any]:
    path = local_path(chart)
    if path and os.path.exists(path):
        _check_version(cluster, record, path)
        _check_files(path)
        return {"chart_ref": path}
    if chart:
        return {"chart_ref": chart, "chart_version": record.chart_version}
    folder.mkdir()
    if not helm_release.write_chart(record, folder):
        raise _has_subcharts(cluster)
    return {"chart_ref": str(folder)}


def _check_files(path: str) -> None:
    """``HostError`` for a part of a chart that Helm would wait for."""
    for folder, _folders, names in os.walk(path):
        for part in (os.path.join(folder, name) for name in names):
            if reason := fault(part):
                raise HostError(f"{part} of the chart {reason}.", _OPTION, "Correct the folder of the chart.")


def _check_version(cluster: Cluster, record: helm_release.Record, path: str) -> None:
    """``HostError`` when the folder of a chart holds another version than the release was made from."""
    try:
        version = yaml.safe_load(content(os.path.join(path, "Chart.yaml")) or b"")["version"]
    except (*NOT_USABLE, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        reason = f": {error}" if isinstance(error, NOT_USABLE) else "."
        fix = "Name the folder that holds Chart.yaml."
        raise HostError(f"{path} is not a folder of a chart{reason}", _OPTION, fix) from None
    if version != record.chart_version:
        message = (
            f"The chart in {path} is {version}, but release {cluster.release} was made from {record.chart_version}."
        )
        raise HostError(message, _OPTION, "Name the chart of that version, or upgrade the release first.")
