# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check: what must be found, and what is close to it and must not be."""

import pathlib
import re

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils import _audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._audit import CHECKS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.options import bot_options as options_of_bots
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.settings import all_options
from fakes import audit_answers as answers
from fakes.audit_answers import AUTHENTICATION, AUTHORIZER, BASIC, LDAP, LOG_LEVEL, NO_TOKEN, OIDC, SAML, answer

OPEN = {AUTHENTICATION + "enableSelfSignup": True, AUTHORIZER + "enforcePrincipalDomain": False}
IMPLICIT = {AUTHENTICATION + "clientType": "public"}
DIRECTORY = {AUTHENTICATION + "provider": "ldap", LDAP + "host": "ldap.acme.io"}
SILENT = {"version": None, "served": None, "keys": None, "reason": "Connection refused"}
SECRET_FILE = {
    "path": "/opt/om/.env",
    "mode": "0644",
    "owner": "ops",
    "others": "",
    "holds": "DB_USER_PASSWORD",
    "strange": False,
}


def refused(status):
    return {"user": "admin@acme.io", "status": status, "accepted": False}


def bots(*states):
    return {
        "bots": [
            {"name": f"bot-{number}", "state": state, "days": 7 if state == "ends" else None}
            for number, state in enumerate(states)
        ]
    }


