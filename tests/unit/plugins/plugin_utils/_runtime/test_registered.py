# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was registered counts in every later task of the run."""

import datetime
import json

import pytest
from ansible import constants
from ansible.parsing.dataloader import DataLoader
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.clock import UTC
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.options.registration_options import PENDING
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import finding_of
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.providers import CLASSES
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import registered, server_audit
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables
from examples import EXAMPLES

OWN = {"om_sso_provider": "keycloak", "om_sso_flow": "authorization_code"}


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """The private folder of a run."""
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))
    return tmp_path


def applied(values, findings=()):
    return registered.applied("om-1", Variables({**OWN, **values}, list(findings)), DataLoader())


def test_without_a_registration_nothing_is_touched():
    assert applied({}).values == OWN


def test_what_was_made_takes_the_place_of_the_variables_and_of_their_errors():
    registered.note("om-1", variables={"om_sso_client_id": "om", "om_sso_client_secret": "new"})
    registered.note("om-1", left="the application", hosts=["om-1"])
    failed = finding_of("OPT-07", "om_sso_client_secret", reason="no such file")
    found = applied({"om_sso_client_secret": "old"}, [failed])
    assert (found.values["om_sso_client_id"], found.values["om_sso_client_secret"]) == ("om", "new")
    assert found.findings == []
    assert registered.applied("om-2", Variables(OWN, []), DataLoader()).values == OWN, "other hosts have their own"


def test_a_secret_and_its_client_id_are_read_from_the_file(tmp_path):
    (tmp_path / "secret").write_text("kept\n")
    (tmp_path / "secret.json").write_text(json.dumps({"client_id": "om"}))
    found = applied({"om_sso_client_secret_file": str(tmp_path / "secret")})
    assert (found.values["om_sso_client_id"], found.values["om_sso_client_secret"]) == ("om", "kept")
    given = applied({"om_sso_client_secret_file": str(tmp_path / "secret"), "om_sso_client_secret": "given"})
    assert given.values["om_sso_client_secret"] == "given"
    public = applied({"om_sso_client_secret_file": str(tmp_path / "secret"), "om_sso_flow": "implicit"})
    assert "om_sso_client_secret" not in public.values


def test_the_file_is_read_once(tmp_path, monkeypatch):
    read = []
    monkeypatch.setattr(registered.client_secret_file, "read", lambda name, _loader: read.append(name) or "kept")
    assert applied({"om_sso_client_secret_file": "/s"}).values["om_sso_client_secret"] == "kept"
    assert read == ["/s"]


def test_a_file_that_is_not_one_is_a_finding(tmp_path):
    found = applied({"om_sso_client_secret_file": str(tmp_path)})
    assert [finding.rule for finding in found.findings] == ["OPT-08"]


def test_before_the_registration_something_stands_in_their_place():
    found = applied({"om_sso_register_client": True}).values
    assert found["om_sso_client_id"] == found["om_sso_client_secret"] == PENDING
    assert registered.is_pending("om-1", PENDING) and not registered.is_pending("om-1", "om")
    assert "om_sso_client_id" not in applied({"om_sso_register_client": True, "om_sso_provider": "ldap"}).values


@pytest.mark.parametrize("zone", ["+00:00", ""])
@pytest.mark.parametrize(("days", "said"), [(12, "in 12 days"), (-2, "ended on")])
def test_a_secret_that_ends_soon_is_a_warning(tmp_path, days, said, zone):
    now = datetime.datetime(2026, 11, 28, tzinfo=UTC)
    ends = (now + datetime.timedelta(days=days)).isoformat().replace("+00:00", zone)
    (tmp_path / "secret.json").write_text(json.dumps({"ends": ends}))
    values = {"om_sso_client_secret_file": str(tmp_path / "secret"), "om_sso_client_secret_warn_days": 30}
    (found,) = registered.findings(values, now)
    assert found.rule == "REG-02" and said in found.message
    seen = server_audit.client_secret(values, now)
    assert (seen["left"], seen["date"], seen["limit"]) == (days, ends[:10], 30)
    assert registered.findings({**values, "om_sso_client_secret_warn_days": 5}, now) == [found][: int(days < 0)]


def test_what_stays_at_the_provider_is_told_once():
    for host in ("om-1", "om-2"):
        registered.note(host, left="the application OpenMetadata at Keycloak (client id om)")
    (line,) = registered.left(["om-1", "om-2", "om-3"])
    assert "client id om" in line and "stays" in line


@pytest.mark.parametrize("flow", ["authorization-code", "implicit"])
@pytest.mark.parametrize("provider", CLASSES)
def test_no_rule_takes_what_stands_in_their_place_for_a_wrong_value(provider, flow):
    names = ("om_sso_client_id", "om_sso_client_secret")
    own = {name: value for name, value in EXAMPLES[f"{provider}-{flow}"].items() if name not in names}
    plan = planner.make(registered.with_pending(own))
    assert plan.errors == []
