# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the time from `git clone` to a demo that has passed, and to a first plan. README.md tells how."""

import os
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
KEPT = ("PATH", "PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "http_proxy", "https_proxy", "no_proxy")
"""Of the environment: where programs are, and what a package index is reached with. Nothing that names a cache."""
APPLICATION = "-e om_sso_client_id=Kx81fNvQ2aJr7TzB -e om_sso_client_secret=a-secret-of-the-application"
"""What a provider gives for the application. Everything else that is typed is on the pages."""


def block(page: str, start: str) -> list[str]:
    """The lines of the first console block of a page that starts so; a line that is continued is one."""
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    found = re.search(rf"^```console\n({re.escape(start)}.*?)^```$", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit(f"{page} has no block that starts with {start}")
    return re.sub(r" *\\\n *", " ", found[1]).splitlines()


def ways() -> dict[str, list[str]]:
    """What is typed for each of the two."""
    clone = [f"git clone -q {shlex.quote(str(CHECKOUT))} openmetadata.sso", "cd openmetadata.sso"]
    (init,) = block("docs/install/README.md", "ansible-playbook openmetadata.sso.init -e")
    plan = "ansible-playbook -i inventory.yml openmetadata.sso.plan"
    own = [*block("README.md", "python3 -m venv"), "mkdir ~/own", "cd ~/own", f"{init} {APPLICATION}", plan]
    return {
        "a demo that has passed": [*clone, *block("README.md", "./run demo")],
        "a first plan": [*clone, *own],
    }


def measure(lines: list[str], home: Path) -> bool:
    """Type the lines into one shell whose home is empty, and print the seconds of each; False where one fails."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    typed = [text for line in lines for text in (f'printf "%5d s  %s\\n" $SECONDS {shlex.quote(line)} >&3', line)]
    script = "\n".join(["set -e", "exec 3>&1 >~/said 2>&1", "SECONDS=0", *typed])
    code = subprocess.run(
        ["bash", "-c", script],
        cwd=home,
        env={"HOME": str(home), "LC_ALL": "C.UTF-8", **kept},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode
    said = (home / "said").read_text(encoding="utf-8", errors="replace").rstrip().splitlines()
    print("\n".join(f"         {line}" for line in said[-12 if code else -3 :]), flush=True)
    return code == 0


def processor() -> float:
    """The processor time of what has been run: a busy machine changes it little."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure both; 1 where one does not get to its end."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    failed = 0
    for name, lines in ways().items():
        with tempfile.TemporaryDirectory(prefix="om-sso-first-") as home:
            print(f"\n{name}: seconds after the start, and what is typed", flush=True)
            started, before = time.monotonic(), processor()
            passed = measure(lines, Path(home))
            took = f"{time.monotonic() - started:5.0f} s, {processor() - before:.0f} s of processor time"
            print(f"{took}: {name if passed else 'FAILED'}", flush=True)
            failed += not passed
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
