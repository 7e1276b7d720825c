# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of this checkout; each sets up what it needs in ~/.cache/openmetadata.sso (or $XDG_CACHE_HOME).

  ./run demo [arguments]       the main job against a stand-in server on this machine (arguments of ansible-playbook)
  ./run test [arguments]       every test, in three processes (arguments of pytest; -n 0 for one)
  ./run test quick [arguments] before each commit: unit tests, layout, ruff, types, docs (3 minutes, no Docker)
  ./run molecule [arguments]   a scenario on its own (arguments of molecule, such as: test -s compose)
  ./run bench NAME             a measurement (without a name: which there are)
  ./run kubernetes-matrix      before a release: the tests of Kubernetes with each version of the programs (hours)

No root is needed. A test whose tool cannot be had is skipped, and says why.
"""

import os
import sys

COMMANDS = {
    "demo": ("demo", ["ansible-playbook", "--inventory", "localhost,", "tests/support/demo/demo.yml"]),
    "test": ("test", ["pytest", "-rfE", "--numprocesses=3", "--dist=loadscope", "--no-loadscope-reorder"]),
    "molecule": ("molecule", ["molecule"]),
    "bench": ("test", ["python", "tests/support/bench"]),
    "kubernetes-matrix": ("test", ["python", "tests/support/cluster/matrix.py"]),
}
"""Each command: its requirement file, and what it ends in."""

QUICK = [
    "tests/unit",
    *(f"tests/quality/test_{name}.py" for name in ("rooms", "ruff", "types", "licence", "clocks")),
]
"""What `quick` stands for: the tests of the code alone."""


def main(arguments):
    """Set up, then become the command; return only when that cannot be done."""
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(__doc__.strip(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    if sys.version_info < (3, 11):
        print(
            f"./run needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).", file=sys.stderr
        )
        return 1
    return _become(arguments[0], arguments[1:])


def _become(name, arguments):
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from lab import cache, environment, venvs  # only now is it known that this Python can read them

    requirements, (program, *options) = COMMANDS[name]
    if name == "test" and arguments[:1] == ["quick"]:
        arguments = [*QUICK, *arguments[1:]]
    try:
        venv = venvs.ensure(requirements)
    except venvs.Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    os.chdir(cache.CHECKOUT)
    sys.stdout.flush()
    return os.execve(venv / "bin" / program, [program, *options, *arguments], environment.of(venv))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
