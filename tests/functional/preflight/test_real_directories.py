# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every LDAP misconfiguration is made on a real slapd and found; what is right raises no alarm."""

import json
import socket
import threading

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils import _preflight
from identity_providers import cases, directories
from lab.slapd import PASSWORD


@pytest.mark.parametrize("row", directories.WRONG, ids=lambda row: row.what)
def test_what_is_wrong_is_found(row, parts):
    verdict = cases.asked(row.case(parts))
    assert tuple(sorted(finding.rule for finding in verdict.findings)) == row.found, verdict
    assert all(finding.message and finding.fix and finding.option for finding in verdict.findings)


@pytest.mark.parametrize("row", directories.RIGHT, ids=lambda row: row.what)
def test_what_is_right_raises_no_alarm(row, parts):
    verdict = cases.asked(row.case(parts))
    assert verdict.findings == []
    assert "bind ok, user base ok, mail attribute ok" in verdict.line


def test_the_sample_user_is_shown_with_groups_and_roles(parts):
    line = cases.asked(directories.plain()(parts)).line
    user = "jane.doe@acme.io is Jane Döe <jane.doe@acme.io>, group stewards, roles DataSteward"
    assert line == f"ldap: bind ok, user base ok, mail attribute ok, group base ok, mapped groups ok, {user}"


def test_no_password_is_in_what_comes_back(parts):
    case = directories.plain()(parts)
    assert PASSWORD not in json.dumps(_preflight.ask(case.wanted))


def test_a_password_is_kept_where_the_servers_own_truststore_decides(parts):
    case = directories.tls(ca=None, trust="none", withhold=True)(parts)
    answers = _preflight.ask(case.wanted)
    assert "bind" not in answers and "error" not in answers
    assert "TLS unknown" in cases.preflight.judge(case, answers).line


@pytest.mark.parametrize("name", ["jane*", "*", "jane)(uid=*", "j\\2a", "\0", "jäne@acme.io"])
def test_a_sample_user_is_not_a_pattern(parts, name):
    verdict = cases.asked(directories.plain(sample_user=name)(parts))
    assert [finding.rule for finding in verdict.findings] == ["LDAP-05"]
    assert "no entry under" in verdict.findings[0].message


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"\x30",
        b"HTTP/1.1 400 Bad Request\r\n",
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\x03\x02\x01\x01",
        b"\x30\x80\x00\x00",
        b"\x30\x05\x02\x01\x01\x61\x7f",
    ],
)
def test_what_does_not_speak_ldap_is_handled(words):
    listener = socket.create_server(("127.0.0.1", 0))

    def babble():
        connection, _address = listener.accept()
        with connection:
            connection.recv(1000)
            connection.sendall(words)

    threading.Thread(target=babble, daemon=True).start()
    with listener:
        verdict = cases.asked(directories.case(listener.getsockname()[1]))
    assert [finding.rule for finding in verdict.findings] == ["PRE-01"]
