# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an operator reads, as the journeys want it: host, what was seen, in their own words, and what to do."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE, passed_by_compose
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import apply
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan

VARIABLES = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_id": "Kx81abcdefghijkl",
    "om_sso_client_secret": "a-secret-of-auth0",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "docker_compose",
    "om_sso_compose_directory": "/opt/om",
}
HIDDEN = next(name for name, variable in CATALOGUE.items() if not passed_by_compose(variable, "1.12.14"))
FILES = [
    {"path": "/opt/om/openmetadata-sso.env", "changed": True},
    {"path": "/opt/om/docker-compose.override.yml", "changed": False},
]


def made(**changes):
    return plan.make({**VARIABLES, **changes})


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
        apply.heading("om-1", made(), "1.12.14")
        == "om-1  OpenMetadata 1.12.14 on Docker Compose, Auth0, authorization code"
    )
    assert apply.heading("om-1", made()) == "om-1  OpenMetadata on Docker Compose, Auth0, authorization code"
    assert apply.heading("om-1", plan.make({})) == "om-1"


def test_a_plan_shows_what_to_register_and_no_secret():
    lines = apply.planned("om-1", made())
    assert lines[0].startswith("om-1  ") and all(line.startswith("  ") for line in lines[1:])
    text = "\n".join(lines)
    assert "https://metadata.acme.io/callback" in text and "https://acme.eu.auth0.com" in text
    assert "a-secret-of-auth0" not in text and "Kx81abcdefghijkl" not in text, "an id is shortened"


def test_a_plan_with_errors_begins_with_their_number():
    lines = apply.planned(
        "om-2", made(om_sso_server_url="https://metadata.acme.io/", om_sso_client_secret=None, om_sso_max_age=0)
    )
    assert lines[0] == "om-2  2 errors, 1 warning; nothing was touched"
    assert [line.split()[0] for line in lines[1:]] == ["ERROR", "ERROR", "WARNING"]


def test_an_apply_says_what_changed_and_what_was_proved():
    lines = apply.applied("om-1", made(), answer(), check=False)
    assert lines[1:5] == [
        "  change      2 variables (1 not passed by the stock Compose file)",
        "  applied     /opt/om/openmetadata-sso.env",
        "  restart     healthy after 71 s",
        "  proved      served provider auth0, client Kx81a…, callback https://m/callback, own key Gb389…",
    ]
    assert lines[5].startswith("  next        sign in as data.admin")


def test_check_mode_speaks_of_what_would_be_and_proves_nothing():
    text = "\n".join(
        apply.applied("om-1", made(), answer(restarted=False, seconds=None, rows=["provider"]), check=True)
    )
    assert (
        "  would write /opt/om/openmetadata-sso.env, stored rows" in text and "  would       restart the server" in text
    )
    assert "proved" not in text and "applied" not in text and "sign in" not in text
    text = "\n".join(apply.applied("om-1", made(), answer(would_restart=False), check=True))
    assert "not restart the server" in text


def test_no_change_is_short_and_still_a_proof():
    lines = apply.applied("om-1", made(), answer(changed=False, restarted=False, variables=[]), check=False)
    assert [line.split()[0] for line in lines[1:]] == ["unchanged", "proved"]


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
    assert apply.change(made(), answer(**changes)) == words


def test_bare_metal_has_no_stock_compose_file():
    assert apply.change(made(om_sso_deployment="bare_metal"), answer()) == "2 variables"


def test_notes_and_findings_of_the_host_come_last():
    lines = apply.applied(
        "om-1",
        made(),
        answer(
            notes=["a run was interrupted"],
            findings=[["ENV-26", "warning", "/x:3", "/x:3 sets A too.", "Remove the line."]],
        ),
        check=False,
    )
    assert lines[-2:] == [
        "  note        a run was interrupted",
        "  WARNING  ENV-26   /x:3 sets A too. Remove the line.",
    ]


def error(**changes):
    return {"message": "The server did not start: its process ended.", "option": "", "fix": "", **changes}


def test_a_failure_that_touched_nothing_says_so():
    assert apply.failed("om-1", made(), error(option="om_sso_home", fix="Set it."))[1:] == [
        "  failed      The server did not start: its process ended. Set it.",
        "  look at     om_sso_home",
        "  left        nothing was touched",
    ]


def test_a_failure_that_was_put_back_says_how_that_ended_and_what_the_server_said():
    lines = apply.failed(
        "om-1", made(), error(restored=True, outcome="The old files are back.", words="ERROR one\n" + "x" * 300)
    )
    assert lines[2:4] == ["  restored    The old files are back.", "  log         ERROR one"]
    assert len(lines[4]) < 220


