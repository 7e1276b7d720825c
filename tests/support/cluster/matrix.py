# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tests of Kubernetes with each combination of programs, and a table of what came out.

./run kubernetes-matrix [NAME=VERSION ...] [--list]

Each NAME=VERSION leaves those lines alone that have it: kube-apiserver (or `simulated`), helm, kubernetes.core,
kubernetes. Programs are built or downloaded once, the logs are kept; both are in ~/.cache/openmetadata.sso.
A pair of programs that does not work has to be refused before a change. The exit code is 1 if a line failed.
"""

import itertools
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import tools
from cluster.real import build
from lab import bundles, cache, kubernetes_tools, venvs

SERVER, SIMULATED = "kube-apiserver", "simulated"
AXES = {
    SERVER: ("v1.30.14", "v1.37.2"),
    "helm": ("v3.19.0", "v4.3.1"),
    "kubernetes.core": tuple(bundles.BUNDLES),
    "kubernetes": tuple(kubernetes_tools.CLIENTS),
}
"""Every version of each program; `test_tools_matrix.py` compares them with those that are claimed to work."""
FOLDER = "tests/functional/kubernetes"
REFUSED = f"{FOLDER}/test_refused_tools.py"
Line = dict[str, str]


def pairs(arguments: list[str]) -> Line:
    """{name: version} of the command line; `ValueError` for a word that is not such a pair."""
    for each in arguments:
        if "=" not in each:
            raise ValueError(f"{each} is not NAME=VERSION")
    return dict(each.split("=", 1) for each in arguments)


def lines(wanted: Line) -> Iterator[Line]:
    """Each combination; `ValueError` for a name or a version that is not there."""
    for name, version in wanted.items():
        known = (*AXES.get(name, ()), *([SIMULATED] if name == SERVER else []))
        if version not in known:
            raise ValueError(f"{name}={version} is not one of {', '.join(known) or ', '.join(AXES)}")
    axes = {name: (wanted[name],) if name in wanted else versions for name, versions in AXES.items()}
    for versions in itertools.product(*axes.values()):
        yield dict(zip(axes, versions))


def refused(line: Line) -> bool:
    """Whether the collection says that these programs do not work together."""
    return any(finding.severity == "error" for finding in tools.findings({**line, SERVER: None}))


def tested(line: Line) -> list[str]:
    """The paths and options of pytest for a line."""
    return [REFUSED] if refused(line) else [FOLDER, f"--ignore={REFUSED}"]


def outcome(line: Line, folder: Path) -> tuple[bool, str]:
    """(whether it is as it has to be, what came out)."""
    made, log = folder / "result.xml", folder / f"{'_'.join(line.values())}.log"
    made.unlink(missing_ok=True)
    versions = {name: version for name, version in line.items() if name != SERVER}
    try:
        kubernetes_tools.made(versions)
        plane = "" if line[SERVER] == SIMULATED else str(build.cached(line[SERVER]))
    except venvs.Missing as missing:
        return False, f"not built: {str(missing).splitlines()[-1]}"
    own = {"OM_SSO_CONTROL_PLANE": plane, "OM_SSO_THOROUGH": "1", "OM_SSO_REQUIRE": "all"}
    own[kubernetes_tools.VARIABLE] = json.dumps(versions)
    command = [sys.executable, "-m", "pytest", "-vv", "-rfE", f"--junitxml={made}", *tested(line)]
    with log.open("wb") as output:
        code = subprocess.run(command, env={**os.environ, **own}, stdout=output, stderr=output, check=False).returncode
    if not made.exists():
        return False, f"pytest ended with {code}: {log}"
    counts = ET.parse(made).getroot().find("testsuite").attrib
    bad = int(counts["failures"]) + int(counts["errors"])
    good = int(counts["tests"]) - bad - int(counts["skipped"])
    words = f"{'refused before a change; ' if refused(line) else ''}{good} passed"
    words += f", {bad} failed ({log})" if bad else ""
    return code == 0 and good > 0, f"{words} in {float(counts['time']):.0f} s"


def main(arguments: list[str]) -> int:
    """Print the table, a row when it is known."""
    if {"-h", "--help"} & set(arguments):
        print(__doc__.strip())
        return 0
    try:
        chosen = list(lines(pairs([each for each in arguments if each != "--list"])))
    except ValueError as error:
        print(f"{error}\n\n{__doc__.strip()}", file=sys.stderr)
        return 2
    print(f"| {' | '.join(AXES)} | result |\n|{'---|' * (len(AXES) + 1)}", flush=True)
    folder, right = cache.directory("kubernetes-matrix"), True
    for line in chosen:
        as_it_must, words = (
            (True, "refused" if refused(line) else "all tests") if "--list" in arguments else outcome(line, folder)
        )
        right = right and as_it_must
        print(f"| {' | '.join(line.values())} | {words} |", flush=True)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
