# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rendering for the Helm chart as an operator does it: check, write, nothing to do, another style, refusals."""

import stat

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from lab.playbooks import Unsafe

CANARY = "canary #7: '\"{{ 7 * 6 }}"
OWN_CANARY = "own-canary-4711"
#: The files of a release with the chart and a Secret.
WRITTEN = (documents.VALUES, documents.SECRET, documents.PUBLIC)
OWN = f"extraEnvs: [{{name: PROXY, value: {OWN_CANARY}}}]\n"


@pytest.fixture
def variables(operator):
    """What an operator writes for a release that is rendered."""
    return {
        **operator,
        "om_sso_client_secret": Unsafe(CANARY),
        "om_sso_deployment": "kubernetes",
        "om_sso_openmetadata_version": "1.12.12",
        "om_sso_render_directory": "gitops",
        "om_sso_helm_values_files": ["values.yaml"],
    }


@pytest.fixture(name="render")
def make_render(each_controller, variables):
    """`render(...)` runs the playbook for one release; its folder is `.folder`."""

    def run(*arguments, playbook="helm_values", own=OWN, **more):
        (each_controller.folder / "values.yaml").write_text(own, encoding="utf-8")
        each_controller.inventory({"om-prod": {}}, **{**variables, **more})
        answer = each_controller.run(playbook, *arguments)
        assert CANARY not in answer.output and OWN_CANARY not in answer.output and "{{ 7" not in answer.output
        return answer

    run.folder = each_controller.folder / "gitops" / "om-prod"
    run.reported = each_controller.reported
    return run


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_first_in_check_mode_then_really_then_nothing_is_left_to_do(render):
    answer = render("--check", "--diff").passed()
    assert answer.of("om-prod")["changed"] is True
    assert not render.folder.exists()
    assert "planned     " in answer.output and "OIDC_CLIENT_SECRET: <sha256:" in answer.output

    answer = render("--diff").passed()
    assert answer.of("om-prod")["changed"] is True
    assert names(render.folder) == set(WRITTEN)
    assert {stat.S_IMODE(path.stat().st_mode) for path in render.folder.iterdir()} == {0o600}
    extra = yaml.safe_load((render.folder / documents.VALUES).read_text(encoding="utf-8"))["extraEnvs"]
    assert extra[0] == {"name": "PROXY", "value": OWN_CANARY}
    assert render.reported()["hosts"]["om-prod"]["result"] == "changed"

    answer = render("--diff", "-vvv").passed()
    assert answer.of("om-prod")["changed"] is False
    assert "diff" not in answer.of("om-prod") or not answer.of("om-prod")["diff"]
    assert render.reported()["hosts"]["om-prod"]["files"] == [
        {"path": f"gitops/om-prod/{name}", "changed": False} for name in WRITTEN
    ]


def test_a_file_that_others_can_read_is_closed(render):
    render().passed()
    (render.folder / documents.SECRET).chmod(0o644)
    assert render("--check").passed().of("om-prod")["changed"] is True
    assert stat.S_IMODE((render.folder / documents.SECRET).stat().st_mode) == 0o644
    render().passed()
    assert stat.S_IMODE((render.folder / documents.SECRET).stat().st_mode) == 0o600


def test_references_take_the_written_secret_away_and_leave_files_of_others(render):
    render().passed()
    (render.folder / "kustomization.yaml").write_text("resources: []\n", encoding="utf-8")
    answer = render("--diff", om_sso_kubernetes_secret_style="reference").passed()
    assert names(render.folder) == {documents.VALUES, documents.PUBLIC, "kustomization.yaml"}
    assert "ENV-17" in answer.output
    assert "the Secret openmetadata-sso needs: OIDC_CLIENT_SECRET" in answer.output


def test_another_form_takes_the_place_of_the_values(render):
    render().passed()
    store = {"om_sso_kubernetes_secret_store": "vault", "om_sso_kubernetes_secret_path": "openmetadata/sso"}
    answer = render(om_sso_kubernetes_render="patch", om_sso_kubernetes_secret_style="external_secret", **store)
    written = names(answer.passed() and render.folder) & set(documents.NAMES)
    assert written == {documents.PATCH, documents.EXTERNAL}
    assert "openmetadata/sso of the store needs the properties OIDC_CLIENT_SECRET" in answer.output
    assert f"name {documents.PATCH} below patches of your kustomization" in answer.output


