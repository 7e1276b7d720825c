# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files of a host are read, and what of them; a Compose host is adopted from what Docker says.

Real servers: tests/functional.
"""

import json
import os
from pathlib import Path

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import (
    bare_metal_sources,
    compose_containers,
    compose_files,
    compose_sources,
    registry,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_files import MARK
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.source import Source
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._inspect import config_files, reader
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.last_good import LastGood
from fakes import compose_world, loopback
from lab import existing as lab

SERVER = "openmetadata-server"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("services:\n  a:\n    env_file: one.env\n", ["one.env"]),
        ("    env_file: 'one.env' # mine\n", ["one.env"]),
        ('    env_file: [one.env, "two.env"]\n', ["one.env", "two.env"]),
        (
            "    env_file:\n      - one.env\n      # two\n      - ./three.env\n    image: x\n      - four.env\n",
            ["one.env", "./three.env"],
        ),
        (
            "    env_file:\n    - path: one.env\n      required: false\n    - two.env\n    ports:\n    - '80'\n",
            ["one.env", "two.env"],
        ),
        (
            "    env_file:\n      - required: false\n        path: one.env\n      - {path: two.env, required: false}\n"
            "      - format: raw\n        # three\n        path: 'three.env'\n    image: four.env\n",
            ["one.env", "two.env", "three.env"],
        ),
        ("    env_file: [{required: false, path: one.env}, two.env]\n", ["one.env", "two.env"]),
        ("    env_file: ${FILE}\n    environment:\n      - A=b\n", []),
        ("    # env_file: one.env\n    x_env_file_: two\n", []),
        ("    env_file:\n", []),
        ("", []),
    ],
)
def test_env_files_that_a_compose_file_names_are_found(text, found):
    assert compose_sources.env_file_entries(text) == found


def test_compose_files_that_are_included_or_extended_are_found(tmp_path):
    (tmp_path / "sub").mkdir()
    texts = {
        "a.yml": "include:\n  - sub/b.yml\n  - path: [c.yaml, 'd.yml'] # e.yml\nservices:\n  x:\n    image: f.yml\n",
        "sub/b.yml": "services:\n  y:\n    extends:\n      file: g.yml\n      service: z\n",
        **dict.fromkeys(("c.yaml", "d.yml", "e.yml", "f.yml", "sub/g.yml"), "services: {}\n"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    found = compose_sources._with_named({str(tmp_path / "a.yml"): ()})
    assert [name[len(f"{tmp_path}/") :] for name in found] == ["a.yml", "sub/b.yml", "c.yaml", "d.yml", "sub/g.yml"]
    assert found[str(tmp_path / "sub" / "g.yml")] == (str(tmp_path / "a.yml"), str(tmp_path / "sub" / "b.yml"))


def test_paths_of_a_compose_file_in_a_subfolder_begin_there(tmp_path):
    (tmp_path / "docker").mkdir()
    (tmp_path / "docker" / "om.yml").write_text("services:\n  a:\n    env_file: om.env\n")
    (tmp_path / ".env").write_text("COMPOSE_FILE=docker/om.yml\n")
    found = {source.path: source.named_by for source in compose_sources.sources(Project(tmp_path), [])}
    named = (str(tmp_path / ".env"),)
    assert found[str(tmp_path / "docker" / ".env")] == named
    assert found[str(tmp_path / "docker" / "om.env")] == (*named, str(tmp_path / "docker" / "om.yml"))
    assert str(tmp_path / "om.env") not in found


THEIRS = 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has users with fewer rights")
@pytest.mark.parametrize("dialect", ["shell", "compose"])
def test_a_file_of_roots_that_a_file_of_the_service_user_names_is_not_read(tmp_path, dialect):
    """What they write into a file of theirs would be read with root's rights and come out in findings and adopt."""
    (tmp_path / "root").mkdir(mode=0o700)
    (tmp_path / "root" / "secret.yml").write_text("services:\n  a:\n    env_file: /root-and-nobody-else.env\n")
    (tmp_path / "root" / "secret.env").write_text("PASSWORD=root-and-nobody-else\n")
    home = tmp_path / "home"
    (home / "conf").mkdir(parents=True)
    for path in (home, home / "conf"):
        os.chown(path, THEIRS, THEIRS)
    secret = f"{tmp_path}/root/secret"
    if dialect == "shell":
        (home / "conf" / "openmetadata-env.sh").write_text(f"A=1\n. {secret}.env\n")
        (home / "conf" / "openmetadata.yaml").write_text("a: b\n")
        listed = bare_metal_sources.sources(deployment("bare_metal", home))
    else:
        named = f"include:\n  - {secret}.yml\nservices:\n  a:\n    env_file: {secret}.env\n"
        (home / "docker-compose.yml").write_text(named)
        listed = compose_sources.sources(Project(home), [])
    found = config_files.read(listed, LastGood(str(tmp_path / "state")))
    assert "root-and-nobody-else" not in json.dumps(found)
    words = [f"can be changed by the user nobody and names {secret}" in why for _path, why in found["problems"]]
    assert words == [True] * (1 if dialect == "shell" else 2)
    # The same paths in files of root's are the operator's own.
    for path in (home, home / "conf"):
        os.chown(path, 0, 0)
    found = config_files.read(listed, LastGood(str(tmp_path / "state")))
    assert "PASSWORD=root-and-nobody-else" in json.dumps(found)


