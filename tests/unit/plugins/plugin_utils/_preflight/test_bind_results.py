# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a directory refuses a bind: what the operator reads and does."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _preflight
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight.vendors import DIRECTORY

ADMIN = "CN=om,DC=acme"


def findings(code, words="", tls=True):
    """What is found when a bind ends with this result."""
    wanted = {"kind": "ldap", "tls": tls, "trust": "none", "withhold": False, "admin_dn": ADMIN}
    case = _preflight.Case(wanted, {}, DIRECTORY, False, subject="ldap")
    bind = {"code": code, "words": words, "count": 0}
    return _preflight.judge(case, {"connected": True, "bind": bind}).findings


def active_directory(data):
    """The words of Active Directory, which end with a NUL."""
    return f"80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data {data}, v4563\0"


@pytest.mark.parametrize(
    ("data", "why", "what_to_do"),
    [
        ("525", "the account does not exist", "distinguishedName"),
        ("52e", "the password is wrong", "set dn_admin_password again"),
        ("530", "at this time", "log-on hours"),
        ("531", "from this computer", "computers"),
        ("532", "password of the account has expired", "new password"),
        ("533", "disabled", "Enable the account"),
        ("701", "the account has expired", "expiry date"),
        ("773", "has to change its password", "must change password"),
        ("775", "locked out", "Unlock the account"),
    ],
)
def test_active_directory_says_the_state_of_the_account(data, why, what_to_do):
    (found,) = findings(49, active_directory(data))
    assert (found.rule, found.severity) == ("LDAP-01", "error")
    assert why in found.message and what_to_do in found.fix
    assert found.message.count(f"data {data}") == 1 and "\0" not in found.message
    assert found.message.endswith('v4563").')


@pytest.mark.parametrize(
    ("code", "words", "why"),
    [
        (53, "Account inactivated. Contact system administrator.", "the account is inactive"),
        (49, "password expired!", "the password of the account has expired"),
        (19, "Exceed password retry limit. Please try later.", "the account is locked"),
        (34, "invalid DN", "that is not a DN"),
        (32, "", "the account does not exist"),
        (49, "", "the directory refuses DN or password"),
        (49, active_directory("57"), "the directory refuses DN or password"),
        (80, "", "result 80"),
    ],
)
def test_other_results_are_explained(code, words, why):
    (found,) = findings(code, words)
    assert found.rule == "LDAP-01" and f"{ADMIN}: {why}" in found.message
    assert found.message.endswith(".") and ".." not in found.message and '."' not in found.message


@pytest.mark.parametrize(
    ("code", "words"),
    [(8, "BindSimple: Transport encryption required."), (13, "confidentiality required"), (53, "TLS is required")],
)
def test_a_directory_that_wants_tls_is_told_as_that(code, words):
    (found,) = findings(code, words, tls=False)
    assert (found.rule, found.severity, found.option) == ("LDAP-11", "error", "om_sso_ldap.ssl_enabled")
    assert "without TLS" in found.message and "636" in found.fix
    assert [found.rule for found in findings(code, words, tls=True)] == ["LDAP-01"]


@pytest.mark.parametrize("code", [51, 52])
def test_a_busy_directory_is_an_outage(code):
    (found,) = findings(code, "busy")
    assert (found.rule, found.severity) == ("PRE-01", "warning")
