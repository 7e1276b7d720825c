# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real programs that turn a file of a deployment into a process environment.

Each reader takes {name: value as an encoder wrote it} and gives {name: text that a process would have}.
What this machine lacks is raised as `lab.venvs.Missing`. Compose v2 and systemd run in a target host of the lab.
"""

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from lab import docker, targets
from lab.venvs import Missing

# A process takes at most a quarter of its stack limit as environment: 2 MiB where nothing is set.
ENVIRONMENT_BYTES = 1_000_000
SERVICE = "services:\n  %s:\n    image: none\n    environment:\n      ALWAYS: there\n%s"
UNIT = """[Service]
Type=oneshot
EnvironmentFile=/values/%i.env
StandardOutput=truncate:/values/%i.out
ExecStart=/bin/cat /proc/self/environ
"""


class Target:
    """A target host, started when it is first needed and removed in the end."""

    def __init__(self):
        # Two test runs of one checkout must not take each other's target away.
        self._name = f"oracle-{os.getpid()}"
        self._running = False

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        if self._running:
            targets.remove(self._name)

    def run(self, script, files):
        """Put the files {name: text} into /values and run a shell script there; return the bytes that it printed."""
        if not self._running:
            docker.available()
            self._running = True
            targets.start(self._name)
        self._shell("rm -rf /values && mkdir /values && tar -x -C /values", _tar(files))
        return self._shell("cd /values && " + script)

    def _shell(self, script, standard_input=b""):
        return _run(["docker", "exec", "-i", targets.container(self._name), "sh", "-c", script], standard_input)


def compose(target, env_file, override):
    """Read the values of an `--env-file` by way of interpolation, and those of an override file directly."""
    files = {
        "values.env": _lines("%s=%s\n", env_file),
        "compose.yml": SERVICE % ("by_env_file", _lines("      %s: ${%s-unset}\n", zip(env_file, env_file))),
        "override.yml": SERVICE % ("by_override", _lines("      %s: %s\n", override)),
    }
    command = "docker compose --env-file values.env -f compose.yml -f override.yml config --format json"
    services = json.loads(_local(command, files) if _has_compose_v2() else target.run(command, files))["services"]
    return _printed(services["by_env_file"]), _printed(services["by_override"])


def systemd(target, environment_file):
    """Read an EnvironmentFile as a service of systemd gets it."""
    parts = list(_parts(environment_file))
    files = {f"{number}.env": _lines("%s=%s\n", part) for number, part in enumerate(parts)}
    units = " ".join(f"dump@{number}" for number in range(len(parts)))
    script = f"cp dump@.service /run/systemd/system/ && systemctl daemon-reload && systemctl start {units} && cat *.out"
    return _environment(target.run(script, {"dump@.service": UNIT, **files}), environment_file)


def sh(shell, words):
    """Read `export NAME=word` lines by a shell of this machine, in the C locale and with nothing inherited."""
    path = shutil.which(shell)
    if not path:
        raise Missing(f"the shell {shell} is not installed")
    result = {}
    with tempfile.TemporaryDirectory() as directory:
        script = Path(directory, "values.sh")
        for part in _parts(words):
            script.write_bytes(_lines("export %s=%s\n", part).encode())
            printed = _run(
                [path, "-c", '. "$1" && exec env -0', shell, str(script)], env={"PATH": os.defpath, "LC_ALL": "C"}
            )
            result.update(_environment(printed, part))
    return result


def _printed(service):
    """Give the environment that `config` printed: as a Compose file again, in which a dollar sign is written twice."""
    return {name: value.replace("$$", "$") for name, value in service["environment"].items() if name != "ALWAYS"}


def _has_compose_v2():
    if not shutil.which("docker"):
        return False
    done = subprocess.run(["docker", "compose", "version", "--short"], check=False, capture_output=True, text=True)
    return done.returncode == 0 and not done.stdout.startswith("1.")


def _local(command, files):
    with tempfile.TemporaryDirectory() as directory:
        for name, text in files.items():
            Path(directory, name).write_bytes(text.encode())
        return _run(command.split(), cwd=directory)


def _run(command, standard_input=None, **options):
    done = subprocess.run(command, check=False, capture_output=True, input=standard_input, **options)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:3])} ...: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def _lines(form, pairs):
    return "".join(form % pair for pair in (pairs.items() if isinstance(pairs, dict) else pairs))


def _parts(values):
    """Split an environment into some that a process can take."""
    part, size = {}, 0
    for name, value in values.items():
        needed = len(name) + len(value.encode()) + 16
        if part and size + needed > ENVIRONMENT_BYTES:
            yield part
            part, size = {}, 0
        part[name] = value
        size += needed
    if part:
        yield part


def _environment(printed, wanted):
    """Read `NAME=text` items that end in NUL; only the wanted names count."""
    pairs = (item.partition(b"=") for item in printed.split(b"\x00") if item)
    return {name.decode(): value.decode() for name, _equals, value in pairs if name.decode() in wanted}


def _tar(files):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return buffer.getvalue()


#: What a shell or systemd itself sets.
OF_THE_READER = {"PWD", "SHLVL", "_", "OLDPWD", "PATH", "LC_ALL", "HOME", "LANG", "LOGNAME", "SHELL", "USER"}
OF_THE_READER |= {
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "SYSTEMD_EXEC_PID",
    "MEMORY_PRESSURE_WATCH",
    "MEMORY_PRESSURE_WRITE",
}
DUMP = "Type=oneshot\nStandardOutput=truncate:/values/{n}.out\nExecStart=/bin/cat /proc/self/environ\n"
SERVICES = """for unit in t*.service; do cp "$unit" /run/systemd/system/; done; systemctl daemon-reload
systemctl start t*.service $(ls t*.service) || true
for number in $(seq 0 {last}); do cat "$number.out" 2>/dev/null; printf '\\1'; done"""


def sourced(program, scripts):
    """The environment that each script leaves when a shell of this machine sources it."""
    path = shutil.which(program)
    if not path:
        raise Missing(f"the shell {program} is not installed")
    found = []
    with tempfile.TemporaryDirectory() as directory:
        for text in scripts:
            script = Path(directory, "values.sh")
            script.write_bytes(text.encode())
            command = [path, "-c", '. "$1"; exec env -0', program, str(script)]
            done = subprocess.run(command, check=False, capture_output=True, env={"PATH": os.defpath, "LC_ALL": "C"})
            found.append(_all(done.stdout))
    return found


def services(target, units):
    """The environment of a process that systemd starts for each (unit, {name in /values: text})."""
    files = {name: text for _unit, beside in units for name, text in beside.items()}
    for number, (unit, _beside) in enumerate(units):
        files[f"t{number}.service"] = unit + DUMP.format(n=number)
    printed = target.run(SERVICES.format(last=len(units) - 1), files).split(b"\x01")[:-1]
    return [_all(part) for part in printed]


def _all(printed):
    """{name: text} of `NAME=text` items that end in NUL, without what the reader itself sets."""
    pairs = (item.partition(b"=") for item in printed.split(b"\x00") if item)
    found = {name.decode(): value.decode() for name, _equals, value in pairs}
    return {name: value for name, value in found.items() if name not in OF_THE_READER}
