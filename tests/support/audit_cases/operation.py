# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files, logs and lifetimes."""

from fakes.audit_answers import AUTHENTICATION, BASIC, LOG_LEVEL, OIDC, SAML, answer

IMPLICIT = {AUTHENTICATION + "clientType": "public"}
SECRET_FILE = {
    "path": "/opt/om/.env",
    "mode": "0644",
    "owner": "ops",
    "others": "",
    "holds": "DB_USER_PASSWORD",
    "listed": [],
    "strange": False,
}
LISTED = {"who": "the user lab", "may": "read", "on": "/opt/om"}

AZURE = {AUTHENTICATION + "provider": "azure"}


def ends_in(days, **more):
    """A client secret of Azure that ends in so many days."""
    date = "2027-01-31" if days is not None else ""
    return answer(AZURE, client_secret={"file": "secrets/client", "date": date, "left": days, **more})


#: (check, what a host answers, status, severity of a finding, words of the evidence)
ROWS = (
    ("AUD-03", answer(), "ok", "", "openmetadata-sso.env 0600 root"),
    (
        "AUD-03",
        answer(files=[{**SECRET_FILE, "others": "read"}]),
        "finding",
        "error",
        "/opt/om/.env (0644, ops) holds DB_USER_PASSWORD: any user on the host may read it",
    ),
    ("AUD-03", answer(files=[{**SECRET_FILE, "others": "write", "mode": "0602"}]), "finding", "error", "may write it"),
    (
        "AUD-03",
        answer(files=[{**SECRET_FILE, "listed": [LISTED]}]),
        "finding",
        "error",
        "DB_USER_PASSWORD: the user lab may read it by the access control list of /opt/om.",
    ),
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
    ("REG-02", ends_in(31), "ok", "", "ends on 2027-01-31, in 31 days (secrets/client)"),
    ("REG-02", ends_in(30), "finding", "warning", "ends on 2027-01-31, in 30 days (secrets/client)"),
    ("REG-02", ends_in(31, limit=60), "finding", "warning", "in 31 days"),
    ("REG-02", ends_in(0), "finding", "warning", "in 0 days"),
    ("REG-02", ends_in(-1), "finding", "error", "ended on 2027-01-31 (secrets/client)"),
    ("REG-02", ends_in(None), "not_applicable", "", "told no end"),
    ("REG-02", answer(AZURE), "unknown", "", "not known on the controller"),
    ("REG-02", answer({AUTHENTICATION + "provider": "custom-oidc"}), "unknown", "", "not known on the controller"),
    ("REG-02", answer(), "not_applicable", "", "auth0 do not end"),
    ("REG-02", answer(client_secret={"left": 3, "date": "2027-01-31", "file": "f"}), "finding", "warning", "in 3 days"),
    ("REG-02", answer({**AZURE, **IMPLICIT}), "not_applicable", "", "implicit"),
    ("REG-02", answer(BASIC), "not_applicable", "", "basic"),
)
