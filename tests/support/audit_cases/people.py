# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who can sign in, and as what."""

from fakes.audit_answers import AUTHENTICATION, AUTHORIZER, BASIC, NO_TOKEN, answer

OPEN = {AUTHENTICATION + "enableSelfSignup": True, AUTHORIZER + "enforcePrincipalDomain": False}
SILENT = {"version": None, "served": None, "keys": None, "reason": "Connection refused"}


def refused(status):
    """A sign-in attempt that failed."""
    return {"user": "admin@acme.io", "status": status, "accepted": False}


#: (check, what a host answers, status, severity of a finding, words of the evidence)
ROWS = (
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
    (
        "CLM-15",
        answer({**OPEN, AUTHENTICATION + "provider": "google"}),
        "finding",
        "error",
        "anyone can have an account",
    ),
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
)
