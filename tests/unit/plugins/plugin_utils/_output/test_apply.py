# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads, as the journeys want it: host, what was seen, in their own words, and what to do."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE, passed_by_compose
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.findings import Finding
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import apply, lines, verify
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from examples import SHOWN

HIDDEN = next(name for name, variable in CATALOGUE.items() if not passed_by_compose(variable, "1.12.14"))
FILES = [
    {"path": "/opt/om/openmetadata-sso.env", "changed": True},
    {"path": "/opt/om/docker-compose.override.yml", "changed": False},
]


def made(**changes):
    return plan.make({**SHOWN, **changes})


def row(field, wanted, status="ok", **layers):
    return {"field": field, "wanted": wanted, "file": None, "stored": None, "served": None, **layers, "status": status}


def answer(**changes):
    rows = [
        row("provider", "auth0", served="auth0"),
        row("clientId", "Kx81abcdefghijkl", served="Kx81abcdefghijkl"),
        row("callbackUrl", "https://m/callback", served="https://m/callback"),
    ]
    known = {
        "version": "1.12.14",
        "changed": True,
        "restarted": True,
        "would_restart": True,
        "seconds": 71,
        "variables": [HIDDEN, "OIDC_CLIENT_ID"],
        "rows": [],
        "rows_decide": False,
        "stale": False,
        "files": FILES,
        "effective": rows,
        "kids": ["Gb389a-9f76-gdjs-a92j-0242bk94356"],
        "notes": [],
        "findings": [],
        "reachable": True,
    }
    return {**known, **changes}


def test_a_heading_says_host_release_deployment_provider_and_flow():
    assert (
        lines.heading("om-1", made(), "1.12.14")
        == "om-1  OpenMetadata 1.12.14 on Docker Compose, Auth0, authorization code"
    )
    assert lines.heading("om-1", made()) == "om-1  OpenMetadata on Docker Compose, Auth0, authorization code"
    assert lines.heading("om-1", plan.make({})) == "om-1"


def test_a_plan_shows_what_to_register_and_no_secret():
    found = apply.planned("om-1", made())
    assert found[0].startswith("om-1  ") and all(line.startswith("  ") for line in found[1:])
    text = "\n".join(found)
    assert "https://metadata.acme.io/callback" in text and "https://acme.eu.auth0.com" in text
    assert "a-secret-of-auth0" not in text and "Kx81abcdefghijkl" not in text, "an id is shortened"


def test_a_plan_with_errors_begins_with_their_number():
    found = apply.planned(
        "om-2", made(om_sso_server_url="https://metadata.acme.io/", om_sso_client_secret=None, om_sso_max_age=0)
    )
    assert found[0] == "om-2  2 errors, 1 warning; nothing was changed"
    assert [line.split()[0] for line in found[1:]] == ["ERROR", "ERROR", "WARNING"]


def test_an_apply_says_what_changed_and_what_was_verified():
    found = apply.applied("om-1", made(), answer(), check_mode=False)
    assert found[1:5] == [
        "  changes     2 variables (1 not passed by the stock Compose file)",
        "  applied     /opt/om/openmetadata-sso.env",
        "  restart     healthy after 71 s",
        "  verified    served provider auth0, client Kx81a…, callback https://m/callback, own key Gb389…",
    ]
    assert found[5].startswith("  next        sign in as data.admin")


def test_check_mode_speaks_of_what_would_be_and_verifies_nothing():
    text = "\n".join(
        apply.applied("om-1", made(), answer(restarted=False, seconds=None, rows=["provider"]), check_mode=True)
    )
    assert (
        "  planned     write /opt/om/openmetadata-sso.env, stored rows" in text
        and "  planned     restart the server" in text
    )
    assert "verified" not in text and "applied" not in text and "sign in" not in text
    text = "\n".join(apply.applied("om-1", made(), answer(would_restart=False), check_mode=True))
    assert "no restart" in text