def test_a_failure_that_could_not_be_put_back_is_not_called_restored():
    lines = apply.failed("om-1", made(), error(restored=False, outcome="NOT EVERYTHING COULD BE PUT BACK: x"))
    assert lines[2] == "  left        NOT EVERYTHING COULD BE PUT BACK: x"


def test_findings_on_the_host_are_the_failure():
    found = [["ENV-25", "error", "/x:3", "/x:3: a.b is a hand-written value.", "Put the reference back."]]
    lines = apply.failed("om-1", made(), error(findings=found))
    assert "nothing was touched" not in "\n".join(lines), "its message says that"
    assert lines[-1] == "  ERROR    ENV-25   /x:3: a.b is a hand-written value. Put the reference back."
    assert apply.error_in_short("om-1", error(findings=found, fix="Look.")) == (
        "om-1: The server did not start: its process ended. Look. /x:3: a.b is a hand-written value."
    )


def test_a_verification_without_drift_is_one_line():
    lines = apply.verified("om-1", made(), answer(variables=[], files=[{"path": "/x", "changed": False}]))
    assert lines[1:] == ["  in effect   3 fields are as planned, own key Gb389…"]
    lines = apply.verified("om-1", made(), answer(variables=[], files=[], notes=["what a sign-in sends was not seen"]))
    assert lines[2:] == ["  note        what a sign-in sends was not seen"]


def test_fields_that_cannot_be_seen_are_named_and_not_counted_as_good():
    rows = [row("a", 1, "ok"), *(row(f"u{number}", 1, "unknown") for number in range(7))]
    lines = apply.verified("om-1", made(), answer(variables=[], files=[], effective=rows))
    assert lines[1:] == [
        "  in effect   1 fields are as planned, own key Gb389…",
        "  unknown     7 fields that cannot be seen: u0, u1, u2, u3, u4 and 2 more",
    ]
    lines = apply.verified(
        "om-1", made(), answer(variables=[], files=[], effective=[row("a", 1, "ok")], unseen=["secret"])
    )
    assert lines[2] == "  unknown     1 field that cannot be seen: secret"


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
    assert not apply.has_drift(answer(**fine))
    assert apply.has_drift(answer(**{**fine, **changes}))


def test_a_field_that_was_not_seen_is_no_drift():
    assert not apply.has_drift(answer(files=[], variables=[], effective=[row("a", 1, "unknown")]))


def test_drift_is_a_table_that_says_where():
    rows = [
        row("authority", "https://new", "drift", file="https://new", stored="https://old", served="https://old"),
        row("clientId", "x", "ok"),
        row("scope", "y", "drift", file=""),
    ]
    lines = apply.verified("om-1", made(), answer(files=FILES, effective=rows, rows_decide=True, notes=["n"]))
    assert lines[1] == "  drift       in 2 of 3 fields; this release (1.12.14) reads the stored rows, not the files"
    assert [line.split() for line in lines[2:5]] == [
        ["field", "wanted", "file", "stored", "served"],
        ["authority", "https://new", "same", "https://old", "https://old"],
        ["scope", "y", "(empty)", "-", "-"],
    ]
    assert len({line.index(word) for line, word in zip(lines[2:5], ("wanted", "https://new", "y "))}) == 1, (
        "columns stand below each other"
    )
    assert lines[5:8] == [
        "  file        /opt/om/openmetadata-sso.env differs from the plan or is missing",
        "  note        n",
        "  next        run openmetadata.sso.sso to bring the plan into effect",
    ]


def test_drift_in_short_names_five_fields_at_most():
    assert (
        apply.drift_in_short("om-1", answer(effective=[row(str(number), 1, "drift") for number in range(7)]))
        == "om-1: drift in 0, 1, 2, 3, 4 and 2 more fields."
    )
    assert apply.drift_in_short("om-1", answer()) == "om-1: drift in files or environment."


@pytest.mark.parametrize(
    ("value", "text"),
    [(["a", "b"], "a,b"), (True, "True"), ("x" * 40, "x" * 40), ("x" * 41, "x" * 39 + "…"), (None, "None")],
)
def test_a_value_in_a_table_is_short(value, text):
    assert apply.shown(value) == text


@pytest.mark.parametrize("check", [True, False])
def test_going_back_says_to_what_and_when_it_was_proven(check):
    back = {**answer(), "when": "2026-11-01 10:00:00", "served": {"provider": "basic", "clientId": ""}}
    lines = apply.recovered("om-1", back, check)
    assert lines[0].startswith("om-1  the configuration that was proven on 2026-11-01 10:00:00: provider basic")
    assert ("would write" in lines[1]) is check and ("proved" in lines[-1]) is not check
