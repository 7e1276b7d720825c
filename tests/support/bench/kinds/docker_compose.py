# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Docker Compose with OpenMetadata 1.12, whose stored rows decide."""

import json

from lab import cache, docker, targets

from . import bare_metal

PREFIX = "bench-compose"
RELEASE = "1.12.14"
FOLDER = "/opt/openmetadata-docker"
#: Docker's own way into a host is barred once containers run in it, so that all is done in one call. The last line is
#: a token of an administrator, in which the secrets of the rows are masked.
PREPARE = f"""
python3 /opt/simulator/images.py {RELEASE} >/dev/null
cd {FOLDER}
docker compose up --detach --quiet-pull 2>/dev/null
until curl -fs http://localhost:8586/healthcheck >/dev/null; do sleep 1; done
docker exec --workdir /opt/openmetadata openmetadata_server python3 libs/simulator.py token admin
"""
OPERATOR = {
    **bare_metal.OPERATOR,
    "om_sso_deployment": "docker_compose",
    "om_sso_compose_directory": FOLDER,
}
RESTART = f"cd {FOLDER} && docker compose up --detach --force-recreate execute-migrate-all openmetadata-server"
PLAYBOOK_BY_HAND = None
NO_CHANGE = 1.5
TOKEN = ("-e", json.dumps({"om_sso_admin_token": "{{ bench_token }}"}))
MORE = {"no change, with a token": ("sso", TOKEN), "verify, with a token": ("verify", TOKEN)}


def prepare(name):
    """Start a project on a host that has booted, and keep a token of its administrator."""
    text = (cache.CHECKOUT / "molecule" / "files" / "docker-compose.yml").read_text(encoding="utf-8")
    compose = text.replace("1.9.7", RELEASE)
    write = f"mkdir -p {FOLDER}; cat >{FOLDER}/docker-compose.yml"
    docker.docker("exec", "--interactive", targets.container(name), "sh", "-euc", write, text=compose)
    said = docker.docker("exec", "--interactive", targets.container(name), "sh", "-eu", text=PREPARE)
    _token(name).write_text(said.splitlines()[-1], encoding="utf-8")


def variables(name):
    """The token of a host, which each server signs with its own key."""
    return {"bench_token": _token(name).read_text(encoding="utf-8")}


def _token(name):
    return targets.folder() / f"token-{name}"
