# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test shares: the fixture `require`, and the rule that CI skips nothing it requires."""

import pathlib

import pytest
from lab import required

TOGETHER = ("molecule", "integration/preflight", "quality", "automation", "helm_chart", "oracle")
"""Folders whose files share what is dear to make: one process runs all of a folder. Elsewhere one process runs a file."""


def pytest_collection_modifyitems(items):
    """For `-n`: the groups of tests that one process runs. The longest folder comes first, so that nothing waits for it at the end."""
    for item in items:
        path = item.path.relative_to(pathlib.Path(__file__).parent).as_posix()
        group = next((folder for folder in TOGETHER if path.startswith(folder + "/")), path)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: item.get_closest_marker("xdist_group").args[0] not in TOGETHER)
    items.sort(key=lambda item: item.get_closest_marker("xdist_group").args[0] != "molecule")


@pytest.fixture(scope="session")
def require():
    """`require(reason)` skips the test that calls it; where everything is required it fails the test instead."""
    return required.require


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a skip into a failure where everything is required."""
    report = yield
    if not item.get_closest_marker("optional"):
        _insist(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """The same for a file that skips itself as a whole."""
    report = yield
    _insist(report)
    return report


def _insist(report):
    """A skip that is not an expected failure becomes a failure that says the reason."""
    if required.EVERYTHING and report.skipped and not hasattr(report, "wasxfail"):
        where = report.longrepr
        reason = where[2] if isinstance(where, tuple) else str(where)
        report.outcome = "failed"
        report.longrepr = f"skipped, though everything is required here: {reason}"
