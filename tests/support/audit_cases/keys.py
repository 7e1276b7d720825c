# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key pair, the Fernet key and the tokens of bots."""

from fakes.audit_answers import AUTHENTICATION, NO_TOKEN, answer

SILENT = {"version": None, "served": None, "keys": None, "reason": "Connection refused"}


def bots(*states):
    """Bots with tokens in these states."""
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
    ("JWK-01", answer(own_keys=None, server={"version": "1.8.12"}), "finding", "error", "None of the key URLs"),
    ("JWK-01", answer(own_keys=None, server={"version": "1.12.6"}), "ok", "", "asks its own key pair first"),
    (
        "JWK-01",
        answer({AUTHENTICATION + "provider": "aws-cognito"}, own_keys=None, server={"version": "1.8.12"}),
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
)
