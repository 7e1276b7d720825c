# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`om_sso_bots`: a list of documented dictionaries, with lists of them inside; every problem is said by its place."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import settings


def found(bots):
    parsed = settings.parse({"om_sso_provider": "basic", "om_sso_bots": bots})
    return {
        finding.option: (finding.rule, finding.message)
        for finding in parsed.findings
        if finding.option.startswith("om_sso_bots")
    }, parsed.settings


def test_defaults_count_in_every_entry():
    problems, chosen = found(
        [{"name": "a", "deliver": [{"path": "/x"}]}, {"name": "b", "expiry": "90", "renew_within": None}]
    )
    assert problems == {}
    assert [(bot.name, bot.expiry, bot.renew_within, bot.create) for bot in chosen.bots] == [
        ("a", None, 7, False),
        ("b", "90", 7, False),
    ]
    assert (chosen.bots[0].deliver[0].path, chosen.bots[0].deliver[0].mode, chosen.bots[0].deliver[0].variable) == (
        "/x",
        "0600",
        None,
    )


def test_every_problem_is_said_by_its_place_and_the_list_is_not_half_taken():
    wrong = [{"name": "x", "expiry": "91", "foo": 1, "renew_within": -1}, {"deliver": [{"variable": "X"}, "y"]}, "z"]
    problems, chosen = found(wrong)
    assert problems == {
        "om_sso_bots.0.expiry": ("OPT-02", "om_sso_bots.0.expiry is not one of: OneHour, 1, 7, 30, 60, 90, Unlimited."),
        "om_sso_bots.0.foo": ("OPT-01", "om_sso_bots.0.foo is not a key of om_sso_bots.0."),
        "om_sso_bots.0.renew_within": ("OPT-02", "om_sso_bots.0.renew_within is less than 0."),
        "om_sso_bots.1.name": ("OPT-03", "om_sso_bots.1.name is missing."),
        "om_sso_bots.1.deliver.0.path": ("OPT-03", "om_sso_bots.1.deliver.0.path is missing."),
        "om_sso_bots.1.deliver.1": ("OPT-02", "om_sso_bots.1.deliver.1 is not a dictionary."),
        "om_sso_bots.2": ("OPT-02", "om_sso_bots.2 is not a dictionary."),
    }
    assert chosen.bots is None


@pytest.mark.parametrize(("given", "taken"), [(90, "90"), ("90", "90"), ("OneHour", "OneHour")])
def test_a_bare_number_is_a_choice_that_is_written_with_digits(given, taken):
    assert found([{"name": "x", "expiry": given}])[1].bots[0].expiry == taken


def test_true_is_not_a_number():
    assert set(found([{"name": "x", "expiry": True}])[0]) == {"om_sso_bots.0.expiry"}


@pytest.mark.parametrize("bots", ["ingestion-bot", {"name": "x"}])
def test_what_is_not_a_list_is_said(bots):
    problems, _chosen = found(bots)
    assert problems == {"om_sso_bots": ("OPT-02", "om_sso_bots is not a list of dictionaries.")}
