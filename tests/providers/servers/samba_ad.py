# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fill a new domain of Samba, with Samba's own modules: users, groups within groups, and accounts in every state."""

import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

BASE, PASSWORD = "DC=acme,DC=io", "Of-the-reader-1"
settings = LoadParm()
settings.load(sys.argv[1])
db = SamDB(url=sys.argv[2], session_info=system_session(), lp=settings)

for name in ("People", "Groups", "Services", "Empty"):
    db.add({"dn": f"OU={name},{BASE}", "objectClass": "organizationalUnit"})
for name in ("openmetadata", "disabled", "expired", "must-change", "locked", "elsewhere-only", "at-night"):
    db.newuser(name, PASSWORD, userou="OU=Services")
db.newuser("jane", PASSWORD, userou="OU=People", mailaddress="jane.doe@acme.io", givenname="Jane", surname="Doe")
for number in (1, 2):
    db.newuser(f"twin{number}", PASSWORD, userou="OU=People", mailaddress="twin@acme.io")
for name, place in (("stewards", "Groups"), ("All Readers", "Groups"), ("empty", "Groups"), ("elsewhere", "People")):
    db.newgroup(name, groupou=f"OU={place}")
db.add_remove_group_members("stewards", ["jane"], add_members_operation=True)
db.add_remove_group_members("All Readers", ["stewards"], add_members_operation=True)


def change(name, attribute, value):
    """Replace an attribute of a service account."""
    message = ldb.Message(ldb.Dn(db, f"CN={name},OU=Services,{BASE}"))
    message[attribute] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, attribute)
    db.modify(message)


change("disabled", "userAccountControl", "514")
change("expired", "accountExpires", "116444736000000000")
change("must-change", "pwdLastSet", "0")
change("at-night", "logonHours", b"\0" * 21)
change("elsewhere-only", "userWorkstations", "CONSOLE9")