def deployment(name, home):
    options = {"home": str(home), "service": "", "user": "nobody", "server_internal_url": "http://127.0.0.1:1"}
    return registry.make(name, options)


class Project:
    """A Compose project of a folder, of which nothing was started."""

    def __init__(self, folder):
        self.folder = str(folder)
        self.layout = compose_files.layout(self.folder, [])

    def labels(self):
        return {}


def test_the_files_that_the_server_was_started_with_are_the_project(project):
    (project / "other.yml").write_text("services: {}\n")
    _plan, answer = lab.look(variables(project))
    assert answer["project_files"] == [str(project / "docker-compose.yml")]
    docker = Path(os.environ["OM_TEST_DOCKER"]) / "containers.json"
    containers = json.loads(docker.read_text())
    containers[0]["Config"]["Labels"][compose_containers.CONFIG_FILES] = str(project / "other.yml")
    docker.write_text(json.dumps(containers))
    assert lab.look(variables(project))[1]["project_files"] == [str(project / "other.yml")]


def read(folder, *sources):
    return config_files.read(
        [Source(str(folder / name), "env_file", "shell", needed=needed) for name, needed in sources],
        LastGood(str(folder)),
    )


def test_a_file_is_read_once_whatever_name_leads_to_it(tmp_path):
    (tmp_path / "a").write_text("A=1\n")
    os.symlink(tmp_path / "a", tmp_path / "b")
    assert [file["path"] for file in read(tmp_path, ("a", False), ("b", False))["files"]] == [str(tmp_path / "a")]


def test_what_is_not_there_is_a_word_only_where_it_is_needed(tmp_path):
    assert read(tmp_path, ("a", False), ("b", True))["problems"] == [
        [str(tmp_path / "b"), f"{tmp_path}/b does not exist."]
    ]


