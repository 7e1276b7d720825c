# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every provider has to do: the same tests for all, with a fault at each request of a run.

A provider's test file has a fixture ``service``, an instance of a subclass of ``Service``, and a class that inherits
``Contract``.
"""

from types import SimpleNamespace
from typing import ClassVar

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.calls import Calls
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import (
    ProviderError,
    RegistrationError,
)
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registrar import Options, Registrar
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.registration import Wanted
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_registration

#: Faults that are handled as others are: an error of the server, no connection, no answer in time.
THOROUGH = [pytest.param(fault, marks=pytest.mark.thorough) for fault in ("503", "refused", "late")]
#: Seconds for one request: a busy machine may need one for the answer of a stand-in.
TIMEOUT = 2.0
#: No run makes more requests; a loop over all of them ends with the first that is not made.
MOST_REQUESTS = 40
FIELDS = {
    "client_name": "OpenMetadata",
    "enabled": True,
    "application_type": "web",
    "grant_types": ["authorization_code", "refresh_token"],
    "response_types": ["code"],
    "redirect_uris": ["https://metadata.acme.io/callback"],
    "post_logout_redirect_uris": ["https://metadata.acme.io", "https://metadata.acme.io/signin"],
    "web_origins": ["https://metadata.acme.io"],
    "token_endpoint_auth_method": "client_secret_post",
    "scope": ["email", "offline_access", "openid", "profile"],
    "claims": ["email", "preferred_username"],
    "id_token_signed_response_alg": "RS256",
    "refresh_tokens": True,
    "require_pkce": "none",
}


#: What differs with a public client.
PUBLIC = {
    "application_type": "spa",
    "grant_types": ["authorization_code"],
    "token_endpoint_auth_method": "none",
    "refresh_tokens": None,
    "require_pkce": "S256",
}


class Service:
    """A provider to test against. Each test gets one without any application in it."""

    #: The name of the provider as om_sso_provider has it.
    NAME = ""
    #: Client id that the operator chose; ``None`` where the provider makes it.
    CLIENT_ID = None
    #: Another value for each field that somebody may change at the provider.
    MEDDLED: ClassVar[dict] = {}
    #: A further entry for each list that somebody may add to at the provider.
    ADDED: ClassVar[dict] = {"redirect_uris": "https://other.acme.io/callback"}

    def provider(self):
        """A new object of the provider class, with its requests through ``self.proxy``."""
        raise NotImplementedError

    def objects(self) -> list[str]:
        """The ids of all applications at the provider, asked for by another way."""
        raise NotImplementedError

    def meddle(self, registration_id: str, field: str, value) -> None:
        """Somebody else sets a field to a value. By default with the class itself, which is then not independent."""
        self.proxy.strike()
        self.provider().update(registration_id, {field: value}, self.wanted())

    def foreign(self) -> str:
        """Somebody else makes an application with the client id CLIENT_ID, without the mark. Its id."""
        raise NotImplementedError

    def second(self) -> None:
        """A second application that bears the mark."""
        self.provider().create(self.wanted(client_id=None if self.CLIENT_ID is None else "second"))

    def accepts(self, registration_id: str, secret: str) -> bool:
        """Whether the provider takes this client secret, asked for by another way where there is one."""
        return any(each.value in (None, secret) for each in self.provider().secrets(registration_id))

    def wanted(self, client_id="", **changes) -> Wanted:
        """What the plans ask for, with changes of fields."""
        chosen = self.CLIENT_ID if client_id == "" else client_id
        return Wanted("OpenMetadata", self.NAME, "oidc", chosen, {**FIELDS, **changes}, ("om1",))


class StandInService(Service):
    """A stand-in with its ``applications`` by id, behind a proxy."""

    def __init__(self, api, proxy):
        self.api, self.proxy = api, proxy

    def objects(self):
        return list(self.api.applications)


class Run:
    """One run of the core, as a controller that remembers secrets makes it."""

    def __init__(self, service: Service) -> None:
        self.service, self.known = service, None

    def registrar(
        self, seconds=30.0, check_mode=False, adopt=False, exact=False, overlap=7, removable=None, **changes
    ) -> Registrar:
        options = Options(adopt=adopt, exact=exact, known=self.known, overlap=overlap, removable=removable)
        calls = Calls(seconds, sleep=lambda _seconds: None)
        return Registrar(self.service.provider(), self.service.wanted(**changes), options, calls, check_mode)

    def keep(self, _registration, secret) -> None:
        self.known = secret.value

    def present(self, **more):
        return self.registrar(**more).present(self.keep)


@pytest.fixture
def run(service):
    return Run(service)


def client_of(service) -> client_registration.Client:
    """The application as the actions have it."""
    settings = SimpleNamespace(client_secret=None, client_secret_warn_days=30)
    return client_registration.Client(service.NAME, service.wanted(), {"om1": SimpleNamespace(settings=settings)})


def told_of(error, registrar) -> str:
    """The line that an operator reads of an error: the provider, what failed and why."""
    client = SimpleNamespace(title="The provider", plans={"om1": SimpleNamespace(environment=())})
    told = client_registration.explained(error, client, registrar)
    assert told.startswith(f"The provider: {error.operation}: ") and "\n" not in told
    return told


class Contract:
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

    def test_a_secret_is_renewed(self, service, run):
        made = run.present()
        first = run.known
        rotated = run.registrar().rotate(run.keep)
        assert rotated.made and run.known not in (None, first)
        assert service.accepts(made.registration.id, run.known)
        assert not run.present().changed

    def test_the_older_secret_goes_when_its_overlap_is_over(self, service, run):
        made = run.present()
        first = run.known
        run.registrar().rotate(run.keep)
        assert run.registrar().remove_outlived(run.known).removed == ()
        overlaps = service.provider().ROTATION == "overlap"
        assert len(service.provider().secrets(made.registration.id)) == (2 if overlaps else 1)
        removed = run.registrar(overlap=0).remove_outlived(run.known).removed
        assert len(removed) == (1 if overlaps else 0)
        left = service.provider().secrets(made.registration.id)
        assert len(left) == 1 and service.accepts(made.registration.id, run.known) and run.known != first
        assert run.registrar(overlap=0).remove_outlived(run.known).removed == ()

    @pytest.mark.parametrize("fault", ["500", "lost", "killed"])
    def test_a_replaced_secret_goes_whatever_happens_at_any_request(self, service, run, fault):
        """Only the one that was replaced, and never the one that the servers have."""
        made = run.present()
        if service.provider().ROTATION == "replace":
            assert not run.registrar(overlap=0).remove_outlived(run.known).removed
            return
        replaced = []

        def keep(registration, secret):
            run.keep(registration, secret)
            replaced[:] = [secret.replaces]

        for at in range(1, MOST_REQUESTS):
            run.registrar().rotate(keep)
            none = run.registrar(overlap=0, removable=frozenset()).remove_outlived(run.known)
            assert replaced[0] and not none.removed
            service.proxy.strike("lost" if fault == "killed" else fault, at)
            may = {"overlap": 0, "removable": frozenset(replaced)}
            try:
                run.registrar(seconds=0 if fault == "killed" else 30, **may).remove_outlived(run.known)
            except ProviderError:
                assert fault == "killed"
            struck = service.proxy.struck
            service.proxy.strike()
            assert len(run.registrar(check_mode=True, **may).remove_outlived(run.known).removed) <= (fault == "killed")
            run.registrar(**may).remove_outlived(run.known)
            (left,) = service.provider().secrets(made.registration.id)
            assert left.id not in replaced and service.accepts(made.registration.id, run.known), f"{fault} at {at}"
            if not struck:
                return
        pytest.fail("a run makes too many requests")

    def test_a_lost_secret_is_had_again(self, service, run):
        made = run.present()
        run.known = None
        assert run.present().handed
        assert run.known and service.accepts(made.registration.id, run.known)
        assert not run.present().changed

    @pytest.mark.parametrize("fault", ["429", "500", "lost", *THOROUGH])
    def test_a_fault_at_any_request_is_repeated_without_a_second_application(self, service, run, fault):
        """The run goes on by itself: one application, whose secret is known."""
        self._each_request(service, run, fault, lambda run: run.present())

    @pytest.mark.parametrize("fault", ["lost", "refused", "500"])
    def test_a_run_that_ends_at_any_request_is_completed_by_the_next(self, service, run, fault):
        """As a controller that is killed behind that request, or before it."""

        def killed(run):
            try:
                run.present(seconds=0)
            except ProviderError:
                assert service.proxy.struck

        self._each_request(service, run, fault, killed)

    @pytest.mark.parametrize(("fault", "kind"), [("401", "unauthenticated"), ("403", "denied")])
    def test_credentials_that_are_refused_are_one_error(self, service, run, fault, kind):
        def refused(run):
            seen, registrar = None, run.registrar()
            try:
                registrar.present(run.keep)
            except ProviderError as error:
                seen = error
            assert (seen is not None) == service.proxy.struck
            if seen is None:
                return
            assert seen.kind in (kind, "unauthenticated")
            told = told_of(seen, registrar)
            assert ("Grant " in told) == (seen.kind == "denied")
            assert told.endswith(("Nothing was changed at the provider.", "the next run goes on from there."))

        self._each_request(service, run, fault, refused)

    def test_an_api_that_is_not_there_is_one_error(self, service, run):
        registrar = run.registrar()
        service.proxy.shut()
        with pytest.raises(ProviderError) as raised:
            registrar.present(run.keep)
        assert raised.value.kind == "unavailable"
        assert "cannot be reached" in told_of(raised.value, registrar) and service.objects() == []

    @pytest.mark.parametrize("fault", ["429", "500", "lost", THOROUGH[-1]])
    def test_a_fault_at_any_request_of_a_rotation_loses_no_secret(self, service, run, fault):
        made = run.present()
        for at in range(1, MOST_REQUESTS):
            service.proxy.strike(fault, at)
            run.registrar(overlap=0).rotate(run.keep)
            struck = service.proxy.struck
            service.proxy.strike()
            assert service.accepts(made.registration.id, run.known), f"{fault} at request {at}"
            run.registrar(overlap=0).remove_outlived(run.known)
            assert len(service.provider().secrets(made.registration.id)) == 1, f"{fault} at request {at}"
            if not struck:
                assert at > 1
                return
        pytest.fail("a run makes too many requests")

    def _each_request(self, service, run, fault, act):
        """A run from nothing for each of its requests, at which the fault strikes; then one without."""
        for at in range(1, MOST_REQUESTS):
            run.known = None
            service.proxy.strike(fault, at)
            act(run)
            struck, requests = service.proxy.struck, list(service.proxy.requests)
            service.proxy.strike()
            last = run.present()
            where = f"{fault} at request {at}: {requests}"
            assert service.objects() == [last.registration.id], where
            assert run.known and service.accepts(last.registration.id, run.known), where
            assert not run.present().changed, where
            assert run.registrar().absent().action == "deleted", where
            if not struck:
                assert at > 1
                return
        pytest.fail("a run makes too many requests")
