# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ingestion pipelines.

Each carries the token that its bot had when it was deployed, so that a new token asks for a new deployment.

Facts: IngestionPipelineResource gives the present connection of the bot at every deployment and at every look, so that
the server itself does not tell what is deployed. OpenMetadataConnectionBuilder decides which bot a pipeline uses.
"""

import hashlib

from ansible_collections.openmetadata.sso.plugins.module_utils._admin import bot_tokens
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._system import keyed_record

INGESTION_BOT = "ingestion-bot"
RECORD = "pipelines.json"
CURRENT, DEPLOYED, WOULD, NEVER, FAILED, OLD = (
    "current",
    "deployed",
    "would be deployed",
    "never deployed",
    "failed",
    "old",
)


def bot_of(pipeline):
    """The bot whose token a pipeline asks for by its kind; the ingestion bot where there is no such bot."""
    kind = pipeline.get("pipelineType") or ""
    if kind in ("metadata", "dbt"):
        return INGESTION_BOT
    if kind == "autoClassification":
        return "autoClassification-bot"
    if kind == "application":
        config = (pipeline.get("sourceConfig") or {}).get("config") or {}
        return "{}ApplicationBot".format((config.get("appConfig") or {}).get("type"))
    return f"{kind.lower()}-bot"


class Tokens:
    """The present token of each bot, asked for once."""

    def __init__(self, admin):
        self._admin = admin
        self._known = {}

    def of(self, pipeline):
        """(bot, its token) that a deployment would carry now."""
        name = bot_of(pipeline)
        if self._of(name) is None:
            name = INGESTION_BOT
        return name, self._of(name) or ""

    def _of(self, name):
        if name not in self._known:
            bot = self._admin.bot(name)
            self._known[name] = None if bot is None else self._admin.token_of(bot["botUser"]["id"])
        return self._known[name]


def is_old(pipeline, token, recorded):
    """Whether what is deployed may carry an older token than ``token``.

    ``recorded`` is the mark of the token that we deployed it with, or ``None``: then the times tell. A token has whole
    seconds.
    """
    if recorded is not None:
        return recorded != mark(token)
    try:
        issued = bot_tokens.facts(token)[1]
    except ValueError:
        issued = None
    updated = pipeline.get("updatedAt")
    return issued is None or updated is None or issued >= updated // 1000


def mark(token):
    """What is written down of a token; a signature cannot be had back from it."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()[:16]


def look(admin, bots, recorded, always=False):
    """[(pipeline, bot, token, whether it is old)] of the deployed and undeployed pipelines of these bots.

    Of all when ``bots`` is empty.
    """
    tokens = Tokens(admin)
    found = []
    for pipeline in sorted(admin.pipelines(), key=lambda one: one.get("fullyQualifiedName") or one.get("name") or ""):
        bot, token = tokens.of(pipeline)
        if not bots or bot in bots:
            old = bool(pipeline.get("deployed")) and (always or is_old(pipeline, token, recorded.get(pipeline["id"])))
            found.append((pipeline, bot, token, old))
    return found


def work(case):
    """The task of ``openmetadata.sso.ingestion_pipelines``."""
    recorded = _read(_record(case))
    state = case.arguments["state"]
    rows = []
    for pipeline, bot, token, old in look(case.admin, case.arguments["bots"], recorded, state == "redeployed"):
        outcome, reason = CURRENT if pipeline.get("deployed") else NEVER, ""
        if old:
            outcome, reason = _deploy(case, pipeline) if state != "listed" else (OLD, "")
        if outcome == DEPLOYED:
            recorded[pipeline["id"]] = mark(token)
            _write(_record(case, writes=True), recorded)
        name = pipeline.get("fullyQualifiedName") or pipeline.get("name")
        rows.append(
            {"name": name, "kind": pipeline.get("pipelineType"), "bot": bot, "outcome": outcome, "reason": reason}
        )
    changed = any(row["outcome"] in (DEPLOYED, WOULD) for row in rows)
    return {"changed": changed, "pipelines": rows}


def _deploy(case, pipeline):
    if case.check_mode:
        return WOULD, ""
    try:
        code, reason = case.admin.deploy(pipeline["id"])
    except HostError as error:
        return FAILED, error.message
    return (
        (DEPLOYED, "")
        if code == 200
        else (FAILED, "{} (code {})".format(reason.rstrip(".") or "no reason given", code))
    )


def _record(case, writes=False):
    """The record of what we deployed; ``None`` where only HTTP is known."""
    if case.host is None:
        return None
    deployment = case.host.deployment
    folder = deployment.prepare_state()[0] if writes else deployment.state_directory
    return keyed_record.Record(folder, RECORD, lambda _data: "")


def _read(record):
    """{id: mark}. A record that does not count makes every pipeline one to be deployed."""
    return (record.read() if record else None) or {}


def _write(record, recorded):
    """After each deployment, so that a run which is cut off repeats none."""
    if record:
        record.repair()
        record.write(recorded)
