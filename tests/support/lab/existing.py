# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration made by hand, adopted without Ansible around it.

And what a server works with, read by the simulator's own loader.
"""

import functools
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from ansible_collections.openmetadata.sso.plugins.module_utils._inspect import reader
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import host_configuration
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.variables import Variables

from . import direct, rows
from .installation import Installation

SECTIONS = ("authenticationConfiguration", "authorizerConfiguration")

RESOLVE = """
import json, os, sys
sys.path.insert(0, sys.argv[1] + "/libs")
from om_simulator import configuration
print(json.dumps(configuration.load(sys.argv[1] + "/conf/openmetadata.yaml", dict(os.environ), sys.argv[2])))
"""


def look(variables: dict, verb: str = "check") -> tuple[Any, dict]:
    """(plan, answer) of one reading of a host; what the module returns travels as JSON."""
    plan = host_configuration.place_of(Variables(variables, []), verb)
    assert not plan.errors, plan.errors
    answer, error = json.loads(json.dumps(reader.run(host_configuration.request(plan, verb))))
    assert answer is not None, error
    return plan, answer


def check(variables: dict) -> list[tuple[str, str]]:
    """(rule, file and line) of what is wrong in the files of a host."""
    plan, answer = look(variables)
    return [
        (finding["rule"], finding["option"])
        for finding in host_configuration.checked("om-1", variables, plan, answer).parts["om-1"]["findings"]
        if finding["severity"] != "info"
    ]


def adopt(variables: dict, folder, really: bool = True):
    """The outcome of adopting a host into ``folder``."""
    from ansible.parsing.dataloader import DataLoader  # ansible-test hides it from unit tests of module_utils

    variables = {**variables, "om_sso_adopt_directory": str(folder)}
    plan, answer = look(variables, "adopt")
    return host_configuration.adopted("om-1", Variables(variables, []), plan, answer, not really, DataLoader())


class Loader(yaml.SafeLoader):
    """Ansible's tag for a text that is not a template."""


Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def written(folder) -> tuple[dict, dict]:
    """(role variables, secrets) as they stand in the files."""
    paths = [folder / "om-1" / name for name in ("om_sso.yml", "om_sso.vault.yml")]
    return tuple(yaml.load(path.read_text(encoding="utf-8"), Loader=Loader) if path.exists() else {} for path in paths)


def complete(plain: Any, secrets: dict) -> Any:
    """The role variables with every reference replaced, as Ansible does."""
    if isinstance(plain, dict):
        return {name: complete(item, secrets) for name, item in plain.items()}
    if isinstance(plain, str) and plain.startswith("{{ vault_"):
        return secrets[plain[3:-3]]
    return plain


@functools.cache
def stock(release: str) -> str:
    """openmetadata.yaml of a release, as the simulator ships it, on the usual ports."""
    with tempfile.TemporaryDirectory() as folder:
        Installation.unpack(Path(folder), release, (8585, 8586))
        return (Path(folder) / "conf" / "openmetadata.yaml").read_text(encoding="utf-8")


def in_effect(install: Installation, release: str) -> dict:
    """Every field that the running server works with.

    Its file and environment, and the stored rows over them where it reads rows.
    """
    command = [sys.executable, "-c", RESOLVE, str(install.home), release]
    answer = subprocess.run(command, env=install.environ(), capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout)
    if tuple(map(int, release.split(".")[:2])) >= (1, 10):
        found.update({section: value for section, value in rows.read(install).items() if section in SECTIONS})
    return found


__all__ = ["adopt", "check", "complete", "direct", "in_effect", "look", "stock", "written"]
