# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What init writes passes the plan without a finding, for every provider and flow; nothing is overwritten."""

import pytest
import yaml
from ansible.constants import DEFAULT_VAULT_ID_MATCH
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultSecret
from ansible_collections.openmetadata.sso.plugins.plugin_utils._adopt import first_variables
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import initial_files
from examples import EXAMPLES

GIVEN = ("flow", "client_id", "client_secret", "saml", "ldap", "openmetadata_version", "oidc_display_name")
VARIABLES = "group_vars/openmetadata/om_sso.yml"
SECRETS = "group_vars/openmetadata/om_sso.vault.yml"


def to_correct(plan):
    """The findings of a plan without notes, which tell what OpenMetadata's own user interface cannot save."""
    return [finding for finding in plan.findings if finding.severity != "info"]


def answered(variables, *given):
    """The answers that lead to an example, and the variables given beside them."""
    provider = variables["om_sso_provider"]
    parts = [variables[f"om_sso_{name}"] for name in first_variables.PARTS.get(provider, ())]
    address = {"keycloak": "/realms/".join(parts), "aws-cognito": "".join(parts[1:])}.get(provider, " ".join(parts))
    answers = first_variables.Answers("om-1", provider, address, "https://metadata.acme.io", "data.admin@acme.io")
    wanted = {f"om_sso_{name}" for name in given}
    return answers, {name: value for name, value in variables.items() if name in wanted}


def made(variables, *given, loader=None):
    """The files of an example, by their path."""
    answers, beside = answered(variables, *given)
    first = first_variables.of(answers, beside)
    assert first.problems == ()
    plan = initial_files.plan_of(first)
    assert to_correct(plan) == []
    return initial_files.of(answers, first, plan, loader or DataLoader())


def loaded(files):
    """The role variables as Ansible reads them."""
    texts = {name: text for name, text, _mode in files.files}
    secrets = yaml.safe_load(texts.get(SECRETS, "{}"))
    text = texts[VARIABLES]
    for name, value in secrets.items():
        text = text.replace('"{{ ' + name + ' }}"', yaml.safe_dump(value, default_style='"').strip())
    return yaml.safe_load(text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_written_plans_without_a_finding(name):
    files = made(EXAMPLES[name], *GIVEN)
    variables = loaded(files)
    assert to_correct(planner.make(variables)) == []
    assert variables == EXAMPLES[name]


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in ("basic", "ldap", "saml")])
def test_what_the_registration_tells_is_written_empty_and_then_a_finding(name):
    files = made(EXAMPLES[name], "flow")
    wanted = {f"om_sso_{option}" for option in ("client_id", "client_secret")} & set(EXAMPLES[name])
    assert {finding.option for finding in to_correct(planner.make(loaded(files)))} == wanted
    page = {path: text for path, text, _mode in files.files}["REGISTRATION.md"]
    assert all(f"`{option}`" in page for option in wanted)


def test_the_file_with_secrets_is_private_and_encrypted_where_there_is_a_password():
    plain = made(EXAMPLES["auth0-authorization-code"], *GIVEN)
    assert not plain.encrypted
    loader = DataLoader()
    loader.set_vault_secrets([(DEFAULT_VAULT_ID_MATCH or "default", VaultSecret(b"password"))])
    files = made(EXAMPLES["auth0-authorization-code"], *GIVEN, loader=loader)
    (text,) = (text for path, text, mode in files.files if path == SECRETS and mode == 0o600)
    assert files.encrypted and text.startswith("$ANSIBLE_VAULT;1.1;AES256\n")
    (clear,) = (text for path, text, mode in plain.files if path == SECRETS and mode == 0o600)
    assert loader._vault.decrypt(text).decode() == clear


def test_nothing_is_overwritten_and_then_nothing_is_written(tmp_path):
    files = made(EXAMPLES["keycloak-implicit"], *GIVEN)
    assert initial_files.write(tmp_path / "check", files, check_mode=True) == ""
    assert not (tmp_path / "check").exists()
    (tmp_path / "REGISTRATION.md").symlink_to(tmp_path / "nowhere")
    problem = initial_files.write(tmp_path, files, check_mode=False)
    assert "REGISTRATION.md: exists, and init overwrites nothing" in problem
    assert [path.name for path in tmp_path.iterdir()] == ["REGISTRATION.md"]
    (tmp_path / "file").touch()
    assert initial_files.write(tmp_path / "file", files, check_mode=False).startswith("om_sso_init_directory: ")
