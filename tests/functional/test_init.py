# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From five answers to a plan without a finding, as a person and as a pipeline run it."""

import stat

ANSWERS = {
    "om_sso_init_host": "om-1",
    "om_sso_provider": "keycloak",
    "om_sso_init_provider": "https://keycloak.acme.io/realms/data",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_init_administrator": "data.admin@acme.io",
}


def extra(variables):
    """As arguments."""
    return [word for name, value in variables.items() for word in ("-e", f"{name}={value}")]


def test_answers_of_a_pipeline_become_an_inventory_that_plans_without_a_finding(each_controller, folder):
    controller = each_controller
    target = folder / f"first-{controller.core}"
    controller.inventory({})
    password = folder / "password"
    password.write_text("of the vault", encoding="utf-8")
    vault = ["--vault-password-file", str(password)]
    client = {"om_sso_client_id": "openmetadata", "om_sso_client_secret": "s3cr#t-of-keycloak"}
    arguments = extra({**ANSWERS, **client, "om_sso_init_directory": target})
    done = controller.run("init", *vault, *arguments).passed()
    assert client["om_sso_client_secret"] not in done.output and "is not encrypted" not in done.output
    secrets = target / "group_vars" / "openmetadata" / "om_sso.vault.yml"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    assert secrets.read_text(encoding="utf-8").startswith("$ANSIBLE_VAULT;")
    planned = controller.run("plan", "-i", str(target / "inventory.yml"), *vault).passed()
    assert "om-1  OpenMetadata on Docker Compose, Keycloak, authorization code" in planned.output
    assert "  WARNING " not in planned.output and "  ERROR " not in planned.output
    again = controller.run("init", *arguments).failed()
    assert "init overwrites nothing" in again.output
    assert secrets.read_text(encoding="utf-8").startswith("$ANSIBLE_VAULT;")


def test_without_a_terminal_nothing_is_asked_and_each_missing_answer_is_named(controller):
    controller.inventory({})
    done = controller.run("init").failed()
    assert [name for name in ANSWERS if f"ERROR       {name}: " not in done.output] == ["om_sso_init_provider"]
