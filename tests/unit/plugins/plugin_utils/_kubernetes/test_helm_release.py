# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Helm keeps of a release."""

import base64
import gzip
import json

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import helm_release


def encoded(text):
    return base64.b64encode(text.encode()).decode()


CHART = {
    "metadata": {"name": "openmetadata", "version": "1.12.12", "apiVersion": "v2"},
    "values": {"word": "1e5", "yes": "yes"},
    "schema": encoded("{}"),
    "templates": [{"name": "templates/a.yaml", "data": encoded("a: {{ .Values.word }}\n")}],
    "files": [{"name": "crds/b.yaml", "data": encoded("b: 1\n")}],
}


def secret(revision, status="deployed", chart=None, **more):
    content = {
        "name": "om",
        "version": revision,
        "info": {"status": status},
        "config": {"n": 1, "gone": None},
        "manifest": "---\nkind: Secret\n",
        "chart": CHART if chart is None else chart,
    }
    packed = base64.b64encode(gzip.compress(json.dumps({**content, **more}).encode()))
    return {
        "metadata": {"labels": {"version": str(revision), "status": status}},
        "data": {"release": base64.b64encode(packed).decode()},
    }


def packed(text):
    return encoded(base64.b64encode(gzip.compress(text)).decode())


@pytest.mark.parametrize("broken", ["long", "not packed", "another form", "a deep one", "no version", "not YAML"])
def test_what_is_not_a_record_of_helm_is_one_error(broken, monkeypatch):
    """Who may write Secrets in the namespace decides what is in it."""
    made = secret(1, **({"manifest": "{"} if broken == "not YAML" else {}))
    release = {"not packed": encoded(encoded("[]")), "another form": packed(b"[]"), "a deep one": packed(b"[" * 1000)}
    made["data"]["release"] = release.get(broken, made["data"]["release"])
    if broken == "long":
        monkeypatch.setattr(helm_release, "LONGEST", 100)
    if broken == "no version":
        made["metadata"]["labels"]["version"] = "x"
    with pytest.raises(HostError, match="record that Helm keeps of the release cannot be read"):
        helm_release.newest([made])


def test_the_newest_revision_counts_by_number_and_not_by_letter():
    newest = helm_release.newest([secret(9), secret(10, "failed")])
    assert (newest.revision, newest.status, newest.chart_name, newest.chart_version) == (
        10,
        "failed",
        "openmetadata",
        "1.12.12",
    )
    assert newest.values == {"n": 1, "gone": None} and newest.objects == [{"kind": "Secret"}]


def test_no_release_is_not_a_record():
    assert helm_release.newest([]) is None


def test_the_chart_comes_back_as_files_whose_texts_stay_texts(tmp_path):
    assert helm_release.write_chart(helm_release.newest([secret(1)]), tmp_path)
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()} == {
        "Chart.yaml",
        "values.yaml",
        "values.schema.json",
        "templates/a.yaml",
        "crds/b.yaml",
    }
    assert '"1e5"' in (tmp_path / "values.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load((tmp_path / "values.yaml").read_text(encoding="utf-8")) == CHART["values"]


def test_a_chart_with_charts_within_is_not_made_up(tmp_path):
    chart = {**CHART, "metadata": {**CHART["metadata"], "dependencies": [{"name": "mysql"}]}}
    assert not helm_release.write_chart(helm_release.newest([secret(1, chart=chart)]), tmp_path)


def test_a_file_that_leads_out_of_the_chart_is_refused(tmp_path):
    chart = {**CHART, "files": [{"name": "../out.yaml", "data": encoded("x")}]}
    (tmp_path / "chart").mkdir()
    assert not helm_release.write_chart(helm_release.newest([secret(1, chart=chart)]), tmp_path / "chart")
    assert not (tmp_path / "out.yaml").exists()


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("1.12.12", "1.12.12"),
        ("1.12.12+0cc9a8446c95", "1.12.12"),  # Flux, with a chart of an OCIRepository
        ("v1.12.12-acme.1", "1.12.12"),
        ("latest", None),
        ("1.12.12.1", None),
    ],
)
def test_openmetadata_s_chart_has_its_version_whatever_a_mirror_or_flux_adds(version, found):
    chart = {**CHART, "metadata": {**CHART["metadata"], "version": version}}
    newest = helm_release.newest([secret(1, chart=chart)])
    assert (newest.openmetadata_chart, newest.chart_version) == (found, version)
