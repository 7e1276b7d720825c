# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A 389 Directory Server in a folder of its own, without its administration programs, which need systemd."""

import base64
import contextlib
import getpass
import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import serving
from .installation import free_ports
from .venvs import Missing

PROGRAM = "/usr/sbin/ns-slapd"
TEMPLATE = Path("/usr/share/dirsrv/data/template-dse-minimal.ldif")
CONFIGURATION = Path("/etc/dirsrv")
FOLDERS = ("config", "db", "bak", "ldif", "log", "lock", "run", "tmp")
BACKEND = """
dn: cn=userRoot,cn=ldbm database,cn=plugins,cn=config
objectClass: top
objectClass: extensibleObject
objectClass: nsBackendInstance
cn: userRoot
nsslapd-suffix: {suffix}
nsslapd-directory: {database}

dn: cn="{suffix}",cn=mapping tree,cn=config
objectClass: top
objectClass: extensibleObject
objectClass: nsMappingTree
cn: {suffix}
nsslapd-state: backend
nsslapd-backend: userRoot
"""


def _hashed(password: str) -> str:
    """A password as the configuration holds it: the server does not take it in clear text there."""
    salt = b"of tests"
    digest = hashlib.sha1(password.encode() + salt, usedforsecurity=False).digest()
    return "{SSHA}" + base64.b64encode(digest + salt).decode()


def _configure(folder: Path, port: int, suffix: str, password: str) -> Path:
    """Write the configuration; its folder."""
    for name in FOLDERS:
        (folder / name).mkdir()
    database = folder / "db" / "userRoot"
    database.mkdir()
    config = folder / "config"
    for file in (CONFIGURATION / "config").iterdir():
        shutil.copy(file, config)
    shutil.copytree(CONFIGURATION / "schema", config / "schema")
    values = {f"{name}_dir": folder / name for name in FOLDERS} | {
        "cert_dir": config,
        "ds_passwd": _hashed(password),
        "ds_port": port,
        "ds_user": getpass.getuser(),
        "fqdn": "localhost",
        "inst_dir": folder,
        "ldapi": folder / "run" / "socket",
        "ldapi_autobind": "off",
        "ldapi_enabled": "off",
        "rootdn": "cn=Directory Manager",
        "schema_dir": config / "schema",
    }
    text = re.sub(r"%(\w+)%", lambda match: str(values[match[1]]), TEMPLATE.read_text(encoding="utf-8"))
    backend = BACKEND.format(suffix=suffix, database=database)
    (config / "dse.ldif").write_text(f"{text.rstrip()}\n{backend}", encoding="utf-8")
    return config


@contextlib.contextmanager
def ds389(folder: Path, entries: str, suffix: str, password: str) -> Iterator[int]:
    """The port at which *entries* (LDIF, the suffix first) are served without TLS."""
    if not shutil.which(PROGRAM) or not TEMPLATE.is_file():
        raise Missing("389 Directory Server is not installed (Debian: 389-ds-base)")
    (port,) = free_ports(1)
    config, file = _configure(folder, port, suffix, password), folder / "entries.ldif"
    file.write_text(entries, encoding="utf-8")
    load = [PROGRAM, "ldif2db", "-D", str(config), "-n", "userRoot", "-i", str(file)]
    done = subprocess.run(load, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    command = [PROGRAM, "-D", config, "-d", "0", "-i", folder / "run" / "pid"]
    with serving.serving(command, folder / "server.log", serving.listens(port)):
        yield port