def test_no_change_is_short_and_still_verified():
    found = apply.applied("om-1", made(), answer(changed=False, restarted=False, variables=[]), check_mode=False)
    assert [line.split()[0] for line in found[1:]] == ["current", "verified"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"variables": ["OIDC_CLIENT_ID"]}, "1 variable"),
        ({"variables": []}, "0 variables"),
        ({"rows": ["provider"]}, "2 variables (1 not passed by the stock Compose file), stored rows: 1 field"),
        (
            {"rows": ["provider", "clientId"]},
            "2 variables (1 not passed by the stock Compose file), stored rows: 2 fields",
        ),
    ],
)
def test_a_change_is_counted(changes, words):
    assert apply.changes(made(), answer(**changes)) == words


def test_bare_metal_has_no_stock_compose_file():
    assert apply.changes(made(om_sso_deployment="bare_metal"), answer()) == "2 variables"


def test_notes_and_findings_of_the_host_come_last():
    found = apply.applied(
        "om-1",
        made(),
        answer(
            notes=["a run was interrupted"],
            findings=[Finding("ENV-26", "warning", "/x:3", "/x:3 sets A too.", "Remove the line.").to_data()],
        ),
        check_mode=False,
    )
    assert found[-2:] == [
        "  note        a run was interrupted",
        "  WARNING  ENV-26   /x:3 sets A too. Remove the line.",
    ]


def error(**changes):
    return {"message": "The server did not start: its process ended.", "option": "", "fix": "", **changes}


def test_a_failure_that_touched_nothing_says_so():
    assert apply.failed("om-1", made(), error(option="om_sso_home", fix="Set it."))[1:] == [
        "  failed      The server did not start: its process ended. Set it.",
        "  see         om_sso_home",
        "  current     nothing was changed",
    ]


def test_a_failure_that_was_restored_says_how_that_ended_and_what_the_server_said():
    found = apply.failed(
        "om-1", made(), error(restored=True, outcome="The old files are back.", words="ERROR one\n" + "x" * 300)
    )
    assert found[2:4] == ["  restored    The old files are back.", "  log         ERROR one"]
    assert len(found[4]) < 220


def test_a_failure_that_could_not_be_restored_is_not_called_restored():
    found = apply.failed("om-1", made(), error(restored=False, outcome="Not everything was restored: x"))
    assert found[2] == "  current     Not everything was restored: x"


def test_findings_on_the_host_are_the_failure():
    found = [
        Finding("ENV-25", "error", "/x:3", "/x:3: a.b is a hand-written value.", "Put the reference back.").to_data()
    ]
    found = apply.failed("om-1", made(), error(findings=found))
    assert "nothing was changed" not in "\n".join(found), "its message says that"
    assert found[-1] == "  ERROR    ENV-25   /x:3: a.b is a hand-written value. Put the reference back."


def test_a_verification_without_drift_is_one_line():
    found = verify.verified("om-1", made(), answer(variables=[], files=[{"path": "/x", "changed": False}]))
    assert found[1:] == ["  verified    3 fields are as planned, own key Gb389…"]
    found = verify.verified("om-1", made(), answer(variables=[], files=[], notes=["what a sign-in sends was not seen"]))
    assert found[2:] == ["  note        what a sign-in sends was not seen"]


def test_fields_that_cannot_be_seen_are_named_and_not_counted_as_good():
    rows = [row("a", 1, "ok"), *(row(f"u{number}", 1, "unknown") for number in range(7))]
    found = verify.verified("om-1", made(), answer(variables=[], files=[], effective=rows))
    assert found[1:] == [
        "  verified    1 field is as planned, own key Gb389…",
        "  unknown     7 fields that cannot be read: u0, u1, u2, u3, u4 and 2 more",
    ]
    found = verify.verified(
        "om-1", made(), answer(variables=[], files=[], effective=[row("a", 1, "ok")], unseen=["secret"])
    )
    assert found[2] == "  unknown     1 field that cannot be read: secret"


@pytest.mark.parametrize(
    "changes",
    [
        {"files": [{"path": "/x", "changed": True}]},
        {"variables": ["A"]},
        {"reachable": False},
        {"effective": [row("a", 1, "drift")]},
    ],
    ids=["a file", "the environment", "no answer", "a field"],
)
def test_anything_that_is_not_as_planned_is_drift(changes):
    fine = {"files": [], "variables": []}
    assert not drift.has_drift(answer(**fine))
    assert drift.has_drift(answer(**{**fine, **changes}))


