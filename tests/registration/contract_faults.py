# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every provider has to do with a fault at each request of a run that makes the application."""

from types import SimpleNamespace

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import ProviderError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import client_registration

#: Faults that are handled as others are: an error of the server, no connection, no answer in time.
THOROUGH = [pytest.param(fault, marks=pytest.mark.thorough) for fault in ("503", "refused", "late")]
#: No run makes more requests; a loop over all of them ends with the first that is not made.
MOST_REQUESTS = 40


def told_of(error, registrar) -> str:
    """The line that an operator reads of an error: the provider, what failed and why."""
    client = SimpleNamespace(title="The provider", plans={"om1": SimpleNamespace(environment=())})
    told = client_registration.explained(error, client, registrar)
    assert told.startswith(f"The provider: {error.operation}: ") and "\n" not in told
    return told


class FaultsContract:
    """The tests of faults."""

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
