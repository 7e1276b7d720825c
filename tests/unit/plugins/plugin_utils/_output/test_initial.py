# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines of init: what is there, what to know, and the next command."""

from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt.first_variables import First
from ansible_collections.openmetadata.sso.plugins.plugin_utils._output import initial
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from examples import EXAMPLES

PATHS = ["inventory.yml", "group_vars/openmetadata/om_sso.vault.yml", "REGISTRATION.md"]


def written(first, paths, encrypted=False, check_mode=False):
    return initial.written("om-1", first, planner.make(EXAMPLES["basic"]), paths, "/sso", encrypted, check_mode)


def test_an_encrypted_file_is_opened_by_the_next_command():
    assert written(First({}, (), (), ()), PATHS, encrypted=True)[1:] == [
        f"  applied     {', '.join(PATHS)} in /sso",
        f"  note        {initial.ADOPT}",
        "  next        register the application as /sso/REGISTRATION.md says, then "
        "ansible-playbook -i /sso/inventory.yml --ask-vault-pass openmetadata.sso.plan",
    ]


def test_what_was_assumed_and_what_is_readable_are_notes():
    first = First({"om_sso_deployment": "docker_compose"}, ("om_sso_client_id",), ("om_sso_deployment",), ())
    assert written(first, PATHS[:2], check_mode=True)[1:] == [
        f"  planned     {', '.join(PATHS[:2])} in /sso",
        f"  note        the file with secrets is not encrypted: ansible-vault encrypt /sso/{PATHS[1]}",
        "  note        assumed: om_sso_deployment: docker_compose",
        f"  note        {initial.ADOPT}",
        "  next        write om_sso_client_id, then ansible-playbook -i /sso/inventory.yml openmetadata.sso.plan",
    ]


def test_a_refusal_says_that_nothing_was_written():
    assert initial.refused("om-1", ["  ERROR       x"]) == ["om-1  nothing was written", "  ERROR       x"]
