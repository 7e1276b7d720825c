# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks with an administrator's token: an encrypted answer, no token in a line, a refusal before the host is asked."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import kubernetes
from fakes.chart_objects import NAMESPACE
from fakes.kubernetes_core import KubernetesCore

TOKEN = {"om_sso_admin_token": "the-token-of-an-administrator"}
BOT = {
    "changed": True,
    "created": False,
    "renewed": "it expires in 2 d",
    "expires_at": 1800000000,
    "old_token": "",
    "seconds": 1,
    "token": "a-new-token",
}
PIPELINES = [
    {"name": "a", "kind": "metadata", "bot": "ingestion-bot", "outcome": "failed", "reason": "no Airflow"},
    {"name": "b", "kind": "metadata", "bot": "ingestion-bot", "outcome": "current", "reason": ""},
]
REMOVED = {"changed": True, "user": "admin@open-metadata.org", "administrators": ["data.admin"], "acting": "data.admin"}


def sealed(answer, error=None):
    """The module's result for the key that it was sent."""
    return lambda sent: {"sealed": encryption.seal(sent["key"], {"answer": answer, "error": error})}


def test_a_token_is_returned_and_never_printed(acts):
    done = acts("bot_token", sealed(BOT), arguments={"name": "ingestion-bot"}, **TOKEN)
    assert (done.result["token"], done.result["_ansible_no_log"]) == ("a-new-token", True)
    assert "new token (it expires in 2 d)" in done.said and "a-new-token" not in done.said
    assert done.sent[0]["admin_token"] == TOKEN["om_sso_admin_token"]


def test_without_an_administrator_nobody_is_asked(acts):
    done = acts("bot_token", arguments={"name": "ingestion-bot"})
    assert done.sent == [] and done.said.startswith("om-1  om_sso_admin_token is missing")


def test_the_hosts_error_is_one_line(acts):
    error = {"message": "There is no bot x.", "fix": "Set create: true."}
    done = acts("bot_token", sealed(None, error), arguments={"name": "x"}, **TOKEN)
    assert done.result["msg"] == ["om-1  There is no bot x. Set create: true."] and done.result["failed"]


@pytest.mark.parametrize("fails", [True, False])
def test_a_pipeline_that_could_not_be_deployed_is_a_line(acts, fails):
    answer = {"changed": False, "pipelines": PIPELINES}
    done = acts("ingestion_pipelines", sealed(answer), arguments={"fail": fails}, **TOKEN)
    assert "  failed      a (metadata, ingestion-bot): no Airflow" in done.said
    assert (bool(done.result.get("failed")), "pipelines" in done.result) == (fails, not fails)


def test_the_default_administrator_is_removed(acts):
    done = acts("default_admin", sealed(REMOVED), **TOKEN)
    assert done.result["changed"] and "the user admin (admin@open-metadata.org) is removed" in done.said


def test_one_that_the_next_run_would_create_is_not_removed(acts):
    done = acts("default_admin", om_sso_admin_principals=["admin"], **TOKEN)
    assert done.sent == [] and "om_sso_admin_principals names admin" in done.said


RELEASE = {
    "om_sso_deployment": "kubernetes",
    "om_sso_kubernetes_namespace": NAMESPACE,
    "om_sso_kubernetes_release": "om",
    "om_sso_api_url": "http://localhost:8585",
}


@pytest.fixture
def core(monkeypatch):
    """`core(version, rows, admins)` is a cluster with one release, whose chart names these administrators."""

    def make(version="1.9.7", rows=None, admins=None):
        made = KubernetesCore(version, rows=rows)
        values = {} if admins is None else {"openmetadata": {"config": {"authorizer": {"initialAdmins": admins}}}}
        made.upgrade(values)
        monkeypatch.setattr(kubernetes, "caller", lambda _action, _task_vars: made)
        monkeypatch.setattr(kubernetes, "run_here", lambda _action, task_vars: task_vars)
        monkeypatch.setattr(kubernetes.pod_commands, "execute", made.execute)
        monkeypatch.setattr(kubernetes, "_versions", dict)
        return made

    return make


def rows_with(*admins):
    """The export of stored rows that name these administrators."""
    return config_export.write(
        {
            "authenticationConfiguration": {"provider": "basic"},
            "authorizerConfiguration": {"adminPrincipals": list(admins)},
        }
    )


@pytest.mark.parametrize(
    ("version", "rows", "stored"),
    [("1.9.7", None, None), ("1.12.14", rows_with("Jane", "admin"), ["jane", "admin"])],
)
def test_the_lists_of_a_release_are_those_of_its_pod(acts, core, version, rows, stored):
    made = core(version, rows, ["admin", "data.admin"])
    done = acts("default_admin", sealed(REMOVED), **TOKEN, **RELEASE)
    assert done.result["changed"] and "the user admin (admin@open-metadata.org) is removed" in done.said
    (sent,) = done.sent
    assert sent["arguments"]["lists"] == {"started": ["admin", "data.admin"], "stored": stored}
    assert (sent["target"], sent["url"], made.changes) == (None, RELEASE["om_sso_api_url"], [])


def test_a_release_that_cannot_be_read_keeps_its_administrator(acts, core):
    made = core()
    made.server_answers = False
    done = acts("default_admin", **TOKEN, **RELEASE)
    assert done.sent == [] and "What the release works with cannot be read" in done.said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"om_sso_api_url": None}, "set url or om_sso_api_url"),
        ({"om_sso_kubernetes_release": "Om!"}, "Om! is not a valid name"),
        ({"om_sso_admin_token": None, "om_sso_mint_admin_token": True}, "om_sso_admin_token is missing"),
    ],
)
def test_what_is_missing_for_a_release_is_said_and_nobody_is_asked(acts, core, changes, words):
    core()
    done = acts("default_admin", **{**TOKEN, **RELEASE, **changes})
    assert done.sent == [] and words in done.said
