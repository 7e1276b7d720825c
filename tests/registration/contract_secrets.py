# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every provider has to do with client secrets, also with a fault at each request."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._registration.provider_error import ProviderError
from registration.contract_faults import MOST_REQUESTS, THOROUGH


class SecretsContract:
    """The tests of client secrets."""

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
