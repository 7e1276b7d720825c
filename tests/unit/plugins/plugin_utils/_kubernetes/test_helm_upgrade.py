# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An upgrade uses the chart that the release was made from, and exactly the values."""

import base64
import pathlib

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import helm_upgrade
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes.helm_release import Record

VALUES = {"a": {"b": "ü #x"}}
METADATA = {"name": "openmetadata", "version": "1.9.7"}


def record(**more):
    template = {"name": "templates/x.yaml", "data": base64.b64encode(b"kind: X\n").decode()}
    chart = {"metadata": METADATA, "values": {"a": 1}, "templates": [template], **more}
    return Record(3, "deployed", {}, [], chart, (), {})


class Helm:
    """What ``helm upgrade`` was given: the files are gone afterwards."""

    release = "om"

    def __init__(self):
        self.chart, self.values, self.mode, self.files = None, None, None, {}

    def upgrade(self, reference, values_file):
        self.chart, path = reference, pathlib.Path(values_file)
        self.values, self.mode = yaml.safe_load(path.read_text(encoding="utf-8")), path.stat().st_mode & 0o777
        folder = pathlib.Path(reference["chart_ref"])
        self.files = {str(each.relative_to(folder)): each.read_text() for each in folder.rglob("*") if each.is_file()}


def upgraded(folder, option=None, **more):
    helm = Helm()
    helm_upgrade.upgrade(helm, record(**more), option, VALUES, str(folder))
    return helm


def error_of(folder, option, **more):
    with pytest.raises(HostError) as error:
        upgraded(folder, option, **more)
    assert error.value.option == "om_sso_kubernetes_chart"
    return error.value


def test_the_chart_that_helm_keeps_is_used_and_nothing_is_left(tmp_path):
    helm = upgraded(tmp_path)
    assert helm.values == VALUES and helm.mode == 0o600, "values may hold secrets of others"
    assert sorted(helm.files) == ["Chart.yaml", "templates/x.yaml", "values.yaml"]
    assert yaml.safe_load(helm.files["Chart.yaml"]) == METADATA
    assert list(tmp_path.iterdir()) == []


def test_a_chart_with_subcharts_has_to_be_named(tmp_path):
    error = error_of(tmp_path, None, metadata={**METADATA, "dependencies": [{"name": "x"}]})
    assert "has subcharts" in error.message and list(tmp_path.iterdir()) == []


def test_a_chart_of_a_repository_is_used_in_the_version_of_the_release(tmp_path):
    helm = upgraded(tmp_path, "open-metadata/openmetadata")
    assert helm.chart == {"chart_ref": "open-metadata/openmetadata", "chart_version": "1.9.7"}


@pytest.mark.parametrize("version", ["1.9.7", "1.9.8"])
def test_a_folder_is_used_only_in_the_version_of_the_release(tmp_path, version):
    folder = tmp_path / "chart"
    folder.mkdir()
    (folder / "Chart.yaml").write_text(yaml.safe_dump({**METADATA, "version": version}))
    if version == "1.9.7":
        assert upgraded(tmp_path, str(folder)).chart == {"chart_ref": str(folder)}
    else:
        error = error_of(tmp_path, str(folder))
        assert f"{folder} is 1.9.8, but release om was made from 1.9.7" in error.message


@pytest.mark.parametrize("text", [None, "- no\n", "name: x\n", "a: : b", "\tx"])
def test_a_folder_that_is_not_a_chart_is_named(tmp_path, text):
    folder = tmp_path / "chart"
    folder.mkdir()
    if text is not None:
        (folder / "Chart.yaml").write_text(text)
    assert "is not a folder of a chart" in error_of(tmp_path, str(folder)).message
