# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One program runs at a time: it is started for its first test and ended before the next program."""

import contextlib

import pytest
from lab import required
from lab.venvs import Missing
from providers.program import Program


class Runner:
    """Starts programs by turns."""

    def __init__(self, factory):
        self._factory, self._stack, self._facts = factory, contextlib.ExitStack(), {}
        self.missing: dict[str, str] = {}
        self.broken: dict[str, Exception] = {}

    def facts(self, program: Program):
        """The facts of a program that runs; the test is skipped where it cannot be had."""
        if program.name in self.broken:
            raise self.broken[program.name]
        if program.name not in self._facts and program.name not in self.missing:
            self.end()
            try:
                folder = self._factory.mktemp("program")
                self._facts = {program.name: self._stack.enter_context(program.start(folder))}
            except Missing as missing:
                self.missing[program.name] = str(missing)
            except Exception as error:
                self.broken[program.name] = error  # it would not start for the next test either
                raise
        if program.name in self.missing:
            reason = f"{program.name} {program.version}: {self.missing[program.name]}"
            return required.require(reason) if program.quick else pytest.skip(reason)
        return self._facts[program.name]

    def end(self):
        """Nothing runs any more."""
        self._facts = {}
        self._stack.close()


@pytest.fixture(scope="module")
def facts_of(tmp_path_factory):
    """`facts_of(program)` starts it when it does not run yet."""
    runner = Runner(tmp_path_factory)
    yield runner.facts
    runner.end()
