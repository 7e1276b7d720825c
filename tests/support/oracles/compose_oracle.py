# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Docker Compose makes of projects: {service: {variable: text}} of each, or `Refused` with its words.

`newest` asks compose-go, the library in which Compose reads its files; `installed` the Compose of a target host.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from lab import cache, golang

VERSION = "v2.16.2"
"""Of compose-go, as in Compose 5.7.1."""
SOURCE = Path(__file__).parent / "compose" / "main.go"
MODULE = "github.com/compose-spec/compose-go/v2"
SCRIPT = """for folder in *; do (
  cd "$folder"
  docker compose --project-name p config --format json 2>words ||
    python3 -c 'import json, sys; print(json.dumps({"error": sys.stdin.read()}))' <words
  printf '\\0'
); done"""


class Refused(str):
    """Compose refused the project: its words."""


def newest(projects, folder):
    """What compose-go answers for *projects*, each {file name: text}, which are written below *folder*."""
    folders = [folder / str(number) for number in range(len(projects))]
    for place, files in zip(folders, projects):
        place.mkdir()
        for name, text in files.items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_bytes(text.encode())
    listed = "".join(f"{place}\n" for place in folders)
    answer = subprocess.run(
        [_program()], input=listed.encode(), capture_output=True, check=True, env={"PATH": os.defpath}
    )
    return [_read(json.loads(line), lambda service: service) for line in answer.stdout.splitlines()]


def installed(projects, target):
    """What the Compose of a target host answers. It prints a dollar sign twice, as a Compose file has it."""
    files = {f"{number:04}/{name}": text for number, project in enumerate(projects) for name, text in project.items()}
    answers = target.run(SCRIPT, files).split(b"\0")[:-1]
    return [_read(json.loads(answer), _unescaped) for answer in answers]


def _read(answer, environment):
    if "error" in answer:
        return Refused(answer["error"])
    services = {name: environment(service) or {} for name, service in answer["services"].items()}
    return {
        name: {variable: text for variable, text in variables.items() if text is not None}
        for name, variables in services.items()
    }


def _unescaped(service):
    variables = service.get("environment") or {}
    return {name: text if text is None else text.replace("$$", "$") for name, text in variables.items()}


def _program():
    """The reader, made when it is not there yet; raises `Missing`."""
    name = f"compose-go-{VERSION}-{cache.key(SOURCE.read_text(encoding='utf-8'))}"
    program = cache.directory(name) / "reader"
    with cache.lock(name):
        if not program.exists():
            print(f"building {program} (once, a minute)", file=sys.stderr, flush=True)
            _build(program)
    return program


def _build(program):
    work = program.parent / "go"
    shutil.rmtree(work, ignore_errors=True)
    (work / "source").mkdir(parents=True)
    shutil.copy(SOURCE, work / "source")
    for arguments in (
        ("mod", "init", "reader"),
        ("mod", "edit", f"-require={MODULE}@{VERSION}"),
        ("mod", "tidy"),
        ("build", "-ldflags=-s -w", "-o", str(program)),
    ):
        golang.run(work, *arguments, folder=work / "source")
    shutil.rmtree(work)
