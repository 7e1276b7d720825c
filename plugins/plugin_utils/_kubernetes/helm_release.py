# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record that Helm keeps of a release: its values, its manifest and the chart that it was made from.

Helm 3 keeps a revision in a Secret of the type helm.sh/release.v1: JSON, compressed, twice in Base64. Values read from
there are exact (``helm get values`` writes YAML, whose plain words readers understand differently), and the chart is
the one that runs.
"""

from __future__ import annotations

import base64
import gzip
import json
import pathlib
from typing import Any, NamedTuple

import yaml

from ...module_utils._core import json_text
from .._helm import documents


class Record(NamedTuple):
    """The newest revision of a release. ``status`` is Helm's: deployed, failed, pending-upgrade, ..."""

    revision: int
    status: str
    values: dict[str, Any]
    objects: list[dict[str, Any]]
    chart: dict[str, Any]

    @property
    def chart_name(self) -> str:
        """The name of the chart, which is the name of the server's container as well."""
        return str(self.chart["metadata"]["name"])

    @property
    def chart_version(self) -> str:
        """The version of the chart."""
        return str(self.chart["metadata"]["version"])

    @property
    def schema(self) -> Any:
        """The schema of the values that the chart brings; ``None`` where it has none that can be read."""
        try:
            return json_text.parse(base64.b64decode(self.chart.get("schema") or "").decode("utf-8"))
        except ValueError:
            return None


def newest(secrets: list[dict[str, Any]]) -> Record | None:
    """The newest record among the Secrets of a release; ``None`` when there is none."""
    if not secrets:
        return None
    latest = max(secrets, key=lambda secret: int(secret["metadata"]["labels"]["version"]))
    content = json.loads(gzip.decompress(base64.b64decode(base64.b64decode(latest["data"]["release"]))))
    objects = [document for document in yaml.safe_load_all(content.get("manifest") or "") if document]
    return Record(content["version"], content["info"]["status"], content.get("config") or {}, objects, content["chart"])


def write_chart(record: Record, folder: pathlib.Path) -> bool:
    """Write the chart of a release as files, to upgrade with it; ``False`` when Helm does not keep all its parts."""
    chart = record.chart
    if chart["metadata"].get("dependencies"):
        return False
    (folder / "Chart.yaml").write_text(documents.dump(chart["metadata"]), encoding="utf-8")
    (folder / "values.yaml").write_text(documents.dump(chart.get("values") or {}), encoding="utf-8")
    if chart.get("schema"):
        (folder / "values.schema.json").write_bytes(base64.b64decode(chart["schema"]))
    for part in [*(chart.get("templates") or ()), *(chart.get("files") or ())]:
        path = (folder / part["name"]).resolve()
        if folder.resolve() not in path.parents:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(part["data"]))
    return True
