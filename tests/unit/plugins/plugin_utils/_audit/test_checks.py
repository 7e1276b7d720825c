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
from audit_cases import ROWS
from fakes import audit_answers as answers
from fakes.audit_answers import AUTHENTICATION, LOG_LEVEL, NO_TOKEN, answer


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


def test_ids_are_unique_and_every_check_says_the_fix():
    assert len({check.id for check in CHECKS}) == len({check.short for check in CHECKS}) == len(CHECKS)
    assert all(check.entry.reason and check.how and check.entry.fix and check.option for check in CHECKS)


def test_the_fix_of_a_finding_is_a_variable_or_playbook_that_is_there():
    texts = " ".join(check.entry.fix + " " + check.option for check in CHECKS)
    variables = {option.variable for option in (*all_options().values(), *options_of_bots.OPTIONS)}
    assert set(re.findall(r"om_sso_[a-z_]+", texts)) - variables == set()
    playbooks = {path.stem for path in (pathlib.Path(__file__).parents[5] / "playbooks").glob("*.yml")}
    assert set(re.findall(r"openmetadata\.sso\.([a-z_]+)", texts)) - playbooks == set()


def test_a_finding_says_the_fix_and_an_unknown_what_would_let_it_be_seen():
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
