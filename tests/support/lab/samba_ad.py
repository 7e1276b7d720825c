# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An Active Directory of Samba in a folder of its own: a domain is made, filled, and served on a loopback address."""

import contextlib
import os
import random
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from . import serving
from .certificates import Pair
from .venvs import Missing

PACKAGES = "samba-ad-dc, samba-ad-provision, samba-dsdb-modules"
#: Debian's Python has the modules of Samba.
PYTHON = "/usr/bin/python3"
SCHEMA = Path("/usr/share/samba/setup/ad-schema")
CONFIGURATION = """
[global]
bind interfaces only = yes
interfaces = {address}/8
netbios name = DC1
workgroup = ACME
realm = ACME.IO
server role = active directory domain controller
server services = ldap
private dir = {domain}/private
state directory = {domain}/state
cache directory = {domain}/cache
lock directory = {domain}
pid directory = {domain}
ncalrpc dir = {domain}/ncalrpc
winbindd socket directory = {domain}/winbindd
log file = {folder}/log.%m
tls enabled = yes
tls certfile = {certificate}
tls keyfile = {key}
tls cafile = {ca}
disable netbios = yes
dcerpc endpoint servers =
"""


def _free_address() -> str:
    """A loopback address whose ports of LDAP are free: Samba has no option for them."""
    for _attempt in range(20):
        address = f"127.{random.randrange(1, 255)}.{random.randrange(1, 255)}.{random.randrange(1, 255)}"
        with contextlib.suppress(OSError):
            for port in (389, 636):
                socket.create_server((address, port)).close()
            return address
    raise Missing("the ports of LDAP cannot be used here (they need root)")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]


@contextlib.contextmanager
def samba_ad(folder: Path, pair: Pair, ca: Path, entries: Path) -> Iterator[str]:
    """The address at which the domain ACME.IO is served; *entries* is a script that fills it (SamDB as `db`)."""
    if os.geteuid() != 0:
        raise Missing("Samba makes a domain as root only")
    if not shutil.which("samba") or not shutil.which("samba-tool") or not SCHEMA.is_dir():
        raise Missing(f"Samba's domain controller is not installed (Debian: {PACKAGES})")
    domain, file, address = folder / "domain", folder / "smb.conf", _free_address()
    texts = {"address": address, "domain": domain, "folder": folder, "ca": ca}
    pair.key.chmod(0o600)
    text = CONFIGURATION.format(certificate=pair.certificate, key=pair.key, **texts).lstrip()
    _run(
        [
            *("samba-tool", "domain", "provision", "--realm=ACME.IO", "--domain=ACME", "--server-role=dc"),
            *("--dns-backend=NONE", "--adminpass=Of-the-tests-1", "--host-name=dc1", "--host-ip=127.0.0.1"),
            *("--option=interfaces=lo", "--option=bind interfaces only=yes", f"--targetdir={domain}"),
        ]
    )
    file.write_text(text, encoding="utf-8")
    _run([PYTHON, str(entries), str(file), str(domain / "private" / "sam.ldb")])
    command = ["samba", "-s", str(file), "-F", "--no-process-group", "-M", "single"]
    with serving.serving(command, folder / "samba.log", lambda: _listens(address)):
        yield address


def _listens(address: str) -> None:
    socket.create_connection((address, 636), 5).close()
