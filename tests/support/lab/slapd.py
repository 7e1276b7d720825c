# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real LDAP directory with TLS: Debian's slapd in a folder of its own, ended by its PID."""

import shutil
import subprocess
from pathlib import Path

from .certificates import Pair
from .installation import free_ports
from .serving import listens, serving
from .venvs import Missing

PROGRAM = "/usr/sbin/slapd"
ADMIN, PASSWORD = "cn=reader,dc=acme,dc=io", "of the reader: 100% #1"
JANE, JANES_PASSWORD = "jane.doe@acme.io", "of jane in the directory"

CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCertificateFile {certificate}
TLSCertificateKeyFile {key}
database mdb
suffix "dc=acme,dc=io"
rootdn "{admin}"
rootpw "{password}"
directory {folder}/data
"""

ENTRIES = """
dn: dc=acme,dc=io
objectClass: dcObject
objectClass: organization
dc: acme
o: Acme

dn: ou=people,dc=acme,dc=io
objectClass: organizationalUnit
ou: people

dn: ou=machines,dc=acme,dc=io
objectClass: organizationalUnit
ou: machines

dn: ou=groups,dc=acme,dc=io
objectClass: organizationalUnit
ou: groups

dn: uid=jane,ou=people,dc=acme,dc=io
objectClass: inetOrgPerson
uid: jane
cn: Jane Doe
sn: Doe
displayName: Jane Döe
mail: jane.doe@acme.io
userPassword: of jane in the directory

dn: uid=twin1,ou=people,dc=acme,dc=io
objectClass: inetOrgPerson
uid: twin1
cn: Twin
sn: One
mail: twin@acme.io

dn: uid=twin2,ou=people,dc=acme,dc=io
objectClass: inetOrgPerson
uid: twin2
cn: Twin
sn: Two
mail: twin@acme.io

dn: cn=stewards,ou=groups,dc=acme,dc=io
objectClass: groupOfNames
cn: stewards
member: uid=jane,ou=people,dc=acme,dc=io
"""


class Slapd:
    """One directory, over LDAP and LDAPS on loopback. A context manager."""

    def __init__(self, folder: Path, pair: Pair):
        if not shutil.which(PROGRAM) or not shutil.which("/usr/sbin/slapadd"):
            raise Missing("slapd is not installed (Debian: slapd)")
        self.port, self.tls_port = free_ports(2)
        self.log = folder / "slapd.log"
        (folder / "data").mkdir()
        configuration, entries = folder / "slapd.conf", folder / "entries.ldif"
        text = CONFIGURATION.format(
            folder=folder, certificate=pair.certificate, key=pair.key, admin=ADMIN, password=PASSWORD
        )
        configuration.write_text(text.lstrip(), encoding="utf-8")
        entries.write_text(ENTRIES.lstrip(), encoding="utf-8")
        done = subprocess.run(
            ["/usr/sbin/slapadd", "-f", configuration, "-l", entries], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        urls = f"ldap://127.0.0.1:{self.port} ldaps://127.0.0.1:{self.tls_port}"
        self._command = [PROGRAM, "-d", "0", "-f", str(configuration), "-h", urls]

    def __enter__(self) -> "Slapd":
        self._running = serving(self._command, self.log, listens(self.tls_port), 20)
        self._running.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._running.__exit__(*exception)