#: (check, what a host answers, status, severity of a finding, words of the evidence)
ROWS = (
    ("JWK-13", answer(), "ok", "", "7fe1c0de"),
    (
        "JWK-13",
        answer(keys={"served": [{"kid": "Gb389a", "shipped": True}]}),
        "finding",
        "error",
        "serves the shipped key Gb389a",
    ),
    (
        "JWK-13",
        answer(keys={"id": {"shipped": True, "where": "JWT_KEY_ID in /x:3"}}),
        "finding",
        "error",
        "JWT_KEY_ID in /x:3",
    ),
    (
        "JWK-13",
        answer(keys={"pair": {"state": "shipped", "where": "/om/conf/public_key.der"}}),
        "finding",
        "error",
        "/om/conf/public_key.der",
    ),
    (
        "JWK-13",
        answer(keys={"pair": {"state": "place", "where": "/om/conf/public_key.der"}}),
        "unknown",
        "",
        "is unknown",
    ),
    ("JWK-13", answer(keys={"served": None}, server=SILENT), "ok", "", "not the shipped ones"),
    (
        "JWK-13",
        answer(keys={"served": None, "pair": {"state": "unknown", "where": "x"}}, server=SILENT),
        "unknown",
        "",
        "does not answer",
    ),
    (
        "JWK-13",
        answer(keys={"served": None, "id": {"shipped": True, "where": "/x:3"}}, server=SILENT),
        "finding",
        "error",
        "/x:3",
    ),
    ("JWK-01", answer(), "ok", "", "answers with the key"),
    ("JWK-01", answer(own_keys=None), "finding", "error", "None of the key URLs"),
    (
        "JWK-01",
        answer({AUTHENTICATION + "provider": "aws-cognito"}, own_keys=None),
        "finding",
        "warning",
        "None of the key URLs",
    ),
    ("JWK-01", answer(keys={"served": []}), "finding", "error", "does not hold a key"),
    ("JWK-01", answer(own_keys={"kids": ["another"]}), "finding", "error", "other keys than this server"),
    ("JWK-01", answer(own_keys={"kids": None, "reason": "no such name"}), "unknown", "", "no such name"),
    ("JWK-01", answer(unseen=[AUTHENTICATION + "publicKeyUrls"]), "unknown", "", "it was hidden"),
    ("JWK-01", answer(server=SILENT), "unknown", "", "Connection refused"),
    ("BOT-06", answer(), "ok", "", "your own"),
    (
        "BOT-06",
        answer(keys={"fernet": {"shipped": True, "where": "FERNET_KEY in /x:3"}}),
        "finding",
        "error",
        "FERNET_KEY in /x:3",
    ),
    ("BOT-06", answer(keys={"fernet": {"shipped": None, "where": "not seen"}}), "unknown", "", "not seen"),
    ("AUD-04", answer(), "ok", "", "ingestion-bot in 30 days"),
    ("AUD-04", answer(administration=bots("ends", "forever")), "finding", "warning", "bot-1 never ends (of 2 bots)"),
    ("AUD-04", answer(administration=bots("ends", "none")), "ok", "", "bot-0 in 7 days"),
    ("AUD-04", answer(administration=bots("none")), "ok", "", "none with a token"),
    ("AUD-04", answer(administration=bots("ends", "unreadable")), "unknown", "", "bot-1"),
    ("AUD-04", answer(administration=bots("unreadable", "forever")), "finding", "warning", "bot-1 never ends"),
    ("AUD-04", answer(administration={"bots": []}), "not_applicable", "", "no bot"),
    ("AUD-04", answer(**NO_TOKEN), "unknown", "", "needs om_sso_admin_token"),
    (
        "AUD-01",
        answer(BASIC, login={"user": "admin@open-metadata.org", "status": 200, "accepted": True}),
        "finding",
        "error",
        "admin@open-metadata.org",
    ),
    ("AUD-01", answer(BASIC, login=refused(401)), "ok", "", "HTTP 401"),
    ("AUD-01", answer(BASIC, login=refused(500)), "unknown", "", "HTTP 500"),
    ("AUD-01", answer(BASIC, login=refused(0)), "unknown", "", "no answer"),
    ("AUD-01", answer(), "not_applicable", "", "the provider is auth0"),
    ("AUD-01", answer(unseen=[AUTHENTICATION + "provider"], server=SILENT), "unknown", "", "Connection refused"),
    ("ENV-15", answer(), "ok", "", "no user admin"),
    (
        "ENV-15",
        answer(BASIC, login={"user": "admin@x", "status": 200, "accepted": True}),
        "finding",
        "error",
        "signs in",
    ),
    (
        "ENV-15",
        answer(administration={"default_admin": {"there": True, "admin": True, "email": "admin@x"}}),
        "finding",
        "warning",
        "an administrator",
    ),
    (
        "ENV-15",
        answer({AUTHORIZER + "adminPrincipals": ["admin"]}, **NO_TOKEN),
        "finding",
        "warning",
        "every start creates",
    ),
    (
        "ENV-15",
        answer({AUTHORIZER + "adminPrincipals": ["admin:pass"]}, **NO_TOKEN),
        "finding",
        "warning",
        "every start creates",
    ),
    (
        "ENV-15",
        answer({AUTHORIZER + "adminPrincipals": ["data.admin", "administrator"]}, **NO_TOKEN),
        "unknown",
        "",
        "whether an older one",
    ),
    ("ENV-15", answer(unseen=[AUTHORIZER + "adminPrincipals"], **NO_TOKEN), "unknown", "", "it was hidden"),
    ("CLM-15", answer(), "ok", "", "is off"),
    ("CLM-15", answer({**BASIC, **OPEN}), "finding", "error", "Anyone who reaches the server"),
    ("CLM-15", answer({**BASIC, AUTHENTICATION + "enableSelfSignup": False}), "ok", "", "is off"),
    ("CLM-15", answer(OPEN), "finding", "warning", "every account of the provider"),
    ("CLM-15", answer({**OPEN, AUTHORIZER + "enforcePrincipalDomain": "true"}), "ok", "", "for acme.io alone"),
    ("CLM-15", answer({**OPEN, AUTHENTICATION + "provider": "google"}), "finding", "error", "anyone can have an account"),
    (
        "CLM-15",
        answer(
            {
                **OPEN,
                AUTHENTICATION + "provider": "azure",
                AUTHENTICATION + "authority": "https://login.microsoftonline.com/common",
            }
        ),
        "finding",
        "error",
        "/common",
    ),
    (
        "CLM-15",
        answer(
            {
                **OPEN,
                AUTHENTICATION + "provider": "azure",
                AUTHENTICATION + "authority": "https://login.microsoftonline.com/4711-commons",
            }
        ),
        "finding",
        "warning",
        "",
    ),
    ("CLM-15", answer(OPEN, unseen=[AUTHORIZER + "enforcePrincipalDomain"]), "unknown", "", "it was hidden"),
    ("CLM-15", answer(unseen=[AUTHENTICATION + "enableSelfSignup"]), "unknown", "", "it was hidden"),
    ("FLOW-16", answer(), "ok", "", "https://metadata.acme.io"),
    (
        "FLOW-16",
        answer({AUTHENTICATION + "callbackUrl": "http://metadata.acme.io/callback"}),
        "finding",
        "error",
        "http://metadata.acme.io/callback",
    ),
    ("FLOW-16", answer({OIDC + "serverUrl": "HTTP://metadata.acme.io"}), "finding", "error", "serverUrl"),
    ("FLOW-16", answer({OIDC + "serverUrl": "http://localhost:8585"}), "ok", "", "localhost"),
    ("FLOW-16", answer({**IMPLICIT, OIDC + "serverUrl": "http://openmetadata:8585"}), "ok", "", ""),
    (
        "FLOW-16",
        answer({AUTHENTICATION + "provider": "saml", SAML + "sp.acs": "http://metadata.acme.io/api/v1/saml/acs"}),
        "finding",
        "error",
        "acs",
    ),
    ("FLOW-16", answer(unseen=[OIDC + "serverUrl"]), "unknown", "", "serverUrl"),
    ("FLOW-16", answer(BASIC), "not_applicable", "", "basic"),
    ("AUD-02", answer(), "ok", "", "acme.eu.auth0.com"),
    (
        "AUD-02",
        answer({AUTHENTICATION + "authority": "http://keycloak.acme.io/realms/x"}),
        "finding",
        "error",
        "authority is http://keycloak.acme.io",
    ),
    (
        "AUD-02",
        answer({AUTHENTICATION + "publicKeyUrls": ["http://keycloak.acme.io/certs"]}),
        "finding",
        "error",
        "publicKeyUrls",
    ),
    (
        "AUD-02",
        answer({AUTHENTICATION + "publicKeyUrls": ["http://openmetadata-server:8585/api/v1/system/config/jwks"]}),
        "ok",
        "",
        "",
    ),
    ("AUD-02", answer({**DIRECTORY, LDAP + "sslEnabled": "false"}), "finding", "error", "without TLS"),
    ("AUD-02", answer({**DIRECTORY, LDAP + "sslEnabled": "true"}), "ok", "", "over TLS"),
    (
        "AUD-02",
        answer({**DIRECTORY, LDAP + "host": "localhost", LDAP + "sslEnabled": None}),
        "ok",
        "",
        "the host itself",
    ),
    ("AUD-02", answer(BASIC), "not_applicable", "", "no provider"),
    ("AUD-02", answer(unseen=[OIDC + "discoveryUri"]), "unknown", "", "discoveryUri"),
    ("AUD-03", answer(), "ok", "", "openmetadata-sso.env 0600 root"),
    (
        "AUD-03",
        answer(files=[{**SECRET_FILE, "others": "read"}]),
        "finding",
        "error",
        "/opt/om/.env (0644, ops) holds DB_USER_PASSWORD: any user on the host may read it",
    ),
    ("AUD-03", answer(files=[{**SECRET_FILE, "others": "write", "mode": "0602"}]), "finding", "error", "may write it"),
    ("AUD-03", answer(files=[SECRET_FILE]), "ok", "", "none open to others"),
    ("AUD-03", answer(files=[{**SECRET_FILE, "strange": True}]), "finding", "warning", "belongs to ops"),
    ("AUD-03", answer(files=[], files_reason="Set become: true."), "unknown", "", "become"),
    ("AUD-03", answer(files=[]), "ok", "", "contains a secret"),
    ("MISC-06", answer(), "ok", "", "INFO"),
    ("MISC-06", answer({LOG_LEVEL: "debug"}), "finding", "warning", "debug"),
    ("MISC-06", answer({LOG_LEVEL: "WARN"}), "ok", "", "WARN"),
    ("MISC-06", answer(unseen=[LOG_LEVEL]), "unknown", "", "it was hidden"),
    ("SES-06", answer(), "ok", "", "3600"),
    ("SES-06", answer({OIDC + "tokenValidity": "86400"}), "ok", "", "86400"),
    ("SES-06", answer({OIDC + "tokenValidity": "604800"}), "finding", "warning", "7 days"),
    ("SES-06", answer({OIDC + "tokenValidity": 0}), "finding", "warning", "tokenValidity is 0"),
    ("SES-06", answer({OIDC + "tokenValidity": "soon"}), "unknown", "", "not a number"),
    (
        "SES-06",
        answer({AUTHENTICATION + "provider": "saml", SAML + "security.tokenValidity": "99999999"}),
        "finding",
        "warning",
        "days",
    ),
    ("SES-06", answer({**IMPLICIT, OIDC + "tokenValidity": "604800"}), "not_applicable", "", "implicit"),
    ("SES-06", answer(BASIC), "not_applicable", "", "basic"),
    ("SES-06", answer(unseen=[OIDC + "tokenValidity"]), "unknown", "", "it was hidden"),
)


