# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When no one can sign in: the last verified configuration is restored, without a token and without a valid plan."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from lab import rows
from lab.direct import Host


@pytest.fixture(scope="module", params=["1.9.7", "1.12.14"])
def kept(request, install, operator):
    """A host after its first SSO."""
    host = Host(install(f"om-{request.param}", request.param).start(), operator)
    host.apply().passed()
    host.install.keep()
    return host


@pytest.fixture
def broken(kept):
    """The same after somebody changed file and rows by hand: it runs, and nobody can sign in."""
    kept.install.back()
    good = kept.install.tree(), kept.install.served()
    own = kept.install.own_file
    own.write_text(own.read_text(encoding="utf-8").replace("Kx81abcdefgh", "Nobody"), encoding="utf-8")
    rows.change(kept.install, rows.authentication(clientId="Nobody"))
    kept.restart()
    assert kept.install.served()["clientId"] == "Nobody"
    return kept, good


def test_a_broken_server_is_restored(broken):
    host, good = broken
    done = host.recover().passed()
    assert (host.install.tree(), host.install.served()) == good
    assert done["restarted"] and host.apply().passed()["changed"] is False


def test_check_mode_says_what_it_would_do_and_touches_nothing(broken):
    host, _good = broken
    before = host.install.tree(everything=True), host.install.pid
    done = host.recover(check=True).passed()
    assert (host.install.tree(everything=True), host.install.pid) == before
    assert [file["path"] for file in done["files"] if file["changed"]] == [str(host.install.own_file)]
    assert done["when"] and done["served"]["clientId"] == "Kx81abcdefgh" and done["restarted"] is False


def test_a_server_that_does_not_start_any_more_is_restored(broken):
    """A quote that is not closed makes openmetadata.yaml unreadable, in every release."""
    host, good = broken
    own = host.install.own_file
    own.write_text(own.read_text(encoding="utf-8") + "export OIDC_CLIENT_ID='\"open'\n", encoding="utf-8")
    rows.change(host.install, rows.authentication(oidcConfiguration={"secret": ""}))
    host.install.stop()
    host.install.launch()
    assert host.install.served() is None and host.install.pid is None
    host.recover().passed()
    assert (host.install.tree(), host.install.served()) == good


def test_without_a_verified_configuration_it_says_so(install, operator):
    host = Host(install("never-verified", "1.12.14").start(), operator)
    before = host.install.tree(), host.install.pid
    error = host.recover().failed()
    assert (
        "No configuration was verified on this host yet." in error["message"]
        and "om_sso_recover_to: basic" in error["fix"]
    )
    assert (host.install.tree(), host.install.pid) == before


def test_a_way_back_that_fails_leaves_the_host_as_it_was(broken):
    host, _good = broken
    before = host.install.tree(), rows.read(host.install), host.install.served()
    host.install.fault("refuse_start", "once")
    assert "healthy again" in host.recover().failed()["outcome"]
    assert (host.install.tree(), rows.read(host.install), host.install.served()) == before


def test_back_to_basic(broken, controller, operator, require):
    if "basic" not in PROVIDERS:
        require("the provider basic is not there yet (plugins/plugin_utils/providers)")
    host, _good = broken
    # A rotation that was planned and not made, when nobody could sign in any more.
    controller.inventory({"om-1": host.install.variables}, **operator, om_sso_jwt_key_id="2026-12")
    check = controller.run("recover", "--check", "-e", "om_sso_recover_to=basic").passed()
    assert "default passwords: admin@open-metadata.org" in check.output and "self sign-up is off" in check.output
    run = controller.run("recover", "-e", "om_sso_recover_to=basic").passed()
    before = run.output[: run.output.index("Restore what om_sso_recover_to names")]
    assert "password is admin unless it was changed" in before and "self sign-up is off" in before
    assert "the server keeps the key pair that OpenMetadata ships" in run.output
    served = host.install.served()
    assert (served["provider"], served["enableSelfSignup"]) == ("basic", False)
