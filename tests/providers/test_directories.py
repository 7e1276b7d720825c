# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Directories of other authors: what is right raises no alarm, what is wrong is found or said to be unknown."""

import pytest
from providers import asking, judging
from providers.programs import programs


@pytest.mark.parametrize(("program", "case"), asking.cases(programs("directory")))
def test_preflight_says_what_the_table_says(program, case, facts_of):
    judging.judge(program, case, facts_of(program))
