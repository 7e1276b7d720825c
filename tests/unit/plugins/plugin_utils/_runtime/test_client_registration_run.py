# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several applications in one task, one of which fails: who fails with what, and what the others have."""

from types import SimpleNamespace

import pytest
from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registrar import Result
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Registration, Secret
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_registration_run
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables
from examples import EXAMPLES

DELIVERY = {"om_sso_client_registration_delivery_tasks": "deliver.yml"}
#: om-1 has an application, om-2 and om-3 share the next one, and om-4 has the last one.
HOSTS = {"om-1": "okta", "om-2": "auth0", "om-3": "auth0", "om-4": "azure"}


def carry_out(monkeypatch, folder, fails, **changes):
    """The outcome for all hosts, where Auth0 refuses."""

    def one(_action, client, _state, keeper):
        made = Registration(client.name, f"{client.name}-id", {}, True)
        keeper.keep(made, Secret("1", f"{client.name}-secret"))
        if client.name == "auth0":
            raise AnsibleActionFail("Auth0: no permission.")
        return Result("created", made, secret=keeper.kept, made=True, handed=True), []

    monkeypatch.setattr(client_registration_run, "_one", one)
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(folder))
    read = {
        host: Variables({**EXAMPLES[f"{name}-authorization-code"], **DELIVERY, **changes}, [])
        for host, name in HOSTS.items()
    }
    action = SimpleNamespace(
        arguments={"fail": fails}, read=lambda _hosts: read, _loader=None, check_mode=False, host="om-1", task_vars={}
    )
    return client_registration_run.carry_out(action, list(HOSTS), "present")


def test_a_failure_is_said_once_and_its_hosts_and_those_behind_it_fail(monkeypatch, tmp_path):
    outcome = carry_out(monkeypatch, tmp_path, fails=False)
    assert outcome.data["failures"] == {
        "om-2": ["om-2, om-3 (2 hosts)  Auth0: no permission."],
        "om-3": ["the same as om-2"],
        "om-4": ["om-4  its application was not read, because that of om-2 failed"],
    }
    assert outcome.passing == outcome.lines[:-1] and outcome.lines[0].startswith("om-1  application ")
    assert outcome.data["changed"] and [entry["hosts"] for entry in outcome.data["clients"]] == [["om-1"]]


@pytest.mark.parametrize("fails", [True, False])
def test_the_new_secrets_are_still_delivered(monkeypatch, tmp_path, fails):
    data = carry_out(monkeypatch, tmp_path, fails).data
    delivered = [each["secret"] for each in data.get("secrets", ())]
    assert (
        delivered == ([] if fails else ["okta-secret", "auth0-secret"])
        and bool(data.get("_ansible_no_log")) is not fails
    )


def test_findings_are_said_once_and_nobody_is_asked(monkeypatch, tmp_path):
    outcome = carry_out(monkeypatch, tmp_path, False, om_sso_replicas="lots")
    told, *others = outcome.data["failures"].values()
    assert list(outcome.data["failures"]) == list(HOSTS) and "om_sso_replicas" in "".join(told)
    assert all(any(line.startswith("the same findings as om-1: OPT-02") for line in lines) for lines in others)
    assert "om_sso_replicas" not in "".join(line for lines in others for line in lines)
    assert "clients" not in outcome.data
