# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks with an administrator's token: an encrypted answer, no token in a line, a refusal before the host is asked."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core import encryption

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


def test_where_the_default_administrator_of_a_release_is_removed_is_said(acts):
    done = acts("default_admin", om_sso_deployment="kubernetes", om_sso_kubernetes_namespace="data", **TOKEN)
    assert done.sent == [] and "openmetadata.sso.default_admin does not run on Kubernetes. It reads" in done.said
