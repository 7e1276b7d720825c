# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every provider has to do: the same tests for all.

A provider's test file has the fixtures ``service``, an instance of a subclass of ``Service``, and ``run``, and a class
that inherits ``Contract``.
"""

from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import RegistrationError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_registration
from registration.contract_faults import FaultsContract
from registration.contract_secrets import SecretsContract
from registration.service import FIELDS


def client_of(service) -> client_registration.Client:
    """The application as the actions have it."""
    settings = SimpleNamespace(client_secret=None, client_secret_warn_days=30)
    return client_registration.Client(service.NAME, service.wanted(), {"om1": SimpleNamespace(settings=settings)})


class Contract(SecretsContract, FaultsContract):
    """The tests. Inherit it in a class whose name begins with Test."""

    def test_one_is_made_and_the_second_run_changes_nothing(self, service, run):
        made = run.present()
        assert (made.action, made.made, made.handed) == ("created", True, True)
        assert run.known and service.accepts(made.registration.id, run.known)
        again = run.present()
        assert (again.action, again.changes, again.made, again.handed, again.changed) == (
            "unchanged",
            (),
            False,
            False,
            False,
        )
        assert service.objects() == [made.registration.id]

    def test_check_mode_makes_nothing_and_says_what_would_be(self, service, run):
        would = run.present(check_mode=True)
        assert (would.action, would.registration, service.objects()) == ("created", None, [])
        assert {change.field for change in would.changes} >= {"redirect_uris"}
        assert run.present().changes == would.changes
        service.meddle(service.objects()[0], "redirect_uris", ["https://other.acme.io/callback"])
        would = run.present(check_mode=True)
        assert [change.field for change in would.changes] == ["redirect_uris"]
        assert run.present(check_mode=True).changes == would.changes

    def test_every_field_that_somebody_changed_is_found_and_corrected(self, service, run, monkeypatch):
        """Preflight and verify name it before."""
        monkeypatch.setattr(client_registration, "registrar_of", lambda *_, **__: run.registrar(check_mode=True))
        made = run.present()
        wrong = []
        for field, value in service.MEDDLED.items():
            service.meddle(made.registration.id, field, value)
            findings = client_registration.compared(client_of(service)).findings
            drift = [finding.message for finding in findings if finding.rule == "REG-01"]
            seen = run.present()
            if [f" {field} of the application" in message for message in drift] != [True]:
                wrong.append((field, drift))
            if [change.field for change in seen.changes] != [field] or run.present().changed:
                wrong.append((field, seen.changes))
        assert wrong == []

    def test_what_others_added_to_a_list_stays_unless_exact(self, service, run):
        made = run.present()
        for field, value in service.ADDED.items():
            current = service.provider().read(made.registration.id, service.wanted()).fields[field]
            service.meddle(made.registration.id, field, [*current, value])
        assert not run.present().changed
        kept = service.provider().read(made.registration.id, service.wanted())
        assert all(value in kept.fields[field] for field, value in service.ADDED.items())
        run.present(exact=True)
        left = service.provider().read(made.registration.id, service.wanted())
        assert not any(value in left.fields[field] for field, value in service.ADDED.items())

    def test_a_list_grows(self, service, run):
        run.present()
        uris = ["https://second.acme.io/callback"]
        assert [change.field for change in run.present(redirect_uris=uris).changes] == ["redirect_uris"]
        kept = service.provider().read(service.objects()[0], service.wanted())
        assert set(kept.fields["redirect_uris"]) == {*FIELDS["redirect_uris"], *uris}

    def test_absent_deletes_its_own_and_the_second_run_changes_nothing(self, service, run):
        run.present()
        assert run.registrar().absent().action == "deleted"
        assert (run.registrar().absent().action, service.objects()) == ("absent", [])

    def test_an_application_of_others_is_neither_changed_nor_deleted(self, service, run):
        if service.CLIENT_ID is None:
            service.foreign()
            assert run.registrar().absent().action == "absent"
            return
        theirs = service.foreign()
        with pytest.raises(RegistrationError, match="was not made by this collection"):
            run.present()
        with pytest.raises(RegistrationError, match="was not made by this collection"):
            run.registrar().absent()
        with pytest.raises(RegistrationError, match="is not deleted"):
            run.registrar(adopt=True).absent()
        assert service.objects() == [theirs]

    def test_an_application_of_others_is_adopted_where_asked_for(self, service, run):
        theirs = service.foreign()
        client_id = service.provider().read(theirs, service.wanted()).client_id
        found = run.present(adopt=True, client_id=client_id)
        assert (found.registration.id, service.objects()) == (theirs, [theirs])
        assert not run.present(adopt=True, client_id=client_id).changed

    def test_two_that_bear_the_mark_are_an_error(self, service, run):
        run.present()
        service.second()
        before = sorted(service.objects())
        with pytest.raises(RegistrationError, match="bear the mark") as raised:
            run.present()
        assert len(before) == 2 and all(each in str(raised.value) for each in before)
        assert sorted(service.objects()) == before
