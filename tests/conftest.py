# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every test shares: the fixture `require`, what is printed, and the rule that CI skips nothing it requires."""

import os
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "support"), str(HERE)]  # here, so that ansible-test finds the stand-ins as plain pytest does

from lab import reporting, required, resume  # noqa: E402 - it lies in the folder that has just been added

TOGETHER = (
    "molecule",
    "functional/preflight",
    "quality",
    "functional/automation",
    "functional/helm_chart",
    "functional/kubernetes",
    "oracle",
)
"""Folders whose files share what is dear to make: one process runs all of a folder.

Elsewhere one process runs a file.
"""


def group_of(path):
    """The group of a test file, whose path is relative to the folder of the tests or to the checkout."""
    path = path.removeprefix("tests/")
    return next((folder for folder in TOGETHER if path.startswith(folder + "/")), path)


def pytest_addoption(parser):
    """Options of our own."""
    resume.add_option(parser)


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    """Register our marks here, for ansible-test reads no configuration of ours; the terminal is there by now."""
    reporting.register(config)
    resume.register(config)
    config.addinivalue_line("markers", "thorough: a further variant of a case, for OM_SSO_THOROUGH=1 before a release")
    config.addinivalue_line("markers", "optional: may be skipped even where everything is required; say why beside it")
    config.addinivalue_line("markers", "seldom_with(core): with this ansible-core it is a thorough test")
    config.addinivalue_line(
        "markers", "each_core: runs with each ansible-core; with OM_SSO_CORES=all with every release"
    )


def pytest_collection_modifyitems(config, items):
    """The longest folders come first, so that nothing waits for them at the end of a run in several processes."""
    for item in items:
        seldom = item.get_closest_marker("seldom_with")
        if seldom and item.callspec.params["core"] in seldom.args:
            item.add_marker("thorough")
    if not os.environ.get("OM_SSO_THOROUGH"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("thorough")])
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]
    groups = [group_of(item.path.relative_to(HERE).as_posix()) for item in items]
    order = sorted(range(len(items)), key=lambda index: (groups[index] != "molecule", groups[index] not in TOGETHER))
    items[:] = [items[index] for index in order]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One process runs a group; `--dist=loadgroup` splits files over the processes, whatever they share."""
    from xdist.scheduler import LoadScopeScheduling  # only where it is installed

    class ByGroup(LoadScopeScheduling):
        """Scopes are our groups."""

        def _split_scope(self, nodeid):
            return group_of(nodeid.split("::")[0])

    return ByGroup(config, log)


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
