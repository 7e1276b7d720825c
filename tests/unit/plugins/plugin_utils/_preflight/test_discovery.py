# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of a provider that was not reached."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._preflight import discovery


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        ("tls_not_yet_valid", "If that clock is wrong, set it by NTP"),
        ("tls_expired", "Renew or replace the certificate at the provider."),
        ("tls_unknown_ca", "If the server's Java trusts this CA"),
    ],
)
def test_the_cause_of_a_certificate_that_is_not_trusted(kind, advice):
    answer = {"error": {"kind": kind, "text": "the certificate of id.acme.io is not trusted here: why"}}
    check = discovery.reached(types.SimpleNamespace(), answer, "discovery", "om_sso_issuer")
    assert check.finding.fix.startswith(advice) and "not trusted here: why" in check.finding.message
