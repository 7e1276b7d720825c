# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads of bots, pipelines and the shipped administrator."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import admin

ALIVE = {"changed": False, "created": False, "renewed": "", "expires_at": None, "old_token": "", "seconds": 0}


@pytest.mark.parametrize(
    ("more", "check", "lines"),
    [
        ({}, False, ["om-1  bot b: its token is valid, it never expires"]),
        ({"expires_at": 1800000000}, False, ["om-1  bot b: its token is valid, it expires on 2027-01-15 08:00 UTC"]),
        ({"expires_at": 1e30}, False, ["om-1  bot b: its token is valid, it expires at a time that no calendar has"]),
        ({"changed": True, "renewed": "it has none"}, True, ["om-1  bot b: would get a new token (it has none)"]),
        (
            {"changed": True, "created": True, "renewed": "it has none"},
            True,
            ["om-1  bot b: would be created (it has none)"],
        ),
        (
            {
                "changed": True,
                "renewed": "it expires in 4 d",
                "old_token": "the bot has another token now",
                "seconds": 3,
            },
            False,
            [
                "om-1  bot b: new token (it expires in 4 d), it never expires",
                (
                    "  verified    the server accepts the new token after 3 s, the old one is refused: "
                    "the bot has another token now"
                ),
            ],
        ),
        (
            {"changed": True, "created": True},
            False,
            ["om-1  bot b: created, with a token", "  verified    the server accepts the new token after 0 s"],
        ),
    ],
)
def test_a_bot_is_told_in_a_line_or_two(more, check, lines):
    assert admin.bot("om-1", "b", {**ALIVE, **more}, check) == lines


def row(name, outcome, reason=""):
    return {"name": name, "kind": "metadata", "bot": "ingestion-bot", "outcome": outcome, "reason": reason}


def test_pipelines_are_counted_and_those_with_news_are_named():
    rows = [
        row("a", "current"),
        row("b", "failed", "no Airflow"),
        row("c", "deployed"),
        row("d", "current"),
        row("e", "never deployed"),
    ]
    assert admin.pipelines("om-1", rows) == [
        "om-1  ingestion pipelines: 2 current, 1 failed, 1 deployed, 1 never deployed",
        "  failed      b (metadata, ingestion-bot): no Airflow",
        "  deployed    c (metadata, ingestion-bot)",
    ]
    assert admin.pipelines("om-1", []) == ["om-1  ingestion pipelines: none"]


def test_another_users_token_does_not_verify_that_an_administrator_can_sign_in():
    answer = {"changed": True, "user": "admin@open-metadata.org", "administrators": ["jane"], "acting": "ingestion-bot"}
    first = "om-1  the user admin (admin@open-metadata.org) is removed; administrators: jane"
    assert admin.default_admin("om-1", answer, False) == [
        first,
        "  note        this was done with the token of ingestion-bot: check that one of the administrators can sign in",
    ]
    assert admin.default_admin("om-1", {**answer, "acting": "jane"}, False) == [first]
    gone = {"changed": False, "user": None, "administrators": [], "acting": None}
    assert admin.default_admin("om-1", gone, True) == [
        "om-1  the user admin does not exist; administrators: none found"
    ]
