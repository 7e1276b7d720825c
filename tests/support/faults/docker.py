# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for the program docker, as far as one Compose project with OpenMetadata needs it; no Docker is behind it.

$FAKE_DOCKER names a folder: `image` is an install of the simulator, `containers.json` is what "runs". A container of
the server is a process of the simulator with the container's environment; the migration runs to its end at each `up`.
The script `docker` beside this file answers what is asked often (ps, inspect) and calls this for the rest.
"""

import json
import os
import sys
import time

FOLDER = os.environ["FAKE_DOCKER"]
IMAGE = os.path.join(FOLDER, "image")
STATE = os.path.join(FOLDER, "containers.json")
SERVER = "openmetadata-server"


def load():
    try:
        with open(STATE, encoding="utf-8") as stream:
            return json.load(stream)
    except FileNotFoundError:
        return {}


def save(containers):
    with open(STATE + ".new", "w", encoding="utf-8") as stream:
        json.dump(containers, stream)
    os.replace(STATE + ".new", STATE)
    for container in containers.values():
        for running in (True, False):
            with open(os.path.join(FOLDER, "{}.{}".format(container["id"], running)), "w", encoding="utf-8") as stream:
                json.dump(inspected(container, running), stream)
    with open(os.path.join(FOLDER, "ids.new"), "w", encoding="utf-8") as stream:
        stream.writelines("{} {}\n".format(container["id"], container["pid"]) for container in containers.values())
    os.replace(os.path.join(FOLDER, "ids.new"), os.path.join(FOLDER, "ids"))


def wanted():
    """The services of compose.yml and its override; `$$` is a dollar sign."""
    import yaml  # it takes longer than all the rest, and most calls do without

    services = {}
    for name in ("docker-compose.yml", "docker-compose.override.yml"):
        if os.path.exists(name):
            with open(name, encoding="utf-8") as stream:
                for service, content in yaml.safe_load(stream)["services"].items():
                    services.setdefault(service, {}).update(content.get("environment") or {})
    return {
        name: {key: str(value).replace("$$", "$") for key, value in values.items()} for name, values in services.items()
    }


def digest(environment):
    import hashlib

    return hashlib.sha256(json.dumps(environment, sort_keys=True).encode()).hexdigest()


def runs(container):
    try:
        with open("/proc/{}/stat".format(container["pid"]), encoding="utf-8") as stream:
            return stream.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def kill(container):
    if runs(container):
        os.kill(container["pid"], 9)
        while runs(container):
            time.sleep(0.01)


def start(container):
    import subprocess

    environment = dict(container["environment"], PATH=os.environ["PATH"])
    with open(os.path.join(FOLDER, "log"), "ab") as log:
        command = ["./bin/openmetadata-server-start.sh", "conf/openmetadata.yaml"]
        if container["service"] != SERVER:
            command = ["./bootstrap/openmetadata-ops.sh", "migrate"]
        process = subprocess.Popen(
            command,
            cwd=IMAGE,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        container["pid"] = process.pid
        if container["service"] != SERVER and process.wait():
            sys.exit('service "{}" didn\'t complete successfully: exit 1'.format(container["service"]))


def up(names):
    services, containers = wanted(), load()
    for service in sorted(names, key=lambda name: name == SERVER):
        mark = digest(services[service])
        present = containers.get(service)
        if present is not None and present["hash"] == mark and runs(present):
            continue
        if present is None or present["hash"] != mark:
            if present is not None:
                kill(present)
            present = containers[service] = {
                "id": os.urandom(16).hex(),
                "service": service,
                "hash": mark,
                "environment": services[service],
                "pid": 0,
            }
        if present["pid"] == 0 or not runs(present):
            save(containers)
            start(present)
            save(containers)


def inspected(container, running):
    labels = {
        "com.docker.compose.project": "project",
        "com.docker.compose.project.working_dir": os.path.join(FOLDER, "project"),
        "com.docker.compose.service": container["service"],
        "com.docker.compose.config-hash": container["hash"],
        "com.docker.compose.oneoff": "False",
    }
    return {
        "Id": container["id"],
        "Config": {"Env": ["{}={}".format(*pair) for pair in container["environment"].items()], "Labels": labels},
        "State": {
            "Running": running,
            "Restarting": False,
            "Status": "running" if running else "exited",
            "ExitCode": 1,
            "StartedAt": "2026-11-22T06:00:00Z",
        },
        "RestartCount": 0,
        "NetworkSettings": {"Ports": {}, "Networks": {}},
    }


def inside(environment, command):
    """Run a command in the image's home, as `exec` and `run` do.

    Not as a child of ours in the container, so it goes on when we are killed.
    """
    import subprocess

    environment = dict(environment, PATH=os.environ["PATH"])
    sys.exit(subprocess.Popen(command, cwd=IMAGE, env=environment, start_new_session=True).wait())


def compose(words):
    if words[0] == "version":
        print("2.26.1")
    elif words[0] == "config" and "--hash" in words:
        for service, environment in wanted().items():
            print(service, digest(environment))
    elif words[0] == "config":
        services = {name: {"environment": environment} for name, environment in wanted().items()}
        print(json.dumps({"name": "project", "services": services}))
    elif words[0] == "up":
        up([word for word in words[1:] if not word.startswith("-")])
    elif words[0] == "restart":
        containers = load()
        kill(containers[words[1]])
        start(containers[words[1]])
        save(containers)
    elif words[0] == "stop":
        for service in words[1:]:
            if service in load():
                kill(load()[service])
    elif words[0] == "run":
        where = words.index("--entrypoint")
        inside(wanted()[words[where + 2]], [words[where + 1], *words[where + 3 :]])
    else:
        sys.exit(f"unknown docker command: compose {words[0]}")
    return 0


def main(words):
    containers = {container["id"]: container for container in load().values()}
    if words[0] == "exec":
        inside(containers[words[2]]["environment"], words[3:])
    elif words[0] == "logs":
        with open(os.path.join(FOLDER, "log"), encoding="utf-8") as stream:
            print("".join(stream.readlines()[-40:]))
    elif words[0] == "compose":
        words = words[1:]
        while words[0] in ("--file", "--project-name"):
            words = words[2:]
        return compose(words)
    else:
        sys.exit(f"docker: {words[0]!r} is not a docker command")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
