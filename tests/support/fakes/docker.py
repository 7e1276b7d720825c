# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A `docker` of the tests: it writes each call down and answers from a folder of what is there.

The folder is OM_TEST_DOCKER: calls (one JSON object a line), containers.json (a list as `docker inspect` prints it),
config.json (as `docker compose config` does; with --profile config--profile.json, if it is there; so with --env-file),
exec-WORD (what a command within a container prints that has this word),
hashes (as `docker compose config --hash '*'` does), version (of Compose), and failing
(a word; a call that holds it fails with the rest of that line), and inside/ (the files of every container, for
`docker cp`).
"""

import json
import os
import sys
import tarfile


def read(name, default=""):
    path = os.path.join(os.environ["OM_TEST_DOCKER"], name)
    if not os.path.exists(path):
        return default
    with open(path, encoding="utf-8") as stream:
        return stream.read()


def copy(path):
    """`docker cp CONTAINER:PATH -`: a tar of the last part of the path."""
    real = os.path.realpath(os.path.join(os.environ["OM_TEST_DOCKER"], "inside") + path)
    if not os.path.exists(real):
        print(f"Could not find the file {path} in container", file=sys.stderr)
        return 1
    with tarfile.open(fileobj=sys.stdout.buffer, mode="w|") as archive:
        archive.add(real, os.path.basename(real))
    return 0


def main(arguments):
    with open(os.path.join(os.environ["OM_TEST_DOCKER"], "calls"), "a", encoding="utf-8") as stream:
        text = sys.stdin.read() if "exec" in arguments or "run" in arguments else ""
        variables = sorted(name for name in os.environ if name.startswith("COMPOSE_") or name == "OIDC_CLIENT_SECRET")
        call = {"arguments": arguments, "folder": os.getcwd(), "pwd": os.environ.get("PWD")}
        stream.write(json.dumps({**call, "variables": variables, "text": text}) + "\n")
    word, _blank, message = read("failing").partition(" ")
    if word and word in arguments:
        print(message, file=sys.stderr)
        return 1
    containers = json.loads(read("containers.json", "[]"))
    if arguments[:1] == ["ps"]:
        print("\n".join(container["Id"] for container in containers))
    elif arguments[:1] == ["inspect"]:
        print(json.dumps([container for container in containers if container["Id"] in arguments]))
    elif arguments[:1] == ["cp"]:
        return copy(arguments[-2].partition(":")[2])
    elif arguments[:1] == ["exec"]:
        print("".join(read("exec-" + word.replace("/", "_")) for word in arguments), end="")
    elif arguments[:1] == ["logs"]:
        print("on stdout")
        print("on stderr", file=sys.stderr)
    elif arguments[:2] == ["compose", "version"]:
        print(read("version", "2.26.1"))
    elif "--hash" in arguments:
        print(read("hashes"), end="")
    elif "config" in arguments:
        option = next((word for word in ("--profile", "--env-file") if word in arguments), "")
        print(read(f"config{option}.json") or read("config.json"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
