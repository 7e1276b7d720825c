# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables themselves: enough programs, enough misconfigurations, and each says what must be said."""

import pytest
from lab import venvs
from providers.program import CLAIMS, title
from providers.programs import programs

PROGRAMS = programs()
MISCONFIGURATIONS = 8
"""Of a program, at least."""


def test_programs_have_names_of_their_own():
    names = [program.name for program in PROGRAMS]
    assert len(names) == len(set(names)) > 0


def test_there_are_enough_of_both():
    assert len(PROGRAMS) >= 15
    assert sum(len(program.rows) for program in PROGRAMS) >= 130
    quick = [program.kind for program in PROGRAMS if program.quick]
    assert quick.count("openid") >= 5
    assert quick.count("directory") >= 1
    assert quick.count("saml") >= 1


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_has_set_ups_and_misconfigurations(program):
    assert len(program.setups) >= 1
    assert len(program.rows) >= MISCONFIGURATIONS
    titles = [title(program, row) for row in program.rows]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_every_row_says_what_must_be_said_of_a_known_claim(program):
    claims = CLAIMS[program.kind]
    for row in program.rows:
        assert row.found or row.unknown, row.what
        assert row.claim in claims, row.claim
        assert row.setup in ("", *program.setups), row.setup
        assert row.changes, row.what
    for setup in program.setups.values():
        assert set(setup.verified) <= {claim for claim, words in claims.items() if words}


def test_programs_of_the_package_index_are_pinned():
    for program in PROGRAMS:
        if program.source == "PyPI":
            requirements = (venvs.REQUIREMENTS / f"{program.name}.txt").read_text(encoding="utf-8")
            assert f"=={program.version}\n" in requirements, program.name
