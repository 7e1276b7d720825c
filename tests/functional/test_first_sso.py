# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job on one host, from a server with its shipped settings to Auth0, Azure and what comes after."""

import json
import re

import pytest

SERVED = {
    "provider": "auth0",
    "clientType": "confidential",
    "authority": "https://acme.eu.auth0.com",
    "clientId": "Kx81abcdefgh",
    "callbackUrl": "https://metadata.acme.io/callback",
}
FILES = ("conf/openmetadata-sso.sh", "conf/openmetadata-env.sh")


@pytest.fixture(scope="module")
def unconfigured(install):
    """A host whose server ran once, with its shipped settings."""
    return install("unconfigured").start().keep()


@pytest.fixture(scope="module")
def golden(install, controller, operator):
    """A host after its first SSO."""
    host = install("configured").start()
    controller.inventory({"om-1": host.variables}, **operator)
    controller.run("sso").passed()
    return host.keep()


@pytest.fixture
def fresh(unconfigured, each_controller, operator):
    """The host with its shipped settings, in the inventory of a controller with each core."""
    each_controller.inventory({"om-1": unconfigured.variables}, **operator)
    return unconfigured.back()


@pytest.fixture
def configured(golden, controller, operator):
    """The host after its first SSO, in the inventory of a controller with the newest core."""
    controller.inventory({"om-1": golden.variables}, **operator)
    return golden.back()


def test_the_first_run_brings_sso_into_effect(fresh, each_controller):
    before = fresh.pid
    run = each_controller.run("sso").passed()
    assert {name: fresh.served()[name] for name in SERVED} == SERVED
    assert fresh.pid not in (None, before)
    data = run.of("om-1")
    assert (data["changed"], data["restarted"], data["result"], data["version"]) == (True, True, "changed", "1.9.7")
    assert "healthy after" in run.output
    assert "served provider auth0, client Kx81abcdefgh" in run.output
    assert "WARNING" not in run.output, "a clean run warns of nothing, not of a deprecation either"


def test_what_is_written_is_for_its_reader_alone(configured):
    assert oct(configured.own_file.stat().st_mode)[-3:] == "600"
    assert oct(configured.state.stat().st_mode)[-3:] == "700"
    names = configured.state_files()
    assert names == ["key", "last_good.json", "lock"]
    assert {oct((configured.state / name).stat().st_mode)[-3:] for name in names} == {"600"}


def test_the_second_run_changes_nothing(configured, each_controller, operator):
    each_controller.inventory({"om-1": configured.variables}, **operator)
    # The server was started anew after its first run, and the record of the last good configuration names its process.
    each_controller.run("sso").passed()
    tree, pid = configured.tree(everything=True), configured.pid
    run = each_controller.run("sso").passed()
    data = run.of("om-1")
    assert (data["changed"], data["restarted"], data["result"]) == (False, False, "unchanged")
    assert configured.pid == pid
    after = configured.tree(everything=True)
    assert differences(tree, after) <= {".openmetadata-sso", ".openmetadata-sso/lock"}, (
        "the lock names its last holder, all else stays"
    )


def test_check_mode_predicts_and_writes_nothing(fresh, each_controller):
    tree, pid = fresh.tree(everything=True), fresh.pid
    run = each_controller.run("sso", "--check", "--diff").passed()
    assert fresh.tree(everything=True) == tree
    assert fresh.pid == pid
    data = run.of("om-1")
    assert (data["changed"], data["restarted"]) == (True, False)
    predicted = {file["path"] for file in data["files"] if file["changed"]}
    assert predicted == {str(fresh.home / name) for name in FILES}
    assert re.search(r"^  planned +restart the server$", run.output, re.MULTILINE)
    done = each_controller.run("sso").passed().of("om-1")
    assert {file["path"] for file in done["files"] if file["changed"]} == predicted
    assert done["restarted"] is True
    assert differences(tree, fresh.tree(everything=True)) >= set(FILES)


def test_check_mode_on_a_configured_host_predicts_nothing(configured, each_controller, operator):
    each_controller.inventory({"om-1": configured.variables}, **operator)
    tree = configured.tree(everything=True)
    run = each_controller.run("sso", "--check", "--diff").passed()
    assert run.of("om-1")["changed"] is False
    assert "+export" not in run.output
    assert configured.tree(everything=True) == tree


