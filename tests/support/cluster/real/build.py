# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build etcd, kube-apiserver and kube-controller-manager for the tests.

`python3 tests/support/cluster/real/build.py FOLDER [VERSION]` (Go fetches 1 GB; ten minutes and more).

Kubernetes is not a module that `go install` takes: its parts are replaced by folders of its repository. Here the
modules that are published of them take that place.
"""

import re
import shutil
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lab import cache, golang, venvs

KUBERNETES, ETCD = "v1.30.14", "v3.5.21"
CONTROL_PLANE = ("kube-apiserver", "kube-controller-manager")
PROGRAMS = (*CONTROL_PLANE, "etcd")
VERSION = "k8s.io/component-base/version"
#: etcd's own program is a module with a replacement, too; this is all that it does.
ETCD_MAIN = (
    'package main\n\nimport (\n\t"os"\n\n\t"go.etcd.io/etcd/server/v3/etcdmain"\n)\n\n'
    "func main() { etcdmain.Main(os.Args) }\n"
)


def cached(kubernetes: str) -> Path:
    """A folder of the cache with the programs of a version, built once; raises `Missing`."""
    folder = cache.directory(f"control-plane-{kubernetes}")
    with cache.lock(folder.name):
        if not all((folder / name).exists() for name in PROGRAMS):
            build(folder, kubernetes)
            shutil.rmtree(folder / "go")
    return folder


def build(folder: Path, kubernetes: str = KUBERNETES) -> None:
    """Put the programs into a folder; raises `Missing`, with what Go says."""
    work = folder / "go"
    imports = "".join(f'\t_ "k8s.io/kubernetes/cmd/{program}"\n' for program in CONTROL_PLANE)
    modules = {
        "kubernetes": (
            _kubernetes_module(kubernetes),
            "tools.go",
            f"//go:build tools\n\npackage controlplane\n\nimport (\n{imports})\n",
        ),
        "etcd": (f"module store\n\ngo 1.22.0\n\nrequire go.etcd.io/etcd/server/v3 {ETCD}\n", "main.go", ETCD_MAIN),
    }
    built = {"kubernetes": [f"k8s.io/kubernetes/cmd/{program}" for program in CONTROL_PLANE], "etcd": ["."]}
    targets = {"kubernetes": f"{folder}/", "etcd": str(folder / "etcd")}
    numbers = kubernetes.removeprefix("v").split(".")
    flags = (
        f"-ldflags=-s -w -X {VERSION}.gitVersion={kubernetes} -X {VERSION}.gitMajor={numbers[0]} -X "
        f"{VERSION}.gitMinor={numbers[1]}"
    )
    for name, (module, file, source) in modules.items():
        (work / name).mkdir(parents=True, exist_ok=True)
        (work / name / "go.mod").write_text(module, encoding="utf-8")
        (work / name / file).write_text(source, encoding="utf-8")
        for command in (["mod", "tidy"], ["build", flags, "-o", targets[name], *built[name]]):
            print(name, *command[:2], file=sys.stderr, flush=True)
            golang.run(work, *command, folder=work / name)


def _kubernetes_module(version: str) -> str:
    """A go.mod that needs Kubernetes with the published modules of its parts."""
    with urllib.request.urlopen(f"https://proxy.golang.org/k8s.io/kubernetes/@v/{version}.mod", timeout=60) as answer:
        own = answer.read().decode()
    (go,) = re.findall(r"(?m)^go (\S+)$", own)
    parts = sorted(set(re.findall(r"(k8s\.io/[a-z-]+) => \./staging", own)))
    replaced = "".join(f"\t{part} => {part} {version.replace('v1.', 'v0.')}\n" for part in parts)
    return f"module controlplane\n\ngo {go}\n\nrequire k8s.io/kubernetes {version}\n\nreplace (\n{replaced})\n"


def main() -> int:
    """Exit code 1 when Go says no."""
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        build(Path(sys.argv[1]).resolve(), *sys.argv[2:])
    except venvs.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
