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
import io
import pathlib
import re
import zlib
from typing import Any, NamedTuple

import yaml

from ...module_utils._core import json_text
from ...module_utils._core.errors import HostError
from .._helm import documents
from . import subchart
from .objects import server_of

#: The version in a chart's own text, and in a label after its name. A mirror adds a mark (1.12.14-acme.1), Flux the
#: digest of a chart from an OCIRepository (1.12.14+0cc9a8446c95, with _ in a label).
_VERSION = re.compile(r"(?:^|-)v?(\d+\.\d+\.\d+)(?:[-+_]|$)")

#: Helm keeps at most one MiB packed, which is some MiB of text.
LONGEST = 64 << 20


class Record(NamedTuple):
    """The newest revision of a release. ``status`` is Helm's: deployed, failed, pending-upgrade, ...

    ``values`` are those of OpenMetadata's chart: where it is a subchart they are below ``path`` in ``given``, the
    values of the release. ``kept`` is false where Helm keeps no record (``live_release``).
    """

    revision: int
    status: str
    values: dict[str, Any]
    objects: list[dict[str, Any]]
    chart: dict[str, Any]
    path: tuple[str, ...]
    given: dict[str, Any]
    kept: bool = True

    def with_values(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values of the release with other values of OpenMetadata's chart."""
        return subchart.replaced(self.given, self.path, values)

    @property
    def chart_name(self) -> str:
        """The name of the chart, which is the name of the server's container as well unless it is a parent chart."""
        return str(self.chart["metadata"]["name"])

    @property
    def chart_version(self) -> str:
        """The version of the chart."""
        return str(self.chart["metadata"]["version"])

    @property
    def openmetadata_chart(self) -> str | None:
        """The version of OpenMetadata's chart, which a subchart notes as a label; ``None`` where it is not known."""
        if not self.path:
            return version_in(self.chart_version)
        server = server_of(self.objects, self.chart_name)
        return version_in(str(((server[0]["metadata"].get("labels") or {}) if server else {}).get("helm.sh/chart", "")))

    @property
    def schema(self) -> Any:
        """The schema of the values that the chart brings; ``None`` where it has none that can be read."""
        try:
            return json_text.parse(base64.b64decode(self.chart.get("schema") or "").decode("utf-8"))
        except ValueError:
            return None


def version_in(text: str) -> str | None:
    """The three numbers of a chart's version, or of its label ``helm.sh/chart``; ``None`` without them."""
    found = _VERSION.search(text)
    return found[1] if found else None


def newest(secrets: list[dict[str, Any]]) -> Record | None:
    """The newest record among the Secrets of a release; ``None`` when there is none.

    ``HostError`` for what is not one.
    """
    if not secrets:
        return None
    try:
        latest = max(secrets, key=lambda secret: int(secret["metadata"]["labels"]["version"]))
        return _record(json_text.parse(_unpacked(latest["data"]["release"])))
    except (AttributeError, EOFError, KeyError, OSError, TypeError, ValueError, yaml.YAMLError, zlib.error):
        message = "The record that Helm keeps of the release cannot be read."
        raise HostError(message, "om_sso_kubernetes_release", "See what helm history says of it.") from None


def _record(content: dict[str, Any]) -> Record:
    chart, given = content["chart"], content.get("config") or {}
    pairs = list(subchart.documents(content.get("manifest") or ""))
    objects = [each for _source, each in pairs]
    server = server_of(objects, chart["metadata"]["name"])
    sources = [source for source, each in pairs if server is not None and each is server[0]]
    path = subchart.path_of(sources[0], chart) if sources else ()
    values = subchart.within(given, path)
    return Record(content["version"], content["info"]["status"], values, objects, chart, path, given)


def _unpacked(text: str) -> str:
    """What a Secret holds, however much it unpacks to: who may write Secrets decides that."""
    with gzip.GzipFile(fileobj=io.BytesIO(base64.b64decode(base64.b64decode(text)))) as stream:
        found = stream.read(LONGEST + 1)
    if len(found) > LONGEST:
        raise ValueError("it is too long")
    return found.decode("utf-8")


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
