# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one folder outside the repository in which everything that is costly to make is kept."""

import contextlib
import fcntl
import hashlib
import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
"""The root of this checkout, which is the root of the collection."""


def directory(*parts: str) -> Path:
    """A folder of the cache, made when it is not there yet."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    path = Path(base, "openmetadata.sso", *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def key(*texts: str) -> str:
    """Twelve hex digits that change when one of *texts* does."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


@contextlib.contextmanager
def lock(name: str):
    """Let one process at a time make the thing called *name*; the others wait and find it made."""
    with open(directory("locks") / name, "w", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def collections_path() -> Path:
    """A tree in which this checkout is where Ansible searches for `openmetadata.sso`.

    One tree a checkout, so that two checkouts on a machine never see each other's code.
    """
    tree = directory("trees", key(str(CHECKOUT)))
    link = tree / "ansible_collections" / "openmetadata" / "sso"
    link.parent.mkdir(parents=True, exist_ok=True)
    with lock("trees"):
        if not link.is_symlink():
            link.symlink_to(CHECKOUT, target_is_directory=True)
    return tree
