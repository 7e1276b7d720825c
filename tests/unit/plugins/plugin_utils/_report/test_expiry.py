# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the TLS certificates end of the servers that a preflight has asked."""

import datetime
import json

from ansible_collections.openmetadata.sso.plugins.module_utils import _preflight as probe
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import x509
from ansible_collections.openmetadata.sso.plugins.plugin_utils._report import expiry
from fakes import loopback
from identity_providers import cases
from lab import certificates


def entry(name, at):
    """What the report has of a certificate."""
    moment = datetime.datetime.fromtimestamp(at, datetime.timezone.utc)
    return {"kind": "tls_certificate", "name": name, "at": moment.isoformat()}


def test_a_provider_is_one_server_however_many_answers_it_gives(tmp_path):
    ca = certificates.authority(tmp_path)
    pair = certificates.signed(tmp_path, "server", ca, ends=3)
    with loopback.answering() as start:
        url = start(lambda handler: handler.reply(200, json.dumps({"jwks_uri": f"{url}/keys"}).encode()), pair)
        wanted = cases.confidential(url.rstrip("/"), ca_data=ca.certificate.read_text()).wanted
        answers = probe.ask(wanted)
    assert answers["keys"] and answers["discovery"]["status"] == 200
    ends = x509.facts(x509.from_text(pair.certificate.read_text()))["ends"]
    assert expiry.servers(wanted, answers) == [entry(url.split("/")[2], ends)]


def test_each_server_of_a_provider_has_its_own():
    keys = {"https://keys.acme.io/jwks": {"url": "https://keys.acme.io/jwks", "certificate_ends": 2e9}}
    answers = {"discovery": {"url": "https://acme.io/x", "certificate_ends": 1e9}, "keys": keys, "token": 5}
    assert expiry.servers({}, answers) == [entry("acme.io", 1e9), entry("keys.acme.io", 2e9)]


def test_a_directory_and_what_has_no_certificate():
    wanted = {"host": "ldap.acme.io", "port": 636}
    assert expiry.servers(wanted, {"connected": True, "certificate": {"ends": 1e9}}) == [entry("ldap.acme.io:636", 1e9)]
    assert expiry.servers(wanted, {"connected": True, "certificate": None, "error": {"kind": "tls"}}) == []
    assert expiry.servers({}, {"discovery": {"url": "http://acme.io/x", "certificate_ends": None}}) == []
