# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`--resume`: only what has not passed in the run before, or in the runs that went on with it; a killed run counts."""

from pathlib import Path

NAME = "om-sso-passed"


class Passed:
    """A plugin of pytest: which tests have passed, a line each, beside pytest's own cache.

    The process that has the terminal writes it, all processes read it before the first test runs.
    """

    def __init__(self, file: Path, goes_on: bool, writes: bool):
        self.file, self.writes = file, writes
        before = file.read_text(encoding="utf-8").splitlines() if goes_on and file.exists() else []
        self.before = set(before)
        if writes and not goes_on:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("", encoding="utf-8")

    def pytest_collection_modifyitems(self, config, items):
        """Leave out what has passed."""
        done = [item for item in items if item.nodeid in self.before]
        if done:
            config.hook.pytest_deselected(items=done)
            items[:] = [item for item in items if item.nodeid not in self.before]

    def pytest_runtest_logreport(self, report):
        """The end of a test, at once: what is killed later keeps it."""
        if self.writes and report.when == "call" and report.passed:
            with self.file.open("a", encoding="utf-8") as stream:
                stream.write(f"{report.nodeid}\n")


def add_option(parser):
    """The option of pytest."""
    words = "run only what has not passed in the run before, which may have been killed"
    parser.addoption("--resume", action="store_true", help=words)


def register(config):
    """Add the plugin, once in each process."""
    if not hasattr(config, "cache") or config.pluginmanager.has_plugin("lab.resume"):
        return
    writes = not hasattr(config, "workerinput") and not config.option.collectonly
    file = Path(config.cache.mkdir(NAME)) / "tests"
    config.pluginmanager.register(Passed(file, config.getoption("--resume"), writes), "lab.resume")
