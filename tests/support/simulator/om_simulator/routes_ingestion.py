# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ingestion pipelines, and a stand-in for Airflow: a table of what each deployed pipeline carries.

[S] IngestionPipelineResource and OpenMetadataConnectionBuilder: listing, the answer of a deployment ({code, reason,
platform} inside a 200), which bot a pipeline uses, and that a deployment carries the bot's token of that moment (see
`deploy_renews_token`).

A row: {id, name, pipelineType, deployed, updatedAt, and for applications `application`}. Airflow's row: {bot, token} by
the pipeline's id.
"""

import time
import uuid
from typing import Any, Dict, List

from om_simulator import identity, people
from om_simulator.state import State
from om_simulator.store import BOTS, USERS
from om_simulator.web import HttpError, Request, Response, Route

PIPELINES = "ingestion_pipeline_entity"
AIRFLOW = "simulator_airflow"
_BASE = "/api/v1/services/ingestionPipelines"


def routes(state: State) -> List[Route]:
    """Routes of the application port."""

    def listed(request: Request) -> Response:
        identity.caller(state, request)
        found = [row for row in state.store.all(PIPELINES).values() if not row.get("deleted")]
        return Response(200, page(sorted(found, key=lambda row: row["name"]), request))

    def make(request: Request) -> Response:
        identity.admin(state, request)
        return Response(201, _make(state, request.json()))

    def deploy(request: Request) -> Response:
        identity.admin(state, request)
        return Response(200, _deploy(state, _with_id(state, request.match[0])))

    return [("GET", _BASE, listed), ("POST", _BASE, make), ("POST", _BASE + "/deploy/([^/]+)", deploy)]


def page(found: List[Dict[str, Any]], request: Request) -> Dict[str, Any]:
    """A part of a list, with the cursor of the next one; ten where no limit is given [S]."""
    start, limit = int(request.query.get("after") or 0), int(request.query.get("limit") or 10)
    paging: Dict[str, Any] = {"total": len(found)}
    if start + limit < len(found):
        paging["after"] = str(start + limit)
    return {"data": found[start : start + limit], "paging": paging}


def bot_of(state: State, pipeline: Dict[str, Any]) -> str:
    """The bot whose token a pipeline carries; the ingestion bot where there is none [S]."""
    kind = pipeline["pipelineType"]
    if kind in ("metadata", "dbt"):
        name = people.INGESTION_BOT
    elif kind == "application":
        name = "%sApplicationBot" % pipeline.get("application")
    else:
        name = "autoClassification-bot" if kind == "autoClassification" else "%s-bot" % kind.lower()
    return name if state.store.get(BOTS, name) else people.INGESTION_BOT


def _make(state: State, body: Any) -> Dict[str, Any]:
    """A pipeline that is not deployed yet; a small part of the real model."""
    if not isinstance(body, dict) or not body.get("name") or not body.get("pipelineType"):
        raise HttpError(400, "[query param name must not be null]")
    row = {
        "id": str(uuid.uuid4()),
        "name": body["name"],
        "fullyQualifiedName": "service.%s" % body["name"],
        "deployed": False,
        "pipelineType": body["pipelineType"],
        "enabled": True,
        "deleted": False,
        "updatedAt": _now(),
    }
    if body.get("application"):
        row["application"] = body["application"]
        row["sourceConfig"] = {"config": {"type": "Application", "appConfig": {"type": body["application"]}}}
    state.store.put(PIPELINES, row["id"], row)
    return row


def _with_id(state: State, identifier: str) -> Dict[str, Any]:
    row = state.store.get(PIPELINES, identifier)
    if row is None or row.get("deleted"):
        raise HttpError(404, "ingestionPipeline instance for %s not found" % identifier)
    return row


def _deploy(state: State, row: Dict[str, Any]) -> Dict[str, Any]:
    broken = state.faults.get("airflow_refuses")
    if broken is not None and broken in ("", row["name"]):
        return {
            "code": 500,
            "reason": "Failed to deploy Ingestion Pipeline [%s] due to [Airflow does not answer]" % row["name"],
            "platform": "Airflow",
        }
    carried = state.store.get(AIRFLOW, row["id"])
    if carried is None or state.install.has["deploy_renews_token"]:
        bot = bot_of(state, row)
        user = (
            state.store.get(USERS, (state.store.get(BOTS, bot) or {"botUser": {"name": bot}})["botUser"]["name"]) or {}
        )
        state.store.put(AIRFLOW, row["id"], {"bot": bot, "token": user.get("token") or ""})
    if not row["deployed"]:
        # A deployment that succeeds saves the pipeline; without a change the time stays [S 1.12.6].
        state.store.put(PIPELINES, row["id"], dict(row, deployed=True, updatedAt=_now()))
    return {"code": 200, "reason": "Workflow [%s] has been created" % row["name"], "platform": "Airflow"}


def _now() -> int:
    return int(time.time() * 1000)
