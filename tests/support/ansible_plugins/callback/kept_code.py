# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A callback that keeps what Ansible makes anew in each run: byte code of collections, and archives of our modules.

A run compiles some 300 files and searches each module for what it imports: a seventh of its processor time. In a test
session that is the same code a thousand times. What runs stays the code of the checkout: both are kept by its content.
Its name comes before those of the callbacks that import the collection, since Ansible loads them in that order.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import marshal
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from ansible import constants
from ansible.plugins.callback import CallbackBase
from ansible.release import __version__
from ansible.utils.collection_loader import _collection_finder

DOCUMENTATION = """
name: kept_code
type: notification
short_description: Keeps byte code of collections and archives of modules between runs
description: Keeps them in the folder that OM_TEST_KEPT_CODE names.
"""
OURS = "ansible_collections.openmetadata.sso"
DAY = 24 * 60 * 60
KEPT = Path(os.environ["OM_TEST_KEPT_CODE"])


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "kept_code"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self):
        """Give this run the archives of those before."""
        super().__init__()
        root = Path(importlib.util.find_spec(OURS).submodule_search_locations[0])
        self.kept = KEPT / f"archives-{key_of(root / 'plugins')}"
        self.own = Path(constants.DEFAULT_LOCAL_TMP, "ansiballz_cache")
        self.own.mkdir(mode=0o700, exist_ok=True)
        for archive in self.kept.glob("*"):
            (self.own / archive.name).symlink_to(archive)

    def v2_playbook_on_stats(self, _stats):
        """Keep what this run packed."""
        new = [archive for archive in self.own.glob(f"{OURS}.*") if complete(archive)]
        if new and not self.kept.exists():
            remove_old(KEPT)
        for archive in new:
            keep(self.kept / archive.name, archive.read_bytes())


def key_of(plugins: Path) -> str:
    """What decides about an archive: the files that are searched, and the programs that do it."""
    digest = hashlib.sha256(repr((__version__, sys.version)).encode())
    for file in sorted(path for folder in ("modules", "module_utils") for path in (plugins / folder).rglob("*.py")):
        digest.update(repr((str(file.relative_to(plugins)), file.read_bytes())).encode())
    return digest.hexdigest()[:16]


def complete(archive: Path) -> bool:
    """Not the lock of one, one that is still written, or one that is kept already."""
    return archive.suffix != ".lock" and not archive.name.endswith("-part") and not archive.is_symlink()


def keep(file: Path, content: bytes) -> None:
    """Write a file that other runs may write at this moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as new:
        new.write(content)
    os.replace(new.name, file)


def remove_old(folder: Path) -> None:
    """Remove what was kept of code that was changed since."""
    for kept in folder.glob("archives-*"):
        with contextlib.suppress(FileNotFoundError):
            if kept.stat().st_mtime < time.time() - DAY:
                shutil.rmtree(kept, ignore_errors=True)


class ByteCode:
    """`get_code` of Ansible's loader of collections, with the byte code that a run before compiled."""

    def __init__(self, compiled):
        """Use ``compiled``, Ansible's own method, for what no run before compiled."""
        self.compiled = compiled

    def __get__(self, loader, _kind=None):
        """As a method of the loader."""
        return lambda name: self.of(loader, name)

    def of(self, loader, name):
        """The code of a module: as Python does it for others, by the time and size of its source."""
        path = loader.get_filename(name)
        try:
            stat = os.stat(path or "")
        except OSError:
            return self.compiled(loader, name)
        key = hashlib.sha256(repr((path, stat.st_mtime_ns, stat.st_size, sys.version)).encode()).hexdigest()
        file = KEPT / "byte_code" / key[:32]
        with contextlib.suppress(FileNotFoundError):
            return marshal.loads(file.read_bytes())
        code = self.compiled(loader, name)
        if code is not None:
            keep(file, marshal.dumps(code))
        return code


_BASE = _collection_finder._AnsibleCollectionPkgLoaderBase
_BASE.get_code = ByteCode(_BASE.get_code)