#: Host: the rule that refuses it, its own values file, and its variables.
REFUSED = {
    "om-clear": ("ENV-19", "extraEnvs: [{name: OIDC_CLIENT_SECRET, value: secret-in-clear}]", {}),
    "om-twice": ("HELM-01", "extraEnvs: [{name: OIDC_SCOPE, value: openid}]", {}),
    "om-no-yaml": ("HELM-02", "a: [", {}),
    "om-no-file": ("HELM-02", OWN, {"om_sso_helm_values_files": ["absent.yaml"]}),
    "om-name": ("HELM-03", OWN, {"om_sso_kubernetes_secret": "Not_A_Name"}),
    "om-deployment": ("OPT-02", OWN, {"om_sso_deployment": "bare_metal"}),
    "om-no-folder": ("OPT-03", OWN, {"om_sso_render_directory": None}),
    "om-no-domain": ("OPT-03", OWN, {"om_sso_principal_domain": None}),
}


def test_an_error_keeps_everything_from_being_written(variables, each_controller):
    hosts = {}
    for host, (_rule, own, more) in REFUSED.items():
        (each_controller.folder / f"{host}.yaml").write_text(own, encoding="utf-8")
        wanted = {**variables, "om_sso_helm_values_files": [f"{host}.yaml"], **more}
        hosts[host] = {name: value for name, value in wanted.items() if value is not None}
    each_controller.inventory(hosts)
    answer = each_controller.run("helm_values").failed()
    assert "secret-in-clear" not in answer.output and CANARY not in answer.output
    for host, (rule, _own, _more) in REFUSED.items():
        assert rule in answer.said(host) and "nothing was changed" in answer.said(host)
    assert [path for path in (each_controller.folder / "gitops").glob("*") if path.name in REFUSED] == []


def test_the_plan_writes_the_same_files(render):
    render().passed()
    before = {path.name: path.read_bytes() for path in render.folder.iterdir()}
    render(playbook="plan").passed()
    assert before == {path.name: path.read_bytes() for path in render.folder.iterdir()}


def test_applying_without_kubernetes_core_says_what_to_install(render):
    output = render(playbook="sso").failed().output
    assert "ansible-galaxy collection install kubernetes.core" in output and "pip install 'kubernetes>=24.2'" in output


def test_a_template_of_the_operators_own_replaces_the_roles(render, tmp_path):
    (tmp_path / "kubernetes.secret.yaml.j2").write_text(
        "kind: Own\nname: {{ secret.name }}\nkeys: {{ secret.data | list }}\n", encoding="utf-8"
    )
    render(om_sso_template_directory=str(tmp_path)).passed()
    assert (render.folder / documents.SECRET).read_text(
        encoding="utf-8"
    ) == "kind: Own\nname: openmetadata-sso\nkeys: ['OIDC_CLIENT_SECRET']\n"


def test_the_values_go_below_the_name_of_the_subchart_of_a_parent_chart(render):
    own = f"catalog:\n  openmetadata: {{config: {{logLevel: INFO}}}}\n  {OWN}"
    answer = render("--diff", own=own).passed()
    assert "PROXY" in answer.output, "the diff shows the list, and the canary of the fixture is not in it"
    values = yaml.safe_load((render.folder / documents.VALUES).read_text(encoding="utf-8"))
    assert set(values) == {"catalog"}
    assert values["catalog"]["extraEnvs"][0] == {"name": "PROXY", "value": OWN_CANARY}
    assert values["catalog"]["openmetadata"]["config"]["authentication"]["enabled"] is True


VALUES = """
openmetadata:
  config:
    authentication:
      provider: okta
      publicKeys: [http://openmetadata:8585/api/v1/system/config/jwks, https://acme.okta.com/oauth2/default/v1/keys]
      authority: https://acme.okta.com/oauth2/default
      clientId: 0oab1cdefgHIJKlmn5d7
      callbackUrl: https://metadata.acme.io/callback
    authorizer: {initialAdmins: [jane], principalDomain: acme.io}
"""


def test_values_files_are_checked_and_adopted_without_a_cluster(each_controller):
    target = {"om_sso_deployment": "kubernetes", "om_sso_kubernetes_namespace": "data"}
    target.update(om_sso_openmetadata_version="1.12.12", om_sso_helm_values_files=["values.yaml"])
    (each_controller.folder / "values.yaml").write_text(VALUES, encoding="utf-8")
    each_controller.inventory({"om-prod": target}, om_sso_adopt_directory="host_vars")
    each_controller.run("check_config").passed()
    each_controller.run("adopt").passed()
    adopted = each_controller.folder / "host_vars" / "om-prod" / "om_sso.yml"
    written = yaml.safe_load(adopted.read_text(encoding="utf-8"))
    assert (written["om_sso_provider"], written["om_sso_admin_principals"]) == ("okta", ["jane"])
    each_controller.inventory({"om-prod": {**target, **written}}, om_sso_render_directory="gitops")
    each_controller.run("helm_values").passed()

    (each_controller.folder / "values.yaml").write_text(
        VALUES.replace("initialAdmins", "adminPrincipals"), encoding="utf-8"
    )
    each_controller.inventory({"om-prod": target})
    answer = each_controller.run("check_config").failed()
    assert "HELM-04" in answer.output and "values.yaml line 10" in answer.output
