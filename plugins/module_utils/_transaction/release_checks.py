# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release that runs against the one that is planned, and the one whose stored rows were verified last."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_findings import host_finding
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import release

OPTION = "om_sso_openmetadata_version"


def differs(planned, version):
    """Whether a planned release (``1.12`` is every one of that line, ``None`` any) is not the one that runs."""
    return bool(planned and version) and version != planned and not version.startswith(planned + ".")


def planned_release(planned, version):
    """The cause of MISC-01 by which the planned release is not the one that runs; empty where it is."""
    if not differs(planned, version):
        return ""
    if release.numbers(version) is None:
        return "unknown_release"
    return "newer_planned" if release.reaches(planned, version) else "older_planned"


def findings(planned, version, running, last_good, place, replaced=False):
    """What to know of a host's release before a change, and after it.

    ``version`` is the release that runs; of a server that is not ``running``, the one that was verified last. ``place``
    is the file that holds the rows of ``last_good``, an export where those of another release have ``replaced`` them.
    """
    cause = planned_release(planned, version)
    if cause and running:
        yield host_finding("MISC-01", OPTION, cause, named=planned, version=version)
    if last_good is None or last_good["rows"] is None:
        return
    before, present = last_good["version"], version if running else planned
    if not differs(before, present) or release.numbers(before) is None or release.numbers(present) is None:
        return
    known = {"before": before, "version": present, "when": last_good["when"], "place": place}
    if release.reaches(before, present):
        yield host_finding("UPG-04", OPTION, "older_runs" if running else "older_starts", **known)
    elif replaced:
        yield host_finding("UPG-04", OPTION, "newer_runs", **known)
