# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts that cannot be used at all, whatever the values are: facts of every rendered chart.

``tests/functional/helm_chart/test_chart_faults.py`` renders the charts of ``OM_SSO_CHART_DIR`` and compares.
"""

from __future__ import annotations

from typing import NamedTuple

from .._model.findings import Finding
from .._register import finding_of

#: The options that say which chart is meant.
VERSION, CHART = "om_sso_openmetadata_version", "om_sso_kubernetes_chart"


class Fault(NamedTuple):
    """What the chart writes that Kubernetes refuses, and the next chart that does not."""

    what: str
    fixed: str


#: {chart: fault}; the other charts from 1.8.0 to 1.13.1 have none.
FAULTS = {"1.11.0": Fault("AI_PLATFORM_ENABLED of its Secret openmetadata-omd-secret is not Base64", "1.11.1")}


def findings(version: str | None) -> list[Finding]:
    """For the chart of the release that the operator named. Another chart may be meant, so it is a warning."""
    return _finding(version, VERSION, "named")


def of_chart(version: str | None) -> list[Finding]:
    """For the chart that a change uses."""
    return _finding(version, CHART, "used")


def _finding(version: str | None, option: str, cause: str) -> list[Finding]:
    fault = FAULTS.get(version or "")
    if fault is None:
        return []
    return [finding_of("HELM-08", option, cause, chart=version, what=fault.what, fixed=fault.fixed)]
