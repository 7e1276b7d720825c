# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task says what it wrote and what comes next, and refuses with all reasons."""

from examples import EXAMPLES

NONE = dict.fromkeys(EXAMPLES["auth0-authorization-code"])
OWN = {"om_sso_home": None, "om_sso_report_path": None}


def answers(folder, **changes):
    """The options of the task."""
    return {
        "host": "om-1",
        "provider": "auth0",
        "provider_address": "acme.eu.auth0.com",
        "server_url": "https://metadata.acme.io",
        "administrator": "data.admin@acme.io",
        "directory": str(folder),
        **changes,
    }


def test_files_are_written_and_the_next_command_is_said(acts, tmp_path):
    folder = tmp_path / "sso"
    done = acts("initial_inventory", arguments=answers(folder), **{**NONE, **OWN})
    assert done.result["changed"] and [path for path in done.result["files"] if path.endswith("inventory.yml")]
    assert "  applied     inventory.yml, " in done.said and "openmetadata.sso.adopt" in done.said
    assert f"not encrypted: ansible-vault encrypt {folder}/group_vars/openmetadata/om_sso.vault.yml" in done.said
    assert done.result["msg"][-1] == (
        "  next        let openmetadata.sso.client_registration make the application "
        f"(docs/operate/client-registration.md), or register the application as {folder}/REGISTRATION.md says and "
        "write om_sso_client_id and om_sso_client_secret, then "
        f"ansible-playbook -i {folder}/inventory.yml openmetadata.sso.plan"
    )
    again = acts("initial_inventory", arguments=answers(folder), **{**NONE, **OWN})
    assert again.result["failed"] and "init overwrites nothing" in again.said


def test_a_provider_without_an_api_is_registered_by_hand(acts, tmp_path):
    done = acts(
        "initial_inventory",
        arguments=answers(tmp_path, provider="google", provider_address=""),
        check_mode=True,
        **{**NONE, **OWN},
    )
    assert f"next        register the application as {tmp_path}/REGISTRATION.md says, then write" in done.said


def test_check_mode_writes_nothing(acts, tmp_path):
    done = acts("initial_inventory", arguments=answers(tmp_path / "sso"), check_mode=True, **{**NONE, **OWN})
    assert "  planned     inventory.yml, " in done.said and not (tmp_path / "sso").exists()


def test_findings_of_the_plan_are_shown_and_nothing_is_written(acts, tmp_path):
    given = {**NONE, **OWN, "om_sso_no_such_option": "x"}
    arguments = answers(tmp_path / "sso", server_url="http://metadata.acme.io/callback")
    done = acts("initial_inventory", arguments=arguments, **given)
    assert done.result["failed"] and "om_sso_server_url" in done.said and "om_sso_no_such_option" in done.said
    assert not (tmp_path / "sso").exists()


def test_missing_answers_are_named(acts, tmp_path):
    done = acts("initial_inventory", arguments={"directory": str(tmp_path)}, **{**NONE, **OWN})
    assert done.result["failed"] and done.said.count("  ERROR       ") == 4
