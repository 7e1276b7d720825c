# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SAML providers of other authors: what is right raises no alarm, what is wrong is found or said to be unknown."""

import pytest
from providers import asking, judging
from providers.programs import programs

PROGRAMS = programs("saml")


@pytest.mark.parametrize(("program", "name"), asking.setups_of(PROGRAMS))
def test_what_is_right_raises_no_alarm(program, name, facts_of):
    judging.right(program, name, facts_of(program))


@pytest.mark.parametrize(("program", "row"), asking.rows_of(PROGRAMS))
def test_what_is_wrong_is_found_or_unknown(program, row, facts_of):
    judging.wrong(program, row, facts_of(program))
