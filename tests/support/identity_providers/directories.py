# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every LDAP configuration that is tried on a real slapd, right and wrong, and what preflight should find."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import DIRECTORY
from identity_providers.table import Row
from lab.slapd import ADMIN, PASSWORD

SLAPD = "slapd"
STEWARDS = "cn=stewards,ou=groups,dc=acme,dc=io"


def case(port, **changes):
    """A directory with everything right, and what is changed."""
    wanted = {
        "kind": "ldap",
        "host": "localhost",
        "port": port,
        "tls": False,
        "trust": "chain",
        "verify_host": True,
        "examine_dates": True,
        "withhold": False,
        "admin_dn": ADMIN,
        "admin_password": PASSWORD,
        "user_base": "ou=people,dc=acme,dc=io",
        "mail_attribute": "mail",
        "name_attribute": "",
        "group_base": "ou=groups,dc=acme,dc=io",
        "group_attribute": "objectClass",
        "group_value": "groupOfNames",
        "group_member_attribute": "member",
        "roles": {STEWARDS: ["DataSteward"]},
        "role_groups": [STEWARDS],
        "recursive": False,
        "sample_user": "jane.doe@acme.io",
        "timeout": 5,
        "ca_data": None,
        **changes,
    }
    return _preflight.Case(wanted, {}, DIRECTORY, False, subject="ldap")


def plain(**changes):
    """Without TLS."""
    return lambda parts: case(parts.slapd.port, **changes)


def tls(ca="ca", server="slapd", **changes):
    """With TLS, and the named CA trusted."""

    def make(parts):
        trusted = {"ca_data": getattr(parts.pki, ca).certificate.read_text()} if ca else {}
        return case(getattr(parts, server).tls_port, tls=True, **{**trusted, **changes})

    return make


RIGHT = (
    Row("LDAP without TLS", SLAPD, plain()),
    Row("LDAPS with a named CA", SLAPD, tls()),
    Row("LDAPS without verification, as configured", SLAPD, tls(ca=None, trust="none")),
    Row(
        "certificate of another host, which is not to be compared",
        SLAPD,
        tls(server="slapd_other_host", verify_host=False),
    ),
    Row("no groups, no sample user", SLAPD, plain(group_base="", roles={}, role_groups=[], sample_user="")),
)
WRONG = (
    Row("wrong password", SLAPD, plain(admin_password="wrong"), ("LDAP-01",)),
    Row("bind DN mistyped", SLAPD, plain(admin_dn="cn=raeder,dc=acme,dc=io"), ("LDAP-01",)),
    Row("a mail address for a bind DN", SLAPD, plain(admin_dn="reader@acme.io"), ("LDAP-01",)),
    Row("CA not named", SLAPD, tls(ca=None), ("LDAP-02",)),
    Row("certificate expired", SLAPD, tls(server="slapd_expired"), ("LDAP-02",)),
    Row(
        "certificate expired, no verification but dates are examined",
        SLAPD,
        tls(ca=None, server="slapd_expired", trust="none"),
        ("LDAP-02",),
    ),
    Row("certificate of another host", SLAPD, tls(server="slapd_other_host"), ("LDAP-02",)),
    Row("TLS to the port without TLS", SLAPD, lambda parts: case(parts.slapd.port, tls=True), ("LDAP-02",)),
    Row("no TLS to the TLS port", SLAPD, lambda parts: case(parts.slapd.tls_port), ("PRE-01",)),
    Row("user base mistyped", SLAPD, plain(user_base="ou=poeple,dc=acme,dc=io"), ("LDAP-05",)),
    Row("user base is not a DN", SLAPD, plain(user_base="acme.io/people"), ("LDAP-05",)),
    Row("user base without users", SLAPD, plain(user_base="ou=machines,dc=acme,dc=io", sample_user=""), ("LDAP-05",)),
    Row("mail attribute mistyped", SLAPD, plain(mail_attribute="email", sample_user=""), ("LDAP-05",)),
    Row("group base mistyped", SLAPD, plain(group_base="ou=group,dc=acme,dc=io"), ("LDAP-04",)),
    Row("mapped group does not exist", SLAPD, plain(role_groups=["cn=admins,ou=groups,dc=acme,dc=io"]), ("LDAP-08",)),
    Row("sample user does not exist", SLAPD, plain(sample_user="john@acme.io"), ("LDAP-05",)),
    Row("two entries with one mail address", SLAPD, plain(sample_user="twin@acme.io"), ("LDAP-05",)),
)
