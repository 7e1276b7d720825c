# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible makes anew in each run is kept between the runs of the tests.

A run reads two large YAML files of ansible-core, compiles some 300 files of the collection, searches each module for
what it imports, and the host compiles the 160 files in the module's archive: a third of its processor time. In a test
session that is the same a thousand times. All of it is kept by its content, so that what runs is the code of the
checkout.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import dataclasses
import hashlib
import marshal
import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OURS = "ansible_collections.openmetadata.sso"
DAY = 24 * 60 * 60
#: Characters of YAML that are worth keeping.
LARGE = 20_000
WITH_BYTE_CODE = Path(__file__).with_name("with_byte_code.py")


def install(folder: Path, host_python: str) -> None:
    """Keep everything in a folder; *host_python* is the Python of the hosts of the tests."""
    import yaml  # before Ansible, which takes its functions when it is imported

    yaml.load = Yaml(yaml, folder / "yaml").load
    from ansible.utils.collection_loader import _collection_finder

    base = _collection_finder._AnsibleCollectionPkgLoaderBase
    base.get_code = ByteCode(base.get_code, folder / "byte_code").method()
    from ansible import constants, release

    root = Path(constants.COLLECTIONS_PATHS[0], "ansible_collections", "openmetadata", "sso")
    key = key_of(root / "plugins", (release.__version__, sys.version, host_python))
    archives = Archives(folder / f"archives-{key}", Path(constants.DEFAULT_LOCAL_TMP, "ansiballz_cache"), host_python)
    archives.give()
    run = os.getpid()
    atexit.register(lambda: os.getpid() == run and archives.keep())


def keep(file: Path, content: bytes) -> None:
    """Write a file that other runs may write at this moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as new:
        new.write(content)
    os.replace(new.name, file)


def digest_of(*parts: object) -> str:
    """The name of what is made of these parts."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


class Yaml:
    """`yaml.load` with what a run before has read of the same text."""

    def __init__(self, library, folder: Path):
        """Use *library*, which is `yaml`, for what no run before has read."""
        self.loaded, self.folder = library.load, folder
        names = ("BaseLoader", "CBaseLoader", "SafeLoader", "CSafeLoader")
        self.plain = [getattr(library, name) for name in names if hasattr(library, name)]

    def load(self, stream, Loader):  # noqa: N803 - as yaml names it
        """The document; kept if it is large and has nothing but plain values."""
        text = stream.read() if hasattr(stream, "read") else stream
        if Loader not in self.plain or len(text) < LARGE:
            return self.loaded(text, Loader=Loader)
        file = self.folder / digest_of(Loader.__name__, bytes(text) if isinstance(text, bytes) else str(text))
        with contextlib.suppress(FileNotFoundError):
            return marshal.loads(file.read_bytes())
        document = self.loaded(text, Loader=Loader)
        with contextlib.suppress(ValueError):  # a date
            keep(file, marshal.dumps(document))
        return document


class ByteCode:
    """`get_code` of Ansible's loader of collections, with the byte code that a run before compiled."""

    def __init__(self, compiled, folder: Path):
        """Use *compiled*, Ansible's own method, for what no run before compiled."""
        self.compiled, self.folder = compiled, folder

    def method(self):
        """What takes the place of the method."""

        def get_code(loader, name):
            return self.of(loader, name)

        return get_code

    def of(self, loader, name):
        """The code of a module: as Python does it for others, by the time and size of its source."""
        path = loader.get_filename(name)
        try:
            stat = os.stat(path or "")
        except OSError:
            return self.compiled(loader, name)
        file = self.folder / digest_of(path, stat.st_mtime_ns, stat.st_size, sys.version)
        with contextlib.suppress(FileNotFoundError):
            return marshal.loads(file.read_bytes())
        code = self.compiled(loader, name)
        if code is not None:
            keep(file, marshal.dumps(code))
        return code


class Archives:
    """The archives of our modules, each with the byte code of its files for the hosts of the tests."""

    def __init__(self, kept: Path, own: Path, host_python: str):
        """Use *kept* for all runs, and *own*, where Ansible keeps those of one."""
        self.kept, self.own, self.host_python = kept, own, host_python

    def give(self) -> None:
        """Give this run the archives of those before."""
        self.own.mkdir(mode=0o700, exist_ok=True)
        for archive in self.kept.glob("[!.]*"):
            (self.own / archive.name).symlink_to(archive)

    def keep(self) -> None:
        """Keep what this run packed."""
        new = [archive for archive in self.own.glob(f"{OURS}.*") if complete(archive)]
        if new and not self.kept.exists():
            remove_old(self.kept.parent)
        for archive in new:
            keep(self.kept / archive.name, self._with_byte_code(archive))

    def _with_byte_code(self, archive: Path) -> bytes:
        """The file that Ansible keeps of an archive: up to 2.18 Base64, since 2.19 a pickled object with it."""
        content = archive.read_bytes()
        if re.fullmatch(rb"[\w+/=\s]+", content):
            return self._compiled(content)
        module = pickle.loads(content)
        return pickle.dumps(dataclasses.replace(module, zip_data=self._compiled(module.zip_data)))

    def _compiled(self, encoded: bytes) -> bytes:
        command, archive = [self.host_python, "-I", str(WITH_BYTE_CODE)], base64.b64decode(encoded)
        return base64.b64encode(subprocess.run(command, input=archive, stdout=subprocess.PIPE, check=True).stdout)


def key_of(plugins: Path, programs: tuple[str, ...]) -> str:
    """What decides about an archive: the files that are searched, and the programs that do it."""
    files = sorted(path for folder in ("modules", "module_utils") for path in (plugins / folder).rglob("*.py"))
    return digest_of(programs, [(str(file.relative_to(plugins)), file.read_bytes()) for file in files])


def complete(archive: Path) -> bool:
    """Not the lock of one, one that is still written, or one that is kept already."""
    return archive.suffix != ".lock" and not archive.name.endswith("-part") and not archive.is_symlink()


def remove_old(folder: Path) -> None:
    """Remove the archives of code that was changed since."""
    for kept in folder.glob("archives-*"):
        with contextlib.suppress(FileNotFoundError):
            if kept.stat().st_mtime < time.time() - DAY:
                shutil.rmtree(kept, ignore_errors=True)
