# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An execution environment with this collection gets what the collection needs."""

import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime.planning import MINIMUM_PYDANTIC
from lab import cache


def test_ansible_builder_finds_the_needs_of_the_collection(programs, tmp_path):
    found = yaml.safe_load(programs.run("ansible-builder", "introspect", cache.collections_path(), folder=tmp_path))
    assert _ours(found["python"]) == [
        f"pydantic>={'.'.join(map(str, MINIMUM_PYDANTIC))},<3",
        "kubernetes>=24.2",
        "jsonpatch",
    ]
    assert _ours(found["system"]) == ["openssh-clients [platform:rpm]", "openssh-client [platform:dpkg]"]


def _ours(needs):
    """The needs of this collection; others may be installed beside it."""
    return [need.split("#")[0].strip() for need in needs if need.endswith("from collection openmetadata.sso")]


def test_the_definition_in_the_documentation_makes_a_context(programs, blocks, tmp_path):
    (tmp_path / "execution-environment.yml").write_text(
        yaml.safe_dump(blocks["execution-environment.yml"]), encoding="utf-8"
    )
    programs.run("ansible-builder", "create", "--output-filename", "Containerfile", folder=tmp_path)
    context = tmp_path / "context"
    needed = {"collections": [{"name": "openmetadata.sso"}, {"name": "kubernetes.core"}]}
    assert yaml.safe_load((context / "_build" / "requirements.yml").read_text(encoding="utf-8")) == needed
    steps = (context / "Containerfile").read_text(encoding="utf-8").splitlines()
    galaxy = next(number for number, step in enumerate(steps) if "ansible-galaxy collection install" in step)
    needs = next(number for number, step in enumerate(steps) if "introspect.py introspect" in step)
    assert galaxy < needs, "the needs of a collection are read after it is installed"
    for script in ("introspect.py", "assemble", "install-from-bindep", "pip_install"):
        assert (context / "_build" / "scripts" / script).is_file()
