# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates: the role's own for every deployment, those of an operator, and errors that name the place and no value."""

import shlex

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import host_request, plan, render
from lab import cache

ROLE = cache.CHECKOUT / "roles" / "om_sso" / "templates"
SECRET = "{{ environment }} {% raw %} $x 'q' \"d\" \\ # ü"
VARIABLES = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "abc",
    "om_sso_client_secret": SECRET,
    "om_sso_admin_principals": ["a"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_compose_directory": "/opt/om",
}
KINDS = {
    "docker_compose": {"om_sso_deployment": "docker_compose"},
    "systemd": {"om_sso_deployment": "bare_metal"},
    "script": {"om_sso_deployment": "bare_metal", "om_sso_service": "", "om_sso_home": "/opt/o'm $x"},
}
FILES = {
    "docker_compose": ("compose.env.j2", "compose.override.yml.j2"),
    "systemd": ("systemd.env.j2", "systemd.conf.j2"),
    "script": ("shell.env.j2", "shell.hook.j2"),
}


def made(kind):
    return plan.make({**VARIABLES, **KINDS[kind]})


def rendered(kind, *folders):
    planned = made(kind)
    return render.render(
        host_request.templates_of(planned.settings), host_request.context_of(planned), [*folders, ROLE]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_each_deployment_has_its_files(kind):
    assert tuple(rendered(kind)) == FILES[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_says_whose_it_is_but_the_line_in_the_operators(kind):
    for name, text in rendered(kind).items():
        assert text.endswith("\n")
        assert text.startswith("# Written by the Ansible collection openmetadata.sso") or name == "shell.hook.j2"


@pytest.mark.parametrize(
    ("kind", "name"), [("docker_compose", "compose.env.j2"), ("systemd", "systemd.env.j2"), ("script", "shell.env.j2")]
)
def test_a_secret_that_looks_like_a_template_stays_text(kind, name):
    lines = [line.removeprefix("export ") for line in rendered(kind)[name].splitlines() if not line.startswith("#")]
    found = dict(shlex.split(line)[0].split("=", 1) for line in lines)
    assert found == {entry.name: entry.text for entry in made(kind).environment}
    assert yaml.safe_load(found["OIDC_CLIENT_SECRET"]) == SECRET


def test_the_override_gives_every_service_the_same():
    services = yaml.safe_load(rendered("docker_compose")["compose.override.yml.j2"])["services"]
    assert list(services) == ["openmetadata-server", "execute-migrate-all"]
    for service in services.values():
        assert {name: text.replace("$$", "$") for name, text in service["environment"].items()} == {
            entry.name: entry.text for entry in made("docker_compose").environment
        }


def test_the_hook_names_its_file_whatever_the_folder_is_called():
    assert shlex.split(rendered("script")["shell.hook.j2"]) == [".", "/opt/o'm $x/conf/openmetadata-sso.sh"]


def test_a_template_of_the_operators_replaces_one_and_the_others_stay(tmp_path):
    (tmp_path / "systemd.conf.j2").write_text("# mine {{ home }}\n")
    files = rendered("systemd", tmp_path)
    assert (
        files["systemd.conf.j2"] == "# mine /opt/openmetadata\n"
        and files["systemd.env.j2"] == rendered("systemd")["systemd.env.j2"]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\n{% for %}\n", "systemd.conf.j2:2 is not a valid template"),
        ("{{ no_such_name }}", "'no_such_name' is undefined"),
        (
            "{% for variable in environment %}{{ variable.value_of_nothing }}{% endfor %}",
            "has no attribute 'value_of_nothing'",
        ),
        ("{{ 'a\0b' | openmetadata.sso.systemd }}", "it holds a NUL character"),
        ("{{ 'x' | no_such_filter }}", "no_such_filter"),
    ],
)
def test_an_error_names_the_template_and_no_value(tmp_path, text, words):
    (tmp_path / "systemd.conf.j2").write_text(text)
    with pytest.raises(render.RenderError) as error:
        rendered("systemd", tmp_path)
    assert "systemd.conf.j2" in str(error.value) and words in str(error.value)
    assert "raw" not in str(error.value)


def test_an_error_of_python_in_a_template_is_handled(tmp_path):
    (tmp_path / "systemd.conf.j2").write_text("{{ 1 / 0 }}")
    with pytest.raises(render.RenderError, match=r"systemd\.conf\.j2"):
        rendered("systemd", tmp_path)


def test_a_template_that_is_nowhere_is_said(tmp_path):
    with pytest.raises(render.RenderError, match=r"no-such\.j2 is in none of the template folders"):
        render.render(("no-such.j2",), {}, [tmp_path])
