# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of docs/operate/bots.md that hand a token to a store of secrets.

As they stand there, twice, and the token is shown nowhere.
"""

import json
import os
import subprocess

import pytest
import yaml
from lab import bundles, cache, encryption, interpreters, venvs
from lab.playbooks import Controller
from vault_stub import key_value

EXAMPLES = cache.CHECKOUT / "docs" / "examples" / "stores"
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJldGwifQ.c2lnbmF0dXJl"


def played(controller, example, token, *arguments, variables=None, **environment):
    """One run of an example for one bot, as the role runs it; what it printed does not show the token."""
    values = {
        "openmetadata_bot": {"name": "etl"},
        "openmetadata_bot_token": "{{ lookup('ansible.builtin.env', 'OM_TEST_TOKEN') }}",
        **(variables or {}),
    }
    play = {
        "hosts": "all",
        "gather_facts": False,
        "vars": values,
        "tasks": [{"ansible.builtin.include_tasks": str(EXAMPLES / f"{example}.yml")}],
    }
    (controller.folder / "play.yml").write_text(json.dumps([play]), encoding="utf-8")
    controller.inventory({"om-1": {"ansible_connection": "local"}}, om_sso_report_path=None)
    done = controller.run(
        str(controller.folder / "play.yml"), "-vvv", "--diff", *arguments, OM_TEST_TOKEN=token, **environment
    )
    assert token not in done.output
    return done


def changed(done):
    return [result.task for result in done.passed().results if result.status == "ok" and result.data.get("changed")]


def test_ansible_vault_keeps_it_encrypted_and_writes_only_what_is_new(each_controller):
    controller = each_controller
    password = controller.folder / "password"
    password.write_text("of the vault\n", encoding="utf-8")
    options = ("--vault-password-file", str(password))
    variables = {"bot_tokens_directory": str(controller.folder), "vault_password_file": str(password)}
    assert (
        played(controller, "ansible_vault", TOKEN, "--check", *options, variables=variables).passed()
        and not (controller.folder / "etl.yml").exists()
    )
    assert changed(played(controller, "ansible_vault", TOKEN, *options, variables=variables))
    kept = (controller.folder / "etl.yml").read_text(encoding="utf-8")
    assert (
        kept.startswith("$ANSIBLE_VAULT;")
        and TOKEN not in kept
        and (controller.folder / "etl.yml").stat().st_mode & 0o777 == 0o600
    )
    shown = [str(controller.venv / "bin" / "ansible-vault"), "view", *options, str(controller.folder / "etl.yml")]
    answer = subprocess.run(shown, env=controller.environment, capture_output=True, text=True, check=True)
    assert yaml.safe_load(answer.stdout) == {"openmetadata_token": TOKEN}
    assert changed(played(controller, "ansible_vault", TOKEN, *options, variables=variables)) == []
    assert (controller.folder / "etl.yml").read_text(encoding="utf-8") == kept


@pytest.fixture(scope="module")
def with_collections(folder, require):
    """A controller with hvac, community.hashi_vault and community.sops."""
    python = interpreters.find((3, 12))
    if not python:
        require("ansible-core 2.21 wants Python 3.12 or newer, and none is in PATH or kept by pyenv")
    try:
        venv, more = venvs.ensure("stores", python), bundles.of_bundle("community.hashi_vault", "community.sops")
    except venvs.Missing as missing:
        require(str(missing))
    (folder / "stores").mkdir(mode=0o700)
    controller = Controller(venv, folder / "stores", "2.21")
    for name in ("ANSIBLE_COLLECTIONS_PATH", "PYTHONPATH"):
        controller.environment[name] += f"{os.pathsep}{more}"
    controller.environment["ANSIBLE_DEPRECATION_WARNINGS"] = "False"
    return controller


def test_a_key_value_store_gets_a_new_version_for_a_new_token_only(with_collections):
    path = "/v1/secret/data/openmetadata/bots/etl"
    with key_value.store() as store:
        environment = {"VAULT_ADDR": store.url, "VAULT_TOKEN": key_value.TOKEN}
        assert played(with_collections, "hashi_vault", TOKEN, "--check", **environment).passed() and store.secrets == {}
        assert changed(played(with_collections, "hashi_vault", TOKEN, **environment))
        assert changed(played(with_collections, "hashi_vault", TOKEN, **environment)) == []
        assert store.secrets == {path: [{"token": TOKEN}]}
        assert changed(played(with_collections, "hashi_vault", TOKEN + "2", **environment))
        assert store.secrets == {path: [{"token": TOKEN}, {"token": TOKEN + "2"}]}
        refused = played(with_collections, "hashi_vault", TOKEN, VAULT_ADDR=store.url, VAULT_TOKEN="another").failed()
        assert "another" not in refused.output


def test_the_example_of_sops_has_arguments_that_its_module_knows(with_collections):
    """It is run before a release, with the real SOPS."""
    documentation = [str(with_collections.venv / "bin" / "ansible-doc"), "--json", "community.sops.sops_encrypt"]
    answer = subprocess.run(documentation, env=with_collections.environment, capture_output=True, text=True, check=True)
    known = json.loads(answer.stdout)["community.sops.sops_encrypt"]["doc"]["options"]
    task = yaml.safe_load((EXAMPLES / "sops.yml").read_text(encoding="utf-8"))[0]
    assert set(task["community.sops.sops_encrypt"]) <= set(known)


@pytest.mark.thorough
def test_sops_keeps_it_encrypted_and_a_second_run_needs_the_private_key(with_collections, require):
    try:
        programs = encryption.built("age-keygen", "sops")
    except venvs.Missing as missing:
        require(str(missing))
    controller, key = with_collections, with_collections.folder / "own.agekey"
    path = os.pathsep.join([*map(str, programs), controller.environment["PATH"]])
    given = {"PATH": path, "SOPS_AGE_KEY_FILE": str(key)}

    def said(*command):
        environment = {**controller.environment, **given}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    said("age-keygen", "-o", str(key))
    recipient, file = said("age-keygen", "-y", str(key)).strip(), controller.folder / "etl.sops.yaml"
    variables = {"bot_tokens_directory": str(controller.folder), "age_recipient": recipient}
    assert played(controller, "sops", TOKEN, "--check", variables=variables, **given).passed() and not file.exists()
    assert changed(played(controller, "sops", TOKEN, variables=variables, **given))
    kept = file.read_text(encoding="utf-8")
    assert TOKEN not in kept and file.stat().st_mode & 0o777 == 0o600
    assert yaml.safe_load(said("sops", "decrypt", str(file))) == {"token": TOKEN}
    assert changed(played(controller, "sops", TOKEN, variables=variables, **given)) == []
    played(controller, "sops", TOKEN, variables=variables, PATH=path).failed()
    assert file.read_text(encoding="utf-8") == kept
    assert changed(played(controller, "sops", TOKEN + "2", variables=variables, **given))
    assert yaml.safe_load(said("sops", "decrypt", str(file))) == {"token": TOKEN + "2"}


def test_the_page_shows_the_examples_as_they_are():
    page = (cache.CHECKOUT / "docs" / "operate" / "bots.md").read_text(encoding="utf-8")
    for path in EXAMPLES.glob("*.yml"):
        text = path.read_text(encoding="utf-8").split("---\n", 1)[1].strip()
        assert f"```yaml\n{text}\n```" in page, path.name
