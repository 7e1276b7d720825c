# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every misconfiguration is made on a real provider and found; what is right raises no alarm."""

import base64
import json
import time
from urllib.parse import quote

import pytest
from identity_providers import cases, table
from identity_providers.realms import SECRET


def named(row):
    return f"{row.part}: {row.what}"


@pytest.mark.parametrize("row", table.WRONG, ids=named)
def test_what_is_wrong_is_found(row, parts, capsys):
    verdict = cases.asked(row.case(parts))
    with capsys.disabled():
        print(
            f"\n{row.part:14} {row.what:52} {', '.join(sorted({finding.rule for finding in verdict.findings}))}", end=""
        )
    assert tuple(sorted(finding.rule for finding in verdict.findings)) == row.found, verdict.findings
    assert all(finding.message and finding.fix and finding.option for finding in verdict.findings)


@pytest.mark.parametrize("row", table.RIGHT, ids=named)
def test_what_is_right_raises_no_alarm(row, parts, capsys):
    verdict = cases.asked(row.case(parts))
    with capsys.disabled():
        print(f"\n{row.part:14} {row.what:52} {verdict.line.split(': ', 1)[1]}", end="")
    assert verdict.findings == []
    said = [check.text for check in verdict.checks if check.text]
    assert {"discovery ok", "issuer ok", "1 key", "redirect URI registered"} <= set(said)
    assert ("client secret accepted" in said) == bool(row.case(parts).wanted["client_secret"])


@pytest.mark.parametrize("method", ["client_secret_post", "client_secret_basic", "client_secret_jwt"])
def test_no_secret_is_in_what_comes_back(keycloak, method):
    case = cases.confidential(keycloak.realms.good, client_auth_method=method)
    answers = cases.probe.ask(case.wanted)
    verdict = cases.preflight.judge(case, answers)
    everything = json.dumps([answers, verdict.line, [finding._asdict() for finding in verdict.findings]])
    forms = [SECRET, quote(SECRET), quote(SECRET, safe=""), base64.b64encode(SECRET.encode()).decode()]
    assert not [form for form in forms if form in everything]


def test_a_provider_on_loopback_takes_less_than_two_seconds(keycloak):
    case = cases.confidential(keycloak.realms.good)
    cases.asked(case)
    seconds = []
    while not seconds or (len(seconds) < 4 and min(seconds) >= 2):  # once on a machine with nothing else to do
        started = time.monotonic()
        cases.asked(case)
        seconds.append(time.monotonic() - started)
    assert min(seconds) < 2


def test_an_outage_is_an_error_only_where_an_answer_is_required(oddities):
    severities = [
        cases.asked(cases.confidential(oddities["down"], required=required)).findings[0].severity
        for required in (False, True)
    ]
    assert severities == ["warning", "error"]


def test_a_secret_goes_to_no_other_host(serve, keycloak):
    posts = []

    def answer(handler):
        own = f"http://localhost:{handler.server.server_port}"
        if handler.command == "POST":
            posts.append(handler.path)
        document = {
            "issuer": own,
            "jwks_uri": own,
            "token_endpoint": f"http://127.0.0.1:{handler.server.server_port}/token",
        }
        body = json.dumps(document).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    verdict = cases.asked(cases.confidential(serve(answer), keys=""))
    assert posts == []
    assert "client secret unknown (the token endpoint is on another host, 127.0.0.1)" in verdict.line
