# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases that read the rows in their database: made from the files at the first start, and winning over them afterwards."""

import json

import pytest


@pytest.fixture(scope="module")
def virgin(install):
    """A 1.12 server that never ran: its database has no rows."""
    return install("virgin", "1.12.14")


@pytest.fixture(scope="module")
def seeded(install):
    """A 1.12 server that ran with its shipped settings, which are in its rows now."""
    return install("seeded", "1.12.14").start().keep()


def rows(host):
    """The stored sign-in configuration, as the database has it."""
    database = json.loads((host.home / "data" / "database.json").read_text(encoding="utf-8"))
    return database["openmetadata_settings"]["authenticationConfiguration"]


def said(value):
    """What a row says: writing it through the server's own model puts false where nothing was."""
    if isinstance(value, dict):
        return {name: said(item) for name, item in value.items() if said(item) not in (None, False, {})}
    return value


def test_the_first_start_makes_the_rows_from_the_files(virgin, controller, operator):
    controller.inventory({"om-1": virgin.variables}, **operator)
    run = controller.run("sso").passed()
    assert run.of("om-1")["version"] == "1.12.14"
    assert (virgin.served()["provider"], rows(virgin)["provider"]) == ("auth0", "auth0")
    assert controller.run("sso").passed().of("om-1")["result"] == "unchanged"


def test_rows_of_an_earlier_start_are_brought_in_line(seeded, controller, operator):
    seeded.back()
    assert rows(seeded)["provider"] == "basic"
    controller.inventory({"om-1": seeded.variables}, **operator)
    run = controller.run("sso").passed()
    assert run.of("om-1")["result"] == "changed"
    assert (seeded.served()["provider"], rows(seeded)["clientId"]) == ("auth0", "Kx81abcdefgh")
    assert controller.run("sso").passed().of("om-1")["result"] == "unchanged"


def test_a_failure_puts_the_rows_back_too(seeded, controller, operator):
    seeded.back()
    before = seeded.tree(), seeded.served(), said(rows(seeded))
    seeded.fault("serve_other", "once")
    controller.inventory({"om-1": seeded.variables}, **operator)
    run = controller.run("sso").failed()
    assert run.of("om-1")["result"] == "restored"
    assert (seeded.tree(), seeded.served(), said(rows(seeded))) == before


def test_rows_that_are_to_be_left_alone_are_told_of(seeded, controller, operator):
    seeded.back()
    before = rows(seeded)
    controller.inventory({"om-1": seeded.variables}, **operator, om_sso_stored_configuration="ignore")
    run = controller.run("sso").passed()
    assert "the stored rows are left alone as asked" in run.output
    assert (seeded.served()["provider"], rows(seeded)) == ("basic", before)
