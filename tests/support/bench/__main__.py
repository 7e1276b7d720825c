# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measurements; `./run bench NAME --help` tells what one takes."""

import ast
import runpy
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__main__")


def main() -> int:
    """Become the one that is named, or tell which there are."""
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        for name in NAMES:
            words = ast.get_docstring(ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8")))
            print(f"{name:<18} {words.splitlines()[0]}")
        return 2
    sys.argv[:2] = [str(FOLDER / f"{sys.argv[1]}.py")]
    runpy.run_path(sys.argv[0], run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
