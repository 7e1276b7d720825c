# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a report of a comparison, with everything that a part can have, and texts of a hostile host."""

import datetime

from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.clock import UTC

WHEN = datetime.datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
HOSTILE = "</script><script>document.title='stolen'</script>\"'&{{ 7*7 }}\n\x1b[0m\ud800"


def row(field, wanted, served, status="drift"):
    return {"field": field, "wanted": wanted, "file": wanted, "stored": None, "served": served, "status": status}


def finding(rule="FLOW-12", severity="warning", option="om_sso_max_age", message="Each sign-in asks.", fix=""):
    return {"rule": rule, "severity": severity, "option": option, "message": message, "fix": fix}


def part(result="unchanged", **more):
    """The part of one host."""
    known = {
        "version": "1.12.14",
        "provider": "auth0",
        "flow": "authorization_code",
        "deployment": "docker_compose",
        "result": result,
        "restarted": False,
        "files": [],
        "findings": [],
        "effective": [row("provider", "auth0", "auth0", "ok")],
        "administrators": {"status": "verified", "text": "data.admin is administrator in the stored users"},
        "drift": False,
        "expires": [],
    }
    return {**known, **more}


def verified():
    """Hosts that are as planned, that differ, that do not answer, and one that is hostile."""
    fix = "Remove om_sso_max_age: 0, or set DEFAULT_VALUE_X; then run openmetadata.sso.sso."
    return {
        "om-10": part(findings=[finding(fix=fix)]),
        "om-2": part(
            "failed",
            drift=True,
            findings=[
                finding(fix=fix),
                finding("SAML-01", "error", "/opt/om/conf/openmetadata.yaml:140", "It expired.", "Renew it."),
            ],
            files=[{"path": "/opt/om/openmetadata-sso.env", "changed": True}],
            effective=[
                row("provider", "auth0", "basic"),
                row("callbackUrl", "https://a/callback", None, "unknown"),
                row("adminPrincipals", ["a", "b"], []),
            ],
            expires=[
                {
                    "kind": "certificate",
                    "name": "om_sso_saml.idp.idp_x509_certificate",
                    "at": "2026-12-01T00:00:00+00:00",
                },
                {"kind": "token", "name": 'in"ges\\tion', "at": "2026-12-02T00:00:00+00:00"},
            ],
        ),
        "om-gone": part("failed", version=None, effective=[], administrators=None, drift=None),
        HOSTILE: part(
            "drift",
            drift=True,
            version=HOSTILE,
            findings=[finding("NO-SUCH", "info", HOSTILE, HOSTILE, HOSTILE)],
            effective=[row(HOSTILE, HOSTILE, HOSTILE)],
            expires=[{"kind": "token", "name": HOSTILE, "at": "2026-12-02T00:00:00+00:00"}],
        ),
    }