@pytest.mark.parametrize("arguments", [["--diff"], ["--check", "--diff"]], ids=" ".join)
def test_the_diff_shows_what_changes_and_no_secret(configured, controller, arguments):
    run = controller.run(
        "sso", *arguments, "-e", '{"om_sso_client_secret": "another-secret", "om_sso_session_expiry": 7200}'
    ).passed()
    assert re.search(
        r"^\+export OIDC_SESSION_EXPIRY='\"7200\"'$|^\+export OIDC_SESSION_EXPIRY='7200'$", run.output, re.MULTILINE
    ), run.output
    hashes = re.findall(r"^([+-])export OIDC_CLIENT_SECRET=<sha256:([0-9a-f]{8})>$", run.output, re.MULTILINE)
    assert [sign for sign, _digits in hashes] == ["-", "+"]
    assert hashes[0][1] != hashes[1][1], "a changed secret is seen to change"
    assert "another-secret" not in run.output and "a-secret-of-auth0" not in run.output


def test_a_diff_leaves_the_operators_own_lines_out(configured, controller):
    configured.hook.write_text("export DB_USER_PASSWORD='of-the-database'\n", encoding="utf-8")
    run = controller.run("sso", "--diff", "-e", "om_sso_client_id=AnotherClient1").passed()
    assert "of-the-database" not in run.output
    assert re.search(r"^\+\. '.*/conf/openmetadata-sso.sh'$", run.output, re.MULTILINE)
    assert configured.environ()["DB_USER_PASSWORD"] == "of-the-database"


def test_the_change_of_one_option_restarts_once(configured, controller):
    starts = starts_of(configured)
    run = controller.run("sso", "-e", "om_sso_client_id=AnotherClient1").passed()
    assert starts_of(configured) == starts + 1
    assert configured.served()["clientId"] == "AnotherClient1"
    assert "2 variables" in run.output, "AUTHENTICATION_CLIENT_ID and OIDC_CLIENT_ID, and no other"
    assert [file["path"] for file in run.of("om-1")["files"] if file["changed"]] == [str(configured.own_file)]


def test_a_change_of_comments_does_not_restart(configured, controller, tmp_path):
    template = tmp_path / "shell.env.j2"
    template.write_text(
        "# Ours, reviewed by the platform team.\n{% for variable in environment %}\n"
        "export {{ variable.name }}={{ variable.text | openmetadata.sso.shell }}\n{% endfor %}\n",
        encoding="utf-8",
    )
    pid = configured.pid
    run = controller.run("sso", "-e", f"om_sso_template_directory={tmp_path}").passed()
    data = run.of("om-1")
    assert (data["changed"], data["restarted"]) == (True, False)
    assert configured.pid == pid
    assert configured.own_file.read_text(encoding="utf-8").startswith("# Ours, reviewed by the platform team.\n")
    assert "not needed, the environment is the same" in run.output


def test_the_implicit_flow_takes_the_confidential_variables_away(configured, controller):
    assert "OIDC_CLIENT_SECRET" in configured.environ()
    changes = {"om_sso_flow": "implicit", "om_sso_client_secret": None}
    controller.run("sso", "-e", json.dumps(changes)).passed()
    left = sorted(name for name in configured.environ() if name.startswith("OIDC_"))
    assert left == []
    assert configured.served()["clientType"] == "public"
    assert "OIDC_CLIENT_SECRET" not in configured.own_file.read_text(encoding="utf-8")


def test_another_provider_takes_over(configured, controller, operator):
    azure = {
        "om_sso_provider": "azure",
        "om_sso_azure_tenant_id": "0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c",
        "om_sso_client_id": "11111111-2222-4333-8444-555555555555",
        "om_sso_auth0_domain": None,
    }
    controller.inventory({"om-1": configured.variables}, **{**operator, **azure})
    controller.run("sso").passed()
    served = configured.served()
    assert served["provider"] == "azure"
    assert served["authority"] == "https://login.microsoftonline.com/0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c"
    controller.run("verify").passed()


def test_a_stopped_server_is_started(configured, controller):
    configured.stop()
    run = controller.run("sso").passed()
    assert run.of("om-1")["restarted"] is True
    assert configured.served()["provider"] == "auth0"


def differences(before, after):
    """Paths that are not the same in two trees."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def starts_of(host):
    """How often the server of a host has started."""
    return (host.home / "logs" / "openmetadata.log").read_text(encoding="utf-8").count("1.9.7 starts")