def result_of(check, seen):
    return next(result for result in _audit.judge(seen, {}) if result.id == check)


@pytest.mark.parametrize(
    ("check", "seen", "status", "severity", "words"),
    ROWS,
    ids=[f"{number}-{row[0]}-{row[2]}" for number, row in enumerate(ROWS)],
)
def test_a_check_finds_what_is_wrong_and_nothing_else(check, seen, status, severity, words):
    result = result_of(check, seen)
    assert (result.status, result.severity) == (status, severity), result
    assert words in result.evidence
    assert result.evidence.endswith((".", ")"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_has_a_host_that_is_good_and_one_that_is_not(check):
    statuses = {row[2] for row in ROWS if row[0] == check.id}
    assert {"ok", "finding", "unknown"} <= statuses


def test_ids_are_unique_and_every_check_says_what_mends_it():
    assert len({check.id for check in CHECKS}) == len({check.short for check in CHECKS}) == len(CHECKS)
    assert all(check.entry.reason and check.how and check.entry.fix and check.option for check in CHECKS)


def test_what_mends_a_finding_is_a_variable_or_playbook_that_is_there():
    texts = " ".join(check.entry.fix + " " + check.option for check in CHECKS)
    variables = {option.variable for option in (*all_options().values(), *options_of_bots.OPTIONS)}
    assert set(re.findall(r"om_sso_[a-z_]+", texts)) - variables == set()
    playbooks = {path.stem for path in (pathlib.Path(__file__).parents[5] / "playbooks").glob("*.yml")}
    assert set(re.findall(r"openmetadata\.sso\.([a-z_]+)", texts)) - playbooks == set()


def test_a_finding_says_what_mends_it_and_an_unknown_what_would_let_it_be_seen():
    for seen in (answers.default(), answers.stopped(), answer(**NO_TOKEN)):
        for result in _audit.judge(seen, {}):
            assert result.fix or result.status in ("ok", "not_applicable"), result


def test_a_host_as_production_wants_it_has_no_finding_and_nothing_unknown():
    assert {result.status for result in _audit.judge(answer(), {})} == {"ok", "not_applicable"}
    assert _audit.worst(_audit.judge(answer(), {})) == 3


def test_files_are_still_judged_when_the_server_is_stopped():
    found = {result.id: result.status for result in _audit.judge(answers.stopped(), {})}
    assert {check for check, status in found.items() if status == "ok"} == {"JWK-13", "BOT-06", "AUD-03", "MISC-06"}
    assert "finding" not in found.values()


def test_a_rule_to_live_with_is_shown_with_its_reason_and_counts_no_more():
    seen = answer({LOG_LEVEL: "DEBUG"})
    assert _audit.worst(_audit.judge(seen, {})) == 1
    results = _audit.judge(seen, {"MISC-06": "ticket 4711", "SES-06": "never used"})
    accepted = next(result for result in results if result.id == "MISC-06")
    assert accepted.status == "accepted" and "ticket 4711" in accepted.evidence
    assert next(result for result in results if result.id == "SES-06").status == "ok"
    assert _audit.worst(results) == 3


def test_user_and_query_of_a_url_are_not_shown():
    seen = answer({AUTHENTICATION + "authority": "http://user:word@idp.acme.io/x?secret=hidden"})
    evidence = result_of("AUD-02", seen).evidence
    assert "http://idp.acme.io/x" in evidence and "word" not in evidence and "hidden" not in evidence
