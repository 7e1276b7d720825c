# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the install lines of docs/install/README.md on bare Debian systems. README.md tells how."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[2]
PAGE = CHECKOUT / "docs" / "install" / "README.md"
GITHUB = "https://github.com/openmetadata-sso/openmetadata.sso"
BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")
"""What this machine trusts, which may be more than Debian does: a mirror of PyPI."""
PACKAGES = {"venv": "python3-venv git", "pipx": "pipx git"}
"""What the page says before the lines of a way."""
LAST = ["ansible --version | head -1", "ansible-galaxy collection list openmetadata.sso"]
INVENTORY = """\
openmetadata:
  hosts:
    om-1:
  vars:
    om_sso_provider: basic
    om_sso_deployment: bare_metal
    om_sso_admin_principals: [admin]
    om_sso_principal_domain: acme.io
    om_sso_server_url: https://metadata.acme.io
"""
_BLOCK = re.compile(
    r"^<!-- install (?P<way>[\w.]+)(?:: (?P<suites>[a-z ]+?)(?: after (?P<after>\w+))?)? -->\n\n"
    r"```\w+\n(?P<lines>.*?)^```",
    re.MULTILINE | re.DOTALL,
)


class Way(NamedTuple):
    """A way to install: its lines, the releases of Debian, and the way that comes before it on the same system."""

    lines: list[str]
    suites: list[str]
    after: str


def ways() -> tuple[dict[str, Way], str]:
    """The ways of the page, and the text of its requirements.yml."""
    found, requirements = {}, ""
    for match in _BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        if match["suites"] is None:
            requirements = match["lines"]
        else:
            found[match["way"]] = Way(match["lines"].splitlines(), match["suites"].split(), match["after"] or "")
    return found, requirements


def repository(folder: Path) -> None:
    """Make `origin.git` of the last commit here, with a branch main, and in `work` one commit more: another version."""
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(CHECKOUT), str(folder / "work")], check=True)
    git = ["git", "-C", str(folder / "work"), "-c", "user.name=try", "-c", "user.email=try@localhost"]
    subprocess.run([*git, "checkout", "-q", "-B", "main"], check=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(folder / "work"), str(folder / "origin.git")], check=True)
    path = folder / "work" / "galaxy.yml"
    path.write_text(re.sub(r"^version: .*", "version: 99.0.0", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    subprocess.run([*git, "commit", "-q", "-a", "-m", "another version"], check=True)


def script(name: str, every: dict[str, Way], requirements: str) -> str:
    """What is run in the root: the packages of the page, the lines as they are, and a run of the collection."""
    way = every[name]
    first = (
        every[way.after].lines if way.after and name == "upgrade" else every[way.after].lines[:1] if way.after else []
    )
    packages = [f"apt install {PACKAGES[name]}"] if name in PACKAGES else []
    push = ["git -C /repository/work push -q --force /repository/origin.git main"] if name == "upgrade" else []
    quiet = "export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 ANSIBLE_NOCOLOR=1 LC_ALL=C.UTF-8"
    setup = [
        "set -e -o pipefail",
        quiet,
        "cd ~",
        'apt() { apt-get -qq -o Dpkg::Use-Pty=0 "$1" --yes --no-install-recommends "${@:2}" >/dev/null 2>&1; }',
        "apt-get -qq update",
        f"cat >requirements.yml <<'END'\n{requirements}END",
        'mkdir -p /etc; printf \'[url "file:///repository/origin.git"]\\n\\tinsteadOf = %s\\n'
        f"[safe]\\n\\tdirectory = *\\n' {GITHUB} >/etc/gitconfig",
    ]
    shown = [*packages, *first, *push, *way.lines, *LAST]
    run = [
        f"cat >inventory.yml <<'END'\n{INVENTORY}END",
        *_echoed("ansible-playbook -i inventory.yml openmetadata.sso.plan | grep -A 3 -e PLAY -e om-1"),
    ]
    expected = ["ansible-galaxy collection list openmetadata.sso | grep -q 99.0.0"] if name == "upgrade" else []
    return "\n".join([*setup, *(text for line in shown for text in _echoed(line)), *run, *expected]) + "\n"


def _echoed(line: str) -> list[str]:
    quoted = line.replace("'", "'\\''")
    return [f"echo '# {quoted}'", line]


def root(suite: str, folder: Path) -> Path:
    """A bare system, copied from one that is made once a run."""
    base = folder / suite
    if not base.exists():
        command = ["mmdebstrap", "--quiet", "--variant=apt", "--include=ca-certificates", suite, str(base)]
        subprocess.run(command, check=True)
        shutil.copy(BUNDLE, base / BUNDLE.relative_to("/"))
        shutil.copy("/etc/resolv.conf", base / "etc" / "resolv.conf")
    copy = Path(tempfile.mkdtemp(prefix=f"{suite}-", dir=folder))
    subprocess.run(["cp", "-a", f"{base}/.", str(copy)], check=True)
    shutil.copytree(folder / "repository", copy / "repository", symlinks=True)
    return copy


def transcript(command: list[str], variables: dict[str, str]) -> int:
    """Run a command and print what it says; of a line that is written over, its end."""
    process = subprocess.Popen(
        command,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    process.stdout.reconfigure(newline="\n")
    for line in process.stdout:
        print(line.rstrip("\n").split("\r")[-1], flush=True)
    return process.wait()


def main(names: list[str]) -> int:
    """Try the ways with these names, or all; 1 where one does not work."""
    every, requirements = ways()
    unknown = [name for name in names if name not in every]
    if unknown or os.geteuid() != 0 or not shutil.which("mmdebstrap"):
        print(f"usage, as root, with mmdebstrap: try.py [{' '.join(every)}]", file=sys.stderr)
        return 2
    failed = []
    with tempfile.TemporaryDirectory(prefix="om-sso-install-") as name:
        folder = Path(name)
        (folder / "repository").mkdir()
        repository(folder / "repository")
        for way in names or every:
            for suite in every[way].suites:
                print(f"\n===== {way} on Debian {suite}", flush=True)
                where = root(suite, folder)
                trust = {name: str(BUNDLE) for name in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")}
                variables = {"HOME": "/root", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **trust}
                command = ["chroot", str(where), "/bin/bash", "-c", script(way, every, requirements)]
                code = transcript(command, variables)
                print(f"===== {way} on Debian {suite}: {'works' if code == 0 else f'fails with {code}'}", flush=True)
                failed += [f"{way} on {suite}"] if code else []
                shutil.rmtree(where)
    print(f"\n{len(failed)} do not work: {', '.join(failed)}" if failed else "\nall work")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
