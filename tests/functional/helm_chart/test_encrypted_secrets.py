# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of the documentation that encrypt a rendered Secret, as they stand there, with the real programs.

What is decrypted again has the values that were rendered. SOPS alone has hundreds of modules of clouds to build.
"""

import os
import subprocess

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._helm import documents
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan as planner
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from examples import EXAMPLES, example
from helm_chart.cases import SECRET
from lab import cache, certificates, encryption, venvs
from oracles import operators

pytestmark = pytest.mark.thorough
PAGE = cache.CHECKOUT / "docs" / "install" / "kubernetes.md"


@pytest.fixture(scope="module")
def run(require):
    """`run(folder, command, name=value ...)` is what a command of the shell prints; no cluster is configured."""
    try:
        programs = encryption.built("age-keygen", "kubeseal", "sops")
    except venvs.Missing as missing:
        require(str(missing))
    path = os.pathsep.join([*map(str, programs), os.environ["PATH"]])

    def answer(folder, command, **variables):
        environment = {"PATH": path, "HOME": str(folder), **variables}
        done = subprocess.run(
            ["sh", "-euc", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    return answer


def shown(program):
    """The command of the page that starts with a program."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    (found,) = [line.removeprefix("$ ") for line in lines if line.startswith(f"$ {program} ")]
    return found


def rendered():
    """{name: text of the Secret} of each example that has one."""
    secrets = {}
    for name in EXAMPLES:
        plan = planner.make(example(name, deployment="kubernetes", kubernetes_namespace="data"))
        secrets[name] = documents.files(plan, {}, [planning.ROLE_TEMPLATES]).get(documents.SECRET)
    plan = planner.make(example("auth0", client_secret=SECRET, deployment="kubernetes", kubernetes_namespace="data"))
    secrets["awkward"] = documents.files(plan, {}, [planning.ROLE_TEMPLATES])[documents.SECRET]
    return {name: text for name, text in secrets.items() if text}


def hidden(text, secret):
    """No value of a Secret is in a text that is committed."""
    return not any(value in text for value in secret["data"].values())


@pytest.mark.parametrize("text", rendered().values(), ids=rendered())
def test_what_kubeseal_seals_is_unsealed_to_the_rendered_secret(run, tmp_path, text):
    keys = certificates.authority(tmp_path)
    (tmp_path / documents.SECRET).write_text(text, encoding="utf-8")
    run(tmp_path, shown("kubeseal"), SEALED_SECRETS_CERT=str(keys.certificate))
    secret, sealed = yaml.safe_load(text), (tmp_path / "sealed.yaml").read_text(encoding="utf-8")
    assert operators.refused(yaml.safe_load(sealed), tmp_path) == "" and hidden(sealed, secret)
    opened = run(tmp_path, f"kubeseal --recovery-unseal --recovery-private-key {keys.key} < sealed.yaml")
    opened = yaml.safe_load(opened)
    for part in ("name", "namespace", "labels"):
        assert opened["metadata"][part] == secret["metadata"][part]
    assert (opened["data"], opened["type"]) == (secret["data"], secret["type"])


@pytest.mark.parametrize("text", rendered().values(), ids=rendered())
def test_what_sops_encrypts_is_decrypted_to_the_rendered_secret(run, tmp_path, text):
    (tmp_path / documents.SECRET).write_text(text, encoding="utf-8")
    key = run(tmp_path, "age-keygen -o own.agekey && age-keygen -y own.agekey").strip()
    run(tmp_path, shown("sops").replace("AGE_PUBLIC_KEY", key))
    secret, encrypted = yaml.safe_load(text), (tmp_path / "kubernetes.secret.sops.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(encrypted)
    assert {part: read[part] for part in secret if part != "data"} == {
        part: content for part, content in secret.items() if part != "data"
    }
    assert set(read["data"]) == set(secret["data"]) and hidden(encrypted, secret)
    opened = run(tmp_path, "sops decrypt kubernetes.secret.sops.yaml", SOPS_AGE_KEY_FILE=str(tmp_path / "own.agekey"))
    assert yaml.safe_load(opened) == secret
