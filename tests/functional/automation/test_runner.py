# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-runner runs the playbooks as AWX does.

Variables in files, also on another node, and no secret in what it keeps.
"""

import json
import stat

import pytest
import yaml

CANARY = "canary-8842 #: x"
VARIABLES = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "Kx81fNvQ2aJr7TzB",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "kubernetes",
    "om_sso_openmetadata_version": "1.12.12",
}
HOSTS = [f"om-{number}" for number in range(4)]


@pytest.fixture
def private_data(tmp_path):
    """`private_data(hosts, ...)` makes the folder that AWX hands to ansible-runner."""

    def make(hosts, **more):
        folder = tmp_path / "private"
        files = {
            "inventory/hosts.json": {
                "openmetadata": {"hosts": {host: {} for host in hosts}, "vars": {**VARIABLES, **more}}
            },
            # Where an injector of a credential type puts a secret.
            "env/extravars": {"om_sso_client_secret": CANARY},
        }
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(json.dumps(content), encoding="utf-8")
        (folder / "project").mkdir(exist_ok=True)
        return folder

    return make


def events(folder):
    """What AWX shows and keeps of the one run in a folder."""
    (run,) = (
        (folder / "artifacts").iterdir()
        if not (folder / "artifacts" / "job_events").exists()
        else [folder / "artifacts"]
    )
    kept = [path for path in run.rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if CANARY.encode() in path.read_bytes()]
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(run.glob("job_events/*.json"))]


def result(folder, kind, module="plan"):
    """The result in the one event of that kind that is the module's; other tasks show its lines and stop hosts."""
    (event,) = (
        event
        for event in events(folder)
        if event["event"] == kind and event["event_data"]["task_action"] == f"openmetadata.sso.{module}"
    )
    return event["event_data"]["res"]


def by_another_node(programs, folder, playbook, tmp_path, code=0):
    """Transmit | worker | process, each with nothing but what comes through the pipe.

    Give the folder with the result.
    """
    sent = programs.run("ansible-runner", "transmit", folder, "-p", playbook, folder=tmp_path)
    answer = programs.run("ansible-runner", "worker", folder=tmp_path, stdin=sent, code=code)
    programs.run("ansible-runner", "process", tmp_path / "result", folder=tmp_path, stdin=answer)
    return tmp_path / "result"


def test_runner_plans(programs, private_data, tmp_path):
    folder = private_data(HOSTS)
    programs.run("ansible-runner", "run", folder, "-p", "openmetadata.sso.plan", folder=tmp_path)
    assert {part["result"] for part in result(folder, "runner_on_ok")["hosts"].values()} == {"planned"}


def test_runner_plans_on_another_node(programs, private_data, tmp_path):
    folder = by_another_node(programs, private_data(HOSTS), "openmetadata.sso.plan", tmp_path)
    assert set(result(folder, "runner_on_ok")["hosts"]) == set(HOSTS)


def test_an_error_on_another_node_comes_back_with_its_findings(programs, private_data, tmp_path):
    folder = by_another_node(
        programs, private_data(HOSTS[:1], om_sso_principal_domain=None), "openmetadata.sso.plan", tmp_path, code=2
    )
    (line,) = (
        line for line in result(folder, "runner_on_failed", "host_verdict")["msg"] if line.startswith("  ERROR ")
    )
    assert line.startswith("  ERROR    OPT-03   om_sso_principal_domain is missing.")


def test_what_was_approved_between_two_jobs_is_applied_and_nothing_else(programs, private_data, tmp_path, install):
    """Plan, artifact, approval, apply: each job has a folder of its own, as in a workflow of AWX."""
    host = install("approved").start()
    plan = tmp_path / "shared" / "plan.json"
    changes = {"om_sso_openmetadata_version": None, "om_sso_plan_file": str(plan)}
    changes["om_sso_plan_file_key"] = "a-key-of-a-credential-8842"

    def job(playbook, code=0, **more):
        folder = private_data(["om-1"], **host.variables, **{**changes, **more})
        arguments = ("-p", f"openmetadata.sso.{playbook}", "--rotate-artifacts", "1")
        programs.run("ansible-runner", "run", folder, *arguments, folder=tmp_path, code=code)
        texts = json.dumps(events(folder))
        assert changes["om_sso_plan_file_key"] not in texts
        return texts

    before = host.served()
    assert "1 of 1 host changes, 1 restarts" in job("plan")
    text = plan.read_text(encoding="utf-8")
    assert CANARY not in text and host.served() == before
    plan.write_text(text.replace("Kx81fNvQ2aJr7TzB", "AnotherClient"), encoding="utf-8")
    assert "its signature does not match" in job("sso", code=2) and host.served() == before
    plan.write_text(text, encoding="utf-8")
    assert "is not the one that was reviewed" in job("sso", code=2, om_sso_client_id="AnotherClient")
    assert host.served() == before
    job("sso")
    assert host.served()["clientId"] == "Kx81fNvQ2aJr7TzB"


def test_slices_of_an_inventory_give_what_the_whole_gives(programs, private_data, tmp_path):
    def rendered(hosts, name):
        folder = private_data(hosts, om_sso_render_directory=str(tmp_path / name))
        programs.run(
            "ansible-runner",
            "run",
            folder,
            "-p",
            "openmetadata.sso.helm_values",
            "--rotate-artifacts",
            "1",
            folder=tmp_path,
        )
        assert events(folder)

    rendered(HOSTS, "whole")
    rendered(HOSTS[0::2], "slices")  # AWX gives every n-th host to a slice
    rendered(HOSTS[1::2], "slices")
    files = {path.relative_to(tmp_path / "whole"): path for path in (tmp_path / "whole").rglob("*.yaml")}
    assert len(files) == 3 * len(HOSTS)
    for name, path in files.items():
        other = tmp_path / "slices" / name
        assert other.read_bytes() == path.read_bytes()
        assert stat.S_IMODE(other.stat().st_mode) == 0o600


def test_the_documented_credential_types_and_survey_name_variables_of_the_collection(blocks):
    from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import settings

    known = {option.variable: option for option in settings.all_options().values()}
    credentials = [block for block in blocks.values() if "injectors" in block]
    assert credentials
    for block in credentials:
        secret = {field["id"] for field in block["inputs"]["fields"] if field.get("secret")}
        for name, template in block["injectors"]["extra_vars"].items():
            assert known[name].secret
            assert yaml.safe_load(template.strip("{} ")) in secret
    (survey,) = (block["spec"] for block in blocks.values() if "spec" in block)
    for question in survey:
        option = known[question["variable"]]
        assert not option.secret, "an answer to a survey is kept with the job"
        assert question["type"] != "multiplechoice" or question["choices"] == list(option.choices)
