# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Docker `docker` talks to: that of this host passes, that of another one is refused and named."""

import hashlib
import json
import os

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import docker_daemon

FAR = "ssh://deploy:hunter2@om-2.acme.io"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The home of the user that connects, without a word about Docker."""
    for name in ("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(docker_daemon.socket, "gethostname", lambda: "om-1")
    (tmp_path / ".docker").mkdir()
    return tmp_path


def configure(folder, **settings):
    (folder / "config.json").write_text(json.dumps(settings))


def context(folder, name, endpoint):
    place = folder / "contexts" / "meta" / hashlib.sha256(name.encode()).hexdigest()
    place.mkdir(parents=True)
    (place / "meta.json").write_text(json.dumps({"Name": name, "Endpoints": {"docker": {"Host": endpoint}}}))


def refused():
    with pytest.raises(HostError) as caught:
        docker_daemon.require_own()
    return caught.value


LOCAL = (
    "",
    " ",
    "unix:///var/run/docker.sock",
    "unix:///run/user/1000/docker.sock",
    "tcp://127.0.0.1:2375",
    "127.0.0.1:2375",
    "tcp://[::1]:2376",
    "tcp://localhost:2375",
    "tcp://:2375",
    "ssh://root@om-1",
    "tcp://[broken",
)
OTHERS = {
    FAR: "ssh://om-2.acme.io",
    "tcp://192.0.2.7:2376": "tcp://192.0.2.7",
    "192.0.2.7": "tcp://192.0.2.7",
    "tcp://docker:2375": "tcp://docker",
    "tcp://[2001:db8::7]:2376": "tcp://2001:db8::7",
}


@pytest.mark.parametrize("endpoint", LOCAL)
def test_the_docker_of_this_host_passes(home, monkeypatch, endpoint):
    monkeypatch.setenv("DOCKER_HOST", endpoint)
    docker_daemon.require_own()


@pytest.mark.parametrize("endpoint", OTHERS)
def test_a_docker_host_that_is_another_one_is_refused(home, monkeypatch, endpoint):
    monkeypatch.setenv("DOCKER_HOST", endpoint)
    error = refused()
    assert error.message.startswith(f"DOCKER_HOST names the Docker of another host, {OTHERS[endpoint]}: ")
    assert error.option == "DOCKER_HOST" and "hunter2" not in str(error.to_dict())


def test_a_context_of_another_host_is_refused(home, monkeypatch):
    monkeypatch.setenv("DOCKER_CONTEXT", "production")
    context(home / ".docker", "production", FAR)
    error = refused()
    assert error.message.startswith("DOCKER_CONTEXT names the Docker of another host, ssh://om-2.acme.io")
    assert "take DOCKER_CONTEXT out" in error.fix


@pytest.mark.parametrize("variable", [False, True])
def test_the_current_context_of_config_json_is_refused_where_it_is_of_another_host(home, monkeypatch, variable):
    folder = home / ".docker"
    if variable:
        folder = home / "elsewhere"
        folder.mkdir()
        monkeypatch.setenv("DOCKER_CONFIG", str(folder))
    configure(folder, currentContext="production")
    context(folder, "production", FAR)
    error = refused()
    assert error.option == f"currentContext of {folder}/config.json" and "docker context use default" in error.fix


@pytest.mark.parametrize(
    ("variables", "current"),
    [
        ({}, "rootless"),
        ({}, "default"),
        ({}, "unknown"),
        ({}, 7),
        ({"DOCKER_CONTEXT": "default"}, "production"),
        ({"DOCKER_CONTEXT": "rootless"}, "production"),
        ({"DOCKER_HOST": "unix:///run/user/1000/docker.sock"}, "production"),
        ({"DOCKER_HOST": "unix:///run/docker.sock", "DOCKER_CONTEXT": "production"}, "production"),
    ],
)
def test_what_docker_itself_passes_over_does_not_count(home, monkeypatch, variables, current):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    configure(home / ".docker", currentContext=current)
    context(home / ".docker", "production", FAR)
    context(home / ".docker", "rootless", "unix:///run/user/1000/docker.sock")
    docker_daemon.require_own()


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"currentContext": null}'])
def test_a_config_json_of_another_form_counts_as_missing_as_for_docker(home, text):
    (home / ".docker" / "config.json").write_text(text)
    docker_daemon.require_own()


def test_a_fifo_in_place_of_config_json_is_an_error_at_once(home):
    os.mkfifo(home / ".docker" / "config.json")
    assert str(home / ".docker" / "config.json") in refused().message