def test_a_field_that_was_not_seen_is_not_drift():
    assert not drift.has_drift(answer(files=[], variables=[], effective=[row("a", 1, "unknown")]))


def test_drift_is_a_table_that_says_where():
    rows = [
        row("authority", "https://new", "drift", file="https://new", stored="https://old", served="https://old"),
        row("clientId", "x", "ok"),
        row("scope", "y", "drift", file=""),
    ]
    found = verify.verified("om-1", made(), answer(files=FILES, effective=rows, rows_decide=True, notes=["n"]))
    assert found[1] == "  drift       in 2 of 3 fields; this release (1.12.14) reads the stored rows, not the files"
    assert [line.split() for line in found[2:5]] == [
        ["field", "planned", "file", "stored", "served"],
        ["authority", "https://new", "same", "https://old", "https://old"],
        ["scope", "y", "(empty)", "-", "-"],
    ]
    assert len({line.index(word) for line, word in zip(found[2:5], ("planned", "https://new", "y "))}) == 1, (
        "columns stand below each other"
    )
    assert found[5:8] == [
        "  file        /opt/om/openmetadata-sso.env differs from the plan or is missing",
        "  note        n",
        "  next        run openmetadata.sso.sso to apply the plan",
    ]


def test_a_file_that_differs_in_its_mode_alone_says_so():
    state = {"path": "/opt/om/x.env", "changed": True, "rights": "has mode 0644 instead of mode 0600"}
    found = verify.verified("om-1", made(), answer(files=[state], effective=[row("a", 1, "ok")]))
    assert "  file        /opt/om/x.env has mode 0644 instead of mode 0600" in found


@pytest.mark.parametrize(
    ("value", "text"),
    [(["a", "b"], "a,b"), (True, "True"), ("x" * 40, "x" * 40), ("x" * 41, "x" * 39 + "…"), (None, "None")],
)
def test_a_value_in_a_table_is_short(value, text):
    assert verify.shown(value) == text


@pytest.mark.parametrize("check", [True, False])
def test_going_back_says_to_what_and_when_it_was_verified(check):
    back = {**answer(), "when": "2026-11-01 10:00:00", "served": {"provider": "basic", "clientId": ""}}
    found = apply.recovered("om-1", back, check)
    assert found[0].startswith("om-1  configuration verified on 2026-11-01 10:00:00: provider basic")
    assert ("planned" in found[1]) is check and ("verified" in found[-1]) is not check


@pytest.mark.parametrize("check", [True, False])
def test_restoring_tells_its_notes(check):
    """Such as that an interrupted run was restored first."""
    back = {**answer(), "served": {"provider": "basic"}, "when": "2026-11-01 10:00:00", "notes": ["a note"]}
    assert apply.recovered("om-1", back, check)[-1] == "  note        a note"


HEALTHY, COMPOSE, OPS = (
    "600 s for a healthy server (om_sso_health_timeout)",
    "1800 s for docker compose up with its migration",
    "600 s for each openmetadata-ops.sh",
)
BARE = {"om_sso_deployment": "bare_metal", "om_sso_compose_directory": None, "om_sso_home": "/opt/openmetadata"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([{}], [HEALTHY, COMPOSE, OPS]),
        ([{"om_sso_openmetadata_version": "1.9.7"}], [HEALTHY, COMPOSE]),
        ([{"om_sso_stored_configuration": "ignore"}], [HEALTHY, COMPOSE]),
        ([BARE], [HEALTHY, OPS]),
        ([BARE, {}, BARE], [HEALTHY, OPS, COMPOSE]),
        (
            [{"om_sso_health_timeout": 900, "om_sso_openmetadata_version": "1.9"}],
            [HEALTHY.replace("600", "900"), COMPOSE],
        ),
        ([], []),
    ],
)
def test_before_a_change_it_is_said_what_is_waited_for_and_how_long(changes, expected):
    plans = [made(**one) for one in changes]
    said = [f"  note        time limits of a change: {', '.join(expected)}"] if expected else []
    assert apply.limits(plans) == said
