# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real helm, the charts to run it with, and the real loader of the server's configuration."""

import os
import shutil
from pathlib import Path

import pytest
from lab import helm as real_helm
from lab.venvs import Missing
from oracles import dropwizard_oracle

HERE = Path(__file__).resolve().parent
MINIMAL = HERE.parents[1] / "support" / "helm_chart" / "minimal"
#: One folder a release, with its helm-values.schema.json; they are another project's and not part of this repository.
UPSTREAM = Path(os.environ.get("OM_SSO_UPSTREAM") or HERE.parents[2].parent / "shared" / "upstream")


def schemas():
    """(release, path) of each schema of the chart that is at hand."""
    return [(path.parent.name, path) for path in sorted(UPSTREAM.glob("*/helm-values.schema.json"))]


def real_charts():
    """(release, path): OM_SSO_CHART_DIR is OpenMetadata's chart, or a folder of several."""
    given = os.environ.get("OM_SSO_CHART_DIR")
    found = (
        sorted(path.parent for path in [*Path(given).glob("Chart.yaml"), *Path(given).glob("*/Chart.yaml")])
        if given
        else []
    )
    return [(_release(path), path) for path in found]


def _release(chart):
    lines = (chart / "Chart.yaml").read_text(encoding="utf-8").splitlines()
    return next(line.split(":", 1)[1].strip(" '\"") for line in lines if line.startswith("version:"))


@pytest.fixture(scope="session")
def helm(require):
    """The program."""
    try:
        return real_helm.built()
    except Missing as missing:
        require(str(missing))


@pytest.fixture(scope="session")
def loader(require):
    """Dropwizard's loader in a process that answers one question after the other."""
    try:
        with dropwizard_oracle.Loader() as loader:
            yield loader
    except Missing as missing:
        require(str(missing))


@pytest.fixture(scope="session")
def minimal(tmp_path_factory):
    """`minimal(schema)` is our own chart with a schema of OpenMetadata's, or without one."""
    made = {}

    def make(schema=None):
        if schema not in made:
            made[schema] = shutil.copytree(MINIMAL, tmp_path_factory.mktemp("chart") / "openmetadata")
            if schema:
                shutil.copy(schema, made[schema] / "values.schema.json")
        return made[schema]

    return make
