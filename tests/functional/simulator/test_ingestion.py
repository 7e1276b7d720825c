# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bots that are made, and pipelines that carry their tokens."""

import pytest
from om_simulator.store import USERS

PIPELINES = "/api/v1/services/ingestionPipelines"


@pytest.fixture
def running(installed):
    return installed("1.12.14").start()


def deployed(running, **body):
    """A deployed pipeline, and what Airflow has of it."""
    status, made = running.call("POST", PIPELINES, {"name": "p", "pipelineType": "metadata", **body}, running.token())
    assert (status, made["deployed"]) == (201, False)
    return made["id"], running.call("POST", f"{PIPELINES}/deploy/{made['id']}", token=running.token())[1]


def carried(running, identifier):
    return running.state.store.get("simulator_airflow", identifier)


def new_token(running, name):
    user = running.state.store.get(USERS, name)["id"]
    running.call("PUT", f"/api/v1/users/generateToken/{user}", {"JWTTokenExpiry": "7"}, running.token())
    return running.call("GET", f"/api/v1/users/token/{user}", token=running.token())[1]["JWTToken"]


def test_a_pipeline_carries_the_token_of_its_deployment(running):
    identifier, answer = deployed(running)
    assert answer["code"] == 200 and carried(running, identifier)["bot"] == "ingestion-bot"
    token = new_token(running, "ingestion-bot")
    assert carried(running, identifier)["token"] != token
    running.call("POST", f"{PIPELINES}/deploy/{identifier}", token=running.token())
    assert carried(running, identifier)["token"] == token


def test_a_deployment_may_keep_the_old_token(installed):
    running = installed("1.12.14", "--switch", "deploy_renews_token=false").start()
    identifier, _answer = deployed(running)
    token = new_token(running, "ingestion-bot")
    running.call("POST", f"{PIPELINES}/deploy/{identifier}", token=running.token())
    assert carried(running, identifier)["token"] != token


def test_an_orchestrator_that_refuses_says_so_inside_a_200(running):
    running.state.faults = {"airflow_refuses": "p"}
    _identifier, answer = deployed(running)
    assert answer["code"] == 500 and "Airflow does not answer" in answer["reason"]
    assert deployed(running, name="other")[1]["code"] == 200


def test_kinds_of_pipelines_have_bots_of_their_own_when_those_are_there(running):
    identifier, _answer = deployed(running, pipelineType="lineage")
    assert carried(running, identifier)["bot"] == "ingestion-bot"
    running.call("PUT", "/api/v1/users", {"name": "lineage-bot", "email": "l@x.io", "isBot": True}, running.token())
    assert (
        running.call("POST", "/api/v1/bots", {"name": "lineage-bot", "botUser": "lineage-bot"}, running.token())[0]
        == 201
    )
    identifier, _answer = deployed(running, pipelineType="lineage", name="q")
    assert carried(running, identifier)["bot"] == "lineage-bot"


def test_a_bot_is_made_with_a_token_and_not_over_somebody(running):
    mechanism = {"authType": "JWT", "config": {"JWTTokenExpiry": "30"}}
    body = {"name": "etl", "email": "etl@acme.io", "isBot": True, "authenticationMechanism": mechanism}
    status, made = running.call("PUT", "/api/v1/users", body, running.token())
    assert status == 201 and "token" not in made
    assert running.call("GET", "/api/v1/users/loggedInUser", token=running.token("etl"))[1]["name"] == "etl"
    assert running.call("PUT", "/api/v1/users", {**body, "name": "admin"}, running.token())[0] == 400
    assert running.call("POST", "/api/v1/bots", {"name": "x", "botUser": "admin"}, running.token())[0] == 404


def test_lists_come_in_pages(running):
    for number in range(12):
        running.call("POST", PIPELINES, {"name": f"p{number:02}", "pipelineType": "metadata"}, running.token())
    first = running.call("GET", PIPELINES, token=running.token())[1]
    rest = running.call("GET", f"{PIPELINES}?limit=100&after={first['paging']['after']}", token=running.token())[1]
    assert [len(page["data"]) for page in (first, rest)] == [10, 2] and "after" not in rest["paging"]