def test_a_file_without_end_is_not_read(tmp_path):
    (tmp_path / "a").write_text("A" * (config_files.LONGEST + 1))
    found = read(tmp_path, ("a", False))
    assert found["files"] == [] and "longer than" in found["problems"][0][1]


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_read(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("A=1\n")
    (tmp_path / "b").write_text("B=1\n")
    monkeypatch.setattr(config_files, "content", _denied(config_files.content, str(tmp_path / "a")))
    found = read(tmp_path, ("a", False), ("b", False))
    assert [file["text"] for file in found["files"]] == ["B=1\n"]
    assert found["problems"] == [[str(tmp_path / "a"), f"Could not read {tmp_path}/a: Permission denied."]]


def _denied(really, path):
    def reading(asked, longest, **more):
        if asked == path:
            raise config_files.HostError(f"Could not read {path}: Permission denied.")
        return really(asked, longest, **more)

    return reading


def test_our_block_in_a_file_of_the_operators_is_left_out_and_lines_keep_their_numbers(tmp_path):
    (tmp_path / "a").write_text(f"A=1\n{managed_block.BEGIN}\n. x\n{managed_block.END}\nB=1\n")
    assert read(tmp_path, ("a", False))["files"][0]["text"] == "A=1\n\n\n\nB=1\n"


def test_a_file_of_ours_is_compared_with_what_was_verified_and_its_text_stays_here(tmp_path):
    for name, kept in (("openmetadata-sso.env", "A='1'\nB='1'\n"), ("override.yml", f"{MARK}\nA\n")):
        (tmp_path / name).write_text(kept.replace("B='1'", "B='2'"))
    entries = [
        {"path": str(tmp_path / "openmetadata-sso.env"), "text": "A='1'\nB='1'\n", "mode": 384, "owner": [0, 0]},
        {"path": str(tmp_path / "override.yml"), "text": f"{MARK}\nA\n", "mode": 384, "owner": [0, 0]},
    ]
    record = {"fingerprint": "f", "version": None, "when": "w", "rows": None, "served": None, "files": entries}
    (tmp_path / "last_good.json").write_text(json.dumps(record))
    found = read(tmp_path, ("openmetadata-sso.env", False), ("override.yml", False))
    assert found["files"] == []
    assert found["own"] == [[str(tmp_path / "openmetadata-sso.env"), 2], [str(tmp_path / "override.yml"), None]]


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [("a\nb\n", "a\nb\n", None), ("a\nb\n", "a\nc\n", 2), ("a\n", "a\nb\n", 2), ("a\nb\n", "", 1)],
)
def test_the_first_line_that_differs_is_named(one, other, line):
    assert config_files.first_difference(one, other) == line


def test_what_systemd_reads_for_the_server_is_checked(monkeypatch):
    shown = (
        "FragmentPath=/etc/systemd/system/om.service\nDropInPaths=/a.conf /b.conf\n"
        "EnvironmentFiles=/etc/om env (ignore_errors=no)\n"
    )
    monkeypatch.setattr(
        bare_metal_sources.commands,
        "run",
        lambda *_arguments, **_more: commands.Result(0, shown + "EnvironmentFiles=/x (ignore_errors=yes)\n", ""),
    )
    found = [
        (source.path, source.kind, source.dialect, source.needed)
        for source in bare_metal_sources._of_unit("om.service")
    ]
    assert found == [
        ("/etc/systemd/system/om.service", "service_unit", None, False),
        ("/a.conf", "service_unit", None, False),
        ("/b.conf", "service_unit", None, False),
        ("/etc/om env", "env_file", "systemd", True),
        ("/x", "env_file", "systemd", False),
    ]


class Answers(loopback.Handler):
    """A server that says its release and what it serves."""

    def do_GET(self):
        body = json.dumps(
            {"version": "1.12.14"}
            if self.path.endswith("version")
            else {"provider": "auth0", "clientId": "Kx81", "keys": []}
        ).encode()
        self.reply(200, body)


