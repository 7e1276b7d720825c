# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fields that no variable carries go into the stored rows: shown, merged, verified and restored like all others.

Older releases are told.
"""

import pytest
from lab import rows
from lab.direct import Host

#: No field of ours is among them.
LDAP = {
    "host": "localhost",
    "port": 389,
    "dn_admin_principal": "cn=om,dc=acme,dc=io",
    "dn_admin_password": "of-the-directory",
    "user_base_dn": "ou=people,dc=acme,dc=io",
}
PLAN = {
    "om_sso_provider": "ldap",
    "om_sso_ldap": {**LDAP, "is_full_dn": True},
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
}
FIELD = "ldapConfiguration.isFullDn"


def made(install, release):
    """A running host with the plan of a directory."""
    return Host(install(f"ldap-{release}", release, "--switch", "trusts_own_key_locally=true").start(), PLAN)


@pytest.fixture(scope="module")
def kept(install):
    """A host with 1.12, configured."""
    host = made(install, "1.12.14")
    assert FIELD in host.apply().passed()["rows"]
    host.install.keep()
    return host


@pytest.fixture
def host(kept):
    """The same, with the field as somebody else set it."""
    kept.install.back()
    rows.change(kept.install, rows.authentication(ldapConfiguration={"isFullDn": False}))
    return kept


def stored(host):
    return rows.read(host.install)["authenticationConfiguration"]["ldapConfiguration"]["isFullDn"]


def test_verify_shows_it_and_no_file_is_blamed(host):
    row = next(row for row in host.verify()["effective"] if row["field"] == FIELD)
    assert (row["wanted"], row["file"], row["stored"], row["status"]) == (True, None, False, "drift")


def test_the_ops_command_brings_it_and_a_second_run_changes_nothing(host):
    done = host.apply().passed()
    assert (done["rows"], done["restarted"]) == ([FIELD], True) and stored(host) is True
    assert host.apply().passed()["changed"] is False


def test_with_a_token_it_is_patched(host):
    host.restart()
    keys = {"om_sso_ldap": {**LDAP, "is_full_dn": True, "mail_attribute_name": "mail"}}
    done = host.apply(om_sso_admin_token=rows.admin_bot(host.install), **keys).passed()
    assert (done["rows"], done["restarted"]) == ([FIELD], False) and stored(host) is True


def test_it_is_restored_with_the_rest(host):
    host.install.fault("refuse_start", "once")
    assert "The old files and stored rows are back" in host.apply().failed()["outcome"]
    assert stored(host) is False


def test_recover_brings_it_back(host):
    host.recover().passed()
    assert stored(host) is True


def test_rows_that_are_left_alone_are_left_alone(host):
    host.apply(om_sso_stored_configuration="ignore").passed()
    assert stored(host) is False


def test_a_release_without_rows_is_told_and_keeps_its_files(install):
    host = made(install, "1.9.7")
    done = host.apply().passed()
    (finding,) = done["findings"]
    assert (finding["rule"], finding["severity"], finding["option"]) == ("ENV-28", "warning", "om_sso_ldap.is_full_dn")
    assert "OpenMetadata 1.9.7 reads files alone" in finding["message"]
    assert FIELD not in [row["field"] for row in done["effective"]]
    named = host.apply(om_sso_openmetadata_version="1.9.7").passed()
    assert named["findings"] == [], "the plan has said so"
