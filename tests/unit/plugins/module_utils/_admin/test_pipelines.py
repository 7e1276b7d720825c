# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pipelines carry an old token, told without asking what is deployed: nobody can."""

import base64
import json

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._admin import pipelines

MADE = 1_800_000_000


def token(name="t", issued=MADE):
    parts = [json.dumps(part).encode() for part in ({"alg": "RS256", "kid": "own"}, {"sub": name, "iat": issued})] + [
        b"signature"
    ]
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


@pytest.mark.parametrize(
    ("kind", "bot"),
    [
        ("metadata", "ingestion-bot"),
        ("dbt", "ingestion-bot"),
        ("lineage", "lineage-bot"),
        ("TestSuite", "testsuite-bot"),
        ("autoClassification", "autoClassification-bot"),
    ],
)
def test_each_kind_has_its_bot(kind, bot):
    assert pipelines.bot_of({"pipelineType": kind}) == bot


def test_an_application_has_its_own_bot():
    config = {"config": {"type": "Application", "appConfig": {"type": "DataInsights"}}}
    assert pipelines.bot_of({"pipelineType": "application", "sourceConfig": config}) == "DataInsightsApplicationBot"


@pytest.mark.parametrize(
    ("updated", "recorded", "old"),
    [
        (MADE * 1000 - 1, None, True),
        (MADE * 1000 + 999, None, True),  # in the same second nobody knows
        (MADE * 1000 + 1000, None, False),
        (None, None, True),
        (MADE * 1000 + 1000, "another", True),
        (MADE * 1000 - 1, pipelines.mark(token()), False),
    ],
)
def test_what_was_written_down_tells_and_times_where_nothing_was(updated, recorded, old):
    assert pipelines.is_old({"updatedAt": updated}, token(), recorded) is old


def test_a_token_that_cannot_be_read_is_not_a_reason_to_leave_a_pipeline_alone():
    assert pipelines.is_old({"updatedAt": MADE * 1000 + 1000}, "", None)


class Admin:
    """Two bots, and pipelines of three kinds."""

    def __init__(self):
        self.asked = []

    def bot(self, name):
        self.asked.append(name)
        return {"botUser": {"id": name}} if name in ("ingestion-bot", "lineage-bot") else None

    def token_of(self, user_id):
        return token(user_id)

    def pipelines(self):
        kinds = ("metadata", "lineage", "profiler")
        return [
            {"id": kind, "name": kind, "pipelineType": kind, "deployed": kind != "lineage", "updatedAt": 0}
            for kind in kinds
        ]


def test_the_ingestion_bot_stands_in_and_what_was_never_deployed_is_not_old():
    admin = Admin()
    found = {pipeline["name"]: (bot, old) for pipeline, bot, _token, old in pipelines.look(admin, [], {})}
    assert found == {
        "metadata": ("ingestion-bot", True),
        "lineage": ("lineage-bot", False),
        "profiler": ("ingestion-bot", True),
    }
    assert sorted(admin.asked) == ["ingestion-bot", "lineage-bot", "profiler-bot"]


def test_only_the_pipelines_of_the_wanted_bots_are_checked():
    assert [row[0]["name"] for row in pipelines.look(Admin(), ["lineage-bot"], {})] == ["lineage"]


def test_all_that_are_deployed_can_be_asked_for():
    recorded = {"metadata": pipelines.mark(token("ingestion-bot"))}
    assert [row[0]["name"] for row in pipelines.look(Admin(), [], recorded) if row[3]] == ["profiler"]
    assert [row[0]["name"] for row in pipelines.look(Admin(), [], recorded, always=True) if row[3]] == [
        "metadata",
        "profiler",
    ]