BY_HAND = {
    "AUTHENTICATION_PROVIDER": "auth0",
    "AUTHENTICATION_AUTHORITY": "https://acme.eu.auth0.com",
    "AUTHENTICATION_CLIENT_ID": "Kx81",
    "AUTHENTICATION_PUBLIC_KEYS": "[https://acme.eu.auth0.com/.well-known/jwks.json,http://localhost:8585/api/v1/system/config/jwks]",
    "AUTHENTICATION_CALLBACK_URL": "https://metadata.acme.io/callback",
    "AUTHORIZER_ADMIN_PRINCIPALS": "[jane]",
    "AUTHORIZER_PRINCIPAL_DOMAIN": "acme.io",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A Compose project whose server was started with an env file by name, as the guides do it."""
    docker, folder = tmp_path / "docker", tmp_path / "project"
    docker.mkdir()
    folder.mkdir()
    compose_world.put_into_path(tmp_path / "bin", docker, monkeypatch)
    lines = "".join(f"      {name}: ${{{name}:-}}\n" for name in BY_HAND)
    (folder / "docker-compose.yml").write_text(f"services:\n  {SERVER}:\n    environment:\n{lines}")
    (folder / "auth0.env").write_text("".join(f"{name}={text}\n" for name, text in BY_HAND.items()))
    with loopback.serving(Answers) as server:
        labels = {
            "com.docker.compose.project": "project",
            "com.docker.compose.project.working_dir": str(folder),
            "com.docker.compose.service": SERVER,
            compose_containers.ENVIRONMENT_FILES: str(folder / "auth0.env"),
            compose_containers.CONFIG_FILES: str(folder / "docker-compose.yml"),
        }
        container = {
            "Id": "id-of-server",
            "RestartCount": 0,
            "State": {"Running": True, "Status": "running", "ExitCode": 0},
            "Config": {"Labels": labels, "Env": [f"{name}={text}" for name, text in BY_HAND.items()]},
            "NetworkSettings": {
                "Ports": {"8585/tcp": [{"HostIp": "127.0.0.1", "HostPort": str(server.server_port)}]},
                "Networks": {},
            },
        }
        (docker / "containers.json").write_text(json.dumps([container]))
        (docker / "exec-conf_openmetadata.yaml").write_text(lab.stock("1.12.14"))
        rows = {
            "authenticationConfiguration": {
                "provider": "auth0",
                "clientType": "public",
                "authority": BY_HAND["AUTHENTICATION_AUTHORITY"],
                "clientId": "Kx81",
            }
        }
        rows["authenticationConfiguration"].update(
            callbackUrl=BY_HAND["AUTHENTICATION_CALLBACK_URL"],
            publicKeyUrls=BY_HAND["AUTHENTICATION_PUBLIC_KEYS"].strip("[]").split(","),
        )
        rows["authorizerConfiguration"] = {"adminPrincipals": ["of.the.row"], "principalDomain": "acme.io"}
        (docker / "exec-get").write_text(json.dumps(rows))
        yield folder


def variables(folder):
    return {"om_sso_deployment": "docker_compose", "om_sso_compose_directory": str(folder)}


def test_a_compose_host_is_adopted_from_its_container_and_rows(project, tmp_path):
    outcome = lab.adopt(variables(project), tmp_path / "out")
    assert outcome.data["result"] == "changed", outcome.lines
    plain, secrets = lab.written(tmp_path / "out")
    assert (plain["om_sso_auth0_domain"], plain["om_sso_flow"], plain["om_sso_admin_principals"]) == (
        "acme.eu.auth0.com",
        "implicit",
        ["of.the.row"],
    )
    assert secrets == {}
    assert "ADO-03" in [finding["rule"] for finding in outcome.data["findings"]]


def test_files_of_a_compose_project_are_found_by_what_its_container_was_made_of(project):
    _plan, answer = lab.look(variables(project))
    assert [file["path"] for file in answer["files"]] == [
        str(project / "docker-compose.yml"),
        str(project / "auth0.env"),
        f"{SERVER}:conf/openmetadata.yaml",
    ]
    assert lab.check(variables(project)) == []
    (project / "auth0.env").write_text("AUTHENTICATION_CLIENT_ID= abc\n")
    assert lab.check(variables(project)) == [("ENV-02", f"{project}/auth0.env:1")]
    assert lab.check({**variables(project), "om_sso_compose_env_files": ["gone.env"]})[1:] == [
        ("ENV-34", f"{project}/gone.env")
    ]


def test_what_the_ops_command_quotes_is_hidden(project, tmp_path, monkeypatch):
    monkeypatch.setattr(reader.stored_config.StoredRows, "peek", _quoting)
    containers = Path(os.environ["OM_TEST_DOCKER"]) / "containers.json"
    containers.write_text(containers.read_text().replace('"Env": [', '"Env": ["OIDC_CLIENT_SECRET=\\"Canary7Zq\\"", '))
    with pytest.raises(AssertionError, match="cannot read <secret>") as error:
        lab.adopt(variables(project), tmp_path)
    assert "Canary" not in str(error.value)


def _quoting(_rows):
    raise config_files.HostError("openmetadata-ops.sh cannot read Canary7Zq")
