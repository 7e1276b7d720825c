# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person who waits for the tests wants to know: a failure when it happens, and the skips by their reason."""

from collections import defaultdict

PLACES = 3
"""So many files of a reason are named."""
WIDTH = 300
"""A reason of a failure is cut here: all of it is printed at the end."""


class Reporting:
    """A plugin of pytest for the process that has the terminal; the others have nothing to print."""

    def __init__(self, terminal):
        self.terminal = terminal
        self.skipped = defaultdict(list)

    def pytest_runtest_logreport(self, report):
        """Every step of every test, from all processes."""
        self._note(report)

    def pytest_collectreport(self, report):
        """Every file and folder that was collected; all processes collect the same."""
        self._note(report)

    def pytest_terminal_summary(self):
        """Before pytest's own summary, whose lines stay the last ones."""
        if self.skipped:
            self.terminal.section("skipped, by reason")
        for reason, tests in sorted(self.skipped.items(), key=lambda item: (-len(item[1]), item[0])):
            files = sorted({test.split("::")[0] for test in tests})
            more = f" and {len(files) - PLACES} more" if len(files) > PLACES else ""
            self.terminal.write_line(f"{len(tests):5}  {reason} ({', '.join(files[:PLACES])}{more})")

    def _note(self, report):
        if report.failed:
            self.terminal.write(f"\n{f'FAILED {report.nodeid}: {cause(report)}'[:WIDTH]}\n", flush=True, red=True)
        elif report.skipped and not hasattr(report, "wasxfail"):
            self.skipped[cause(report)].append(report.nodeid)


def cause(report):
    """The first line of what a report says about its failure or skip."""
    told = report.longrepr
    crash = getattr(told, "reprcrash", None)
    text = told[2] if isinstance(told, tuple) else crash.message if crash else str(told)
    return next(iter(text.strip().splitlines()), "no reason").removeprefix("Skipped: ")


def register(config):
    """Add the plugin where there is a terminal to write to."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal and not config.pluginmanager.has_plugin("lab.reporting"):
        config.pluginmanager.register(Reporting(terminal), "lab.reporting")
