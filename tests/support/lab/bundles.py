# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Collections without Galaxy: out of the package `ansible`, which holds them, from the package index."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from . import cache, interpreters, venvs

KUBERNETES_CORE = "6.2.0"
"""The version that CI runs with."""
BUNDLES = {"6.0.0": "ansible==12.0.0b1", "6.2.0": "ansible==12.3.0", "6.6.0": "ansible==14.5.0"}
"""The release of `ansible` that holds each version of kubernetes.core, by the project ansible-build-data.

A wheel has 52 MB and is thrown away when the collection is out of it.
"""


def kubernetes_core(version: str = KUBERNETES_CORE) -> Path:
    """A folder for ANSIBLE_COLLECTIONS_PATH, made when it is not there yet; raises `Missing`."""
    return of_bundle("kubernetes.core", bundle=BUNDLES[version])


def of_bundle(*names: str, bundle: str = BUNDLES[KUBERNETES_CORE]) -> Path:
    """The same for any collections of a bundle."""
    name = f"{'-'.join(names)}-{cache.key(bundle)}"
    folder = cache.directory(name)
    with cache.lock(name):
        if not (folder / "complete").exists():
            print(f"fetching {', '.join(names)} into {folder} (once)", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory() as downloads:
                _unpack(_download(bundle, Path(downloads)), folder, names)
            (folder / "complete").touch()
    return folder


def _download(bundle: str, folder: Path) -> Path:
    interpreter = interpreters.running()
    pip = venvs.pip_of(interpreter) or [sys.executable, "-m", "pip"]
    options = [
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--python-version",
        "3.12",
    ]
    answer = subprocess.run(
        [*pip, "download", *options, "--dest", str(folder), bundle], capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise venvs.Missing(f"pip could not download {bundle}, which holds the collections: {answer.stderr[-500:]}")
    return next(folder.glob("*.whl"))


def _unpack(wheel: Path, folder: Path, names: tuple[str, ...]) -> None:
    inside = tuple(f"ansible_collections/{name.replace('.', '/')}/" for name in names)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(
            folder, [member for member in archive.namelist() if member.startswith(inside) and "/tests/" not in member]
        )
