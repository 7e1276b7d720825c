# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/examples/pipelines: valid by the published schemas, and their commands run."""

import http.server
import json
import os
import re
import shutil
import subprocess
import threading

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import settings
from lab import cache, environment, required, venvs

FOLDER = cache.CHECKOUT / "docs" / "examples" / "pipelines"
PAGE = cache.CHECKOUT / "docs" / "operate" / "pipelines.md"
SCHEMAS = {"github.yml": "vendor.github-workflows", "gitlab.yml": "vendor.gitlab-ci"}


def read(name):
    """The documents of an example."""
    return list(yaml.safe_load_all((FOLDER / name).read_text(encoding="utf-8")))


def commands(name):
    """The commands of an example that start a playbook, in order."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return re.findall(
        r"ansible-playbook -i prod\.yml (openmetadata\.sso\.\w+) -e (om_sso_report_path=\S+)$", text, re.M
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_pipeline_is_valid_by_the_published_schema(name):
    try:
        program = venvs.ensure("schemas") / "bin" / "check-jsonschema"
    except venvs.Missing as missing:
        required.require(str(missing))
    command = [str(program), "--builtin-schema", SCHEMAS[name], str(FOLDER / name)]
    answer = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment.of(program.parents[1])
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("name", sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.yml")))
def test_the_page_shows_the_examples_as_they_are(name):
    text = (FOLDER / name).read_text(encoding="utf-8").split("-or-later\n", 1)[1]
    assert f"```yaml\n{text}```\n" in PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def host(install):
    """A server that nothing has configured."""
    return install("om-pipeline").start()


class Tickets(http.server.BaseHTTPRequestHandler):
    """Takes tickets as GitLab does."""

    def do_POST(self):
        self.server.tickets.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(201)
        self.end_headers()

    def log_message(self, *_arguments):
        """Say nothing."""


def test_the_playbook_of_the_rulebook_opens_a_ticket_where_a_host_differs(host, controller, operator):
    (rules,) = read("rulebooks/drift.yml")
    action = rules[0]["rules"][0]["action"]["run_playbook"]["name"]
    with http.server.HTTPServer(("127.0.0.1", 0), Tickets) as server:
        server.tickets = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/api/v4/projects/1/issues"
        controller.inventory({"om-1": host.variables}, **operator, ticket_url=url)
        event = json.dumps({"ansible_eda": {"event": {"alert": {"labels": {"host": "om-1"}}}}})
        controller.run(str(FOLDER / action), "-e", event, TICKET_TOKEN="a-token").passed()
        server.shutdown()
    (ticket,) = server.tickets
    assert "om-1" in ticket["title"] and "drift" in ticket["description"]


def test_the_commands_of_both_pipelines_plan_apply_and_verify(host, controller, operator):
    inventory = {**operator, "om_sso_report_path": None, "om_sso_preflight": "off"}
    controller.inventory({"om-1": host.variables}, **inventory)
    found = {verb: dict(commands(name))[verb] for name in SCHEMAS for verb, _report in commands(name)}
    assert list(found) == [f"openmetadata.sso.{verb}" for verb in ("plan", "sso", "verify")]
    for verb in found:
        files = {file for name in SCHEMAS for file in dict(commands(name))[verb].split("=")[1].split(",")}
        controller.run(verb.rsplit(".", 1)[1], "-e", f"om_sso_report_path={','.join(sorted(files))}").passed()
        for file in files:
            assert "om-1" in (controller.folder / file).read_text(encoding="utf-8") or file.endswith(".sarif")
            (controller.folder / file).unlink()
    for name, wanted in (("github.yml", "report.sarif"), ("gitlab.yml", "report.xml")):
        assert (FOLDER / name).read_text(encoding="utf-8").count(wanted) == 4, "what is written is handed over"


OUTPUTS = {
    "auth0_domain": "acme.eu.auth0.com",
    "client_id": "Kx81abcdefgh",
    "client_secret": "a-secret-of-auth0",
    "server_url": "https://metadata.acme.io",
}


def test_what_terraform_has_made_is_all_that_a_plan_needs():
    (variables,) = read("terraform.yml")
    outputs = dict(OUTPUTS)
    lookup = re.compile(r"\{\{ lookup\('cloud\.terraform\.tf_output', '(\w+)', project_path='terraform'\) \}\}")
    values = {
        name: lookup.sub(lambda found: outputs.pop(found[1]), value) if isinstance(value, str) else value
        for name, value in variables.items()
    }
    found = settings.parse(values)
    assert found.complete and found.findings == [] and outputs == {}


@pytest.fixture
def state(tmp_path):
    """A folder in which a real Terraform has made the outputs; gives the environment for it."""
    terraform = shutil.which("terraform")
    if not terraform:
        pytest.skip("terraform is missing, which is in no package index")
    blocks = [f'output "{name}" {{\n  value = "{text}"\n  sensitive = true\n}}\n' for name, text in OUTPUTS.items()]
    (tmp_path / "main.tf").write_text("".join(blocks), encoding="utf-8")
    more = {"TF_CLI_CONFIG_FILE": os.devnull}
    command = [terraform, "apply", "-auto-approve"]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, **more}, check=True, capture_output=True)
    return tmp_path, more


def plans(folder, controller, lookup, more):
    """Plan with the example; then without a state."""
    (variables,) = read("terraform.yml")
    found = {name: lookup(text) if isinstance(text, str) else text for name, text in variables.items()}
    controller.inventory({"om-1": {}}, **found)
    done = controller.run("plan", **more).passed()
    assert "Auth0" in done.output and OUTPUTS["client_secret"] not in done.printed
    (folder / "terraform.tfstate").unlink()
    assert "om_sso_server_url" in controller.run("plan", **more).failed().said("om-1")


@pytest.mark.optional  # the collection cloud.terraform is on Galaxy alone
def test_a_plan_reads_a_real_state_by_the_collection(state, oldest):
    (folder, more), collections = state, os.environ.get("OM_SSO_CLOUD_TERRAFORM")
    if not collections:
        pytest.skip("OM_SSO_CLOUD_TERRAFORM names no folder of collections with cloud.terraform")
    more["ANSIBLE_COLLECTIONS_PATH"] = f"{oldest.environment['ANSIBLE_COLLECTIONS_PATH']}:{collections}"
    plans(folder, oldest, lambda text: text.replace("'terraform')", f"'{folder}')"), more)


@pytest.mark.optional  # terraform is in no package index
def test_a_plan_reads_a_real_state_by_terraform_itself(state, controller):
    (folder, more), page = state, PAGE.read_text(encoding="utf-8")
    (instead,) = re.findall(r"`(lookup\('ansible\.builtin\.pipe', 'terraform [^`]+\))`", page)
    ours = instead.replace("-chdir=terraform", f"-chdir={folder}")
    pattern = re.compile(r"lookup\('cloud\.terraform\.tf_output', '(\w+)', project_path='terraform'\)")
    plans(folder, controller, lambda text: pattern.sub(lambda found: ours.replace("client_id", found[1]), text), more)


def test_flux_takes_the_files_that_are_rendered():
    (kustomization,), (release,) = read("flux/kustomization.yml"), read("flux/release.yml")
    assert "kubernetes.public.yaml" in kustomization["resources"]
    maps = {each["name"]: each["files"] for each in kustomization["configMapGenerator"]}
    assert maps["om-prod-sso"] == ["values.yaml=helm.values.yaml"]
    assert [each["name"] for each in release["spec"]["valuesFrom"]] == list(maps), "the rendered values come last"
