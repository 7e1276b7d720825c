# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which hosts a run is for: what the inventory, a limit and batches leave is said before a host is touched."""

import pytest
from lab.playbooks import PLANNING


@pytest.mark.parametrize("playbook", ["plan", "sso", "rotate_keys"])
def test_no_host_to_run_on_is_an_error_that_says_what_to_do(each_controller, playbook):
    (each_controller.folder / "inventory.yml").write_text("openmetdata: {hosts: {om-1: {}}}\n", encoding="utf-8")
    for arguments, pattern in (((), "openmetadata"), (("-e", "om_sso_hosts=om-9"), "om-9")):
        run = each_controller.run(playbook, *arguments)
        assert run.status != 0 and run.results == []
        assert f"No host of the inventory matches {pattern}. Its groups are: openmetdata." in run.output
        assert "group openmetadata" in run.output and "om_sso_hosts=PATTERN" in run.output
    assert each_controller.run(playbook, "-e", "om_sso_hosts=openmetdata").failed().tasks("om-1") == PLANNING


def test_an_inventory_without_a_host_is_named_as_the_cause(each_controller):
    for text in ("", "openmetadata: {}\n"):
        (each_controller.folder / "inventory.yml").write_text(text, encoding="utf-8")
        run = each_controller.run("plan")
        assert run.status != 0 and run.results == []
        assert "The inventory has no host: name it with -i FILE." in run.output


def test_variables_that_do_not_reach_a_host_are_explained(each_controller):
    (each_controller.folder / "inventory.yml").write_text("openmetadata: {hosts: {om-1: {}}}\n", encoding="utf-8")
    folder = each_controller.folder / "group_vars"
    folder.mkdir(exist_ok=True)
    misspelled = folder / "openmetdata.yml"
    misspelled.write_text("om_sso_provider: auth0\n", encoding="utf-8")
    run = each_controller.run("plan").failed()
    misspelled.unlink()
    assert "om_sso_provider is missing" in run.output
    assert (
        f"{misspelled} sets variables of this collection" in run.output and "Did you mean openmetadata?" in run.output
    )


@pytest.mark.parametrize("playbook", ["plan", "sso", "rotate_keys"])
def test_batches_that_are_not_valid_are_findings(each_controller, playbook):
    (each_controller.folder / "inventory.yml").write_text("openmetadata: {hosts: {om-1: {}}}\n", encoding="utf-8")
    run = each_controller.run(playbook, "-e", "om_sso_serial=abc", "-e", "om_sso_max_fail_percentage=few").failed()
    assert "om_sso_serial is not a number of hosts" in run.output
    assert "om_sso_max_fail_percentage is not a number from 0 to 100" in run.output
    assert run.tasks("om-1") == PLANNING


#: Limits without a host of the group, and with one. All playbooks check them in the same tasks.
OTHERS, OURS = ("db-1", "others", "!om-1", "@retry", "@{folder}/retry"), ("om-1", "om-1,db-1", "all:!db-1", "@retry")
LIMITS = {"plan": (OTHERS, OURS), "sso": (OTHERS[:1], OURS[:1]), "rotate_keys": (OTHERS[:1], OURS[:1])}


@pytest.mark.parametrize("playbook", LIMITS)
def test_a_limit_without_a_host_of_the_group_is_an_error_that_names_it(each_controller, playbook):
    """Ansible itself would end without an error, and without having done anything."""
    (each_controller.folder / "inventory.yml").write_text(
        "{openmetadata: {hosts: {om-1: {}}}, others: {hosts: {db-1: {}}}}\n", encoding="utf-8"
    )
    (each_controller.folder / "retry").write_text("db-1\n", encoding="utf-8")
    others, ours = LIMITS[playbook]
    for limit in (each.format(folder=each_controller.folder) for each in others):
        run = each_controller.run(playbook, "--limit", limit)
        assert run.status != 0 and run.results == []
        assert f"No host of openmetadata is within the limit {limit}." in run.output
    implicit = each_controller.run(playbook, "--extra-vars", "om_sso_hosts=localhost")
    assert implicit.failed().tasks("localhost") == PLANNING, "a host that no inventory names has no limit"
    (each_controller.folder / "retry").write_text("om-1\ndb-1\n", encoding="utf-8")
    for limit in ours:
        assert each_controller.run(playbook, "--limit", limit).failed().tasks("om-1") == PLANNING


def test_a_playbook_that_imports_ours_can_be_limited_to_other_hosts(each_controller, tmp_path):
    (each_controller.folder / "inventory.yml").write_text(
        "{openmetadata: {hosts: {om-1: {}}}, others: {hosts: {db-1: {}}}}\n", encoding="utf-8"
    )
    site = tmp_path / "site.yml"
    site.write_text(
        "- import_playbook: openmetadata.sso.plan\n  vars: {om_sso_allow_no_hosts: true}\n", encoding="utf-8"
    )
    assert each_controller.run(str(site), "--limit", "db-1").passed().results == []
    assert each_controller.run(str(site)).failed().tasks("om-1") == PLANNING
