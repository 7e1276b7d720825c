# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Build etcd, kube-apiserver and kube-controller-manager for the tests.

`python3 tests/support/cluster/real/build.py FOLDER` (Go fetches 1 GB; ten minutes and more).

Kubernetes is not a module that `go install` takes: its parts are replaced by folders of its repository. Here the
modules that are published of them take that place.
"""

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from lab import venvs

KUBERNETES, ETCD = "v1.30.14", "v3.5.21"
PROGRAMS = ("kube-apiserver", "kube-controller-manager")
VERSION = "k8s.io/component-base/version"
#: etcd's own program is a module with a replacement, too; this is all that it does.
ETCD_MAIN = (
    'package main\n\nimport (\n\t"os"\n\n\t"go.etcd.io/etcd/server/v3/etcdmain"\n)\n\n'
    "func main() { etcdmain.Main(os.Args) }\n"
)


def kubernetes_module() -> str:
    """A go.mod that needs Kubernetes with the published modules of its parts."""
    with urllib.request.urlopen(
        f"https://proxy.golang.org/k8s.io/kubernetes/@v/{KUBERNETES}.mod", timeout=60
    ) as answer:
        parts = sorted(set(re.findall(r"(k8s\.io/[a-z-]+) => \./staging", answer.read().decode())))
    replaced = "".join(f"\t{part} => {part} {KUBERNETES.replace('v1.', 'v0.')}\n" for part in parts)
    return f"module controlplane\n\ngo 1.22.0\n\nrequire k8s.io/kubernetes {KUBERNETES}\n\nreplace (\n{replaced})\n"


def main() -> int:
    """Exit code 1 when Go says no."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1]).resolve()
    go = str(venvs.ensure("go") / "bin" / "go")
    work = folder / "go"
    own = {
        "GOPATH": str(work / "path"),
        "GOCACHE": str(work / "cache"),
        "GOFLAGS": "-modcacherw",
        "CGO_ENABLED": "0",
        "GOTOOLCHAIN": "local",
    }
    imports = "".join(f'\t_ "k8s.io/kubernetes/cmd/{program}"\n' for program in PROGRAMS)
    modules = {
        "kubernetes": (
            kubernetes_module(),
            "tools.go",
            f"//go:build tools\n\npackage controlplane\n\nimport (\n{imports})\n",
        ),
        "etcd": (f"module store\n\ngo 1.22.0\n\nrequire go.etcd.io/etcd/server/v3 {ETCD}\n", "main.go", ETCD_MAIN),
    }
    built = {"kubernetes": [f"k8s.io/kubernetes/cmd/{program}" for program in PROGRAMS], "etcd": ["."]}
    targets = {"kubernetes": f"{folder}/", "etcd": str(folder / "etcd")}
    numbers = KUBERNETES.removeprefix("v").split(".")
    flags = (
        f"-ldflags=-s -w -X {VERSION}.gitVersion={KUBERNETES} -X {VERSION}.gitMajor={numbers[0]} -X "
        f"{VERSION}.gitMinor={numbers[1]}"
    )
    for name, (module, file, source) in modules.items():
        (work / name).mkdir(parents=True, exist_ok=True)
        (work / name / "go.mod").write_text(module, encoding="utf-8")
        (work / name / file).write_text(source, encoding="utf-8")
        for command in (["mod", "tidy"], ["build", flags, "-o", targets[name], *built[name]]):
            print(name, *command[:2], flush=True)
            if subprocess.run([go, *command], cwd=work / name, env={**os.environ, **own}, check=False).returncode:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
