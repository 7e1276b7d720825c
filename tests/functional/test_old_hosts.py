# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts with the oldest Python, which reads the locale for its file names, and with odd folders."""

import re
import subprocess

import pytest
from lab import disks, interpreters, required


@pytest.fixture(scope="module")
def python36():
    """The oldest Python that a host may have."""
    found = interpreters.find((3, 6), (3, 7))
    if not found:
        required.require("no Python 3.6 in PATH or kept by pyenv")
    return found.path


def play(path, *environment):
    """A playbook with the role in an environment."""
    path.write_text(
        "- hosts: all\n  gather_facts: false\n  roles: [openmetadata.sso.om_sso]\n"
        f"  environment: {{{', '.join(environment)}}}\n",
        encoding="utf-8",
    )
    return str(path)


def test_a_home_beyond_ascii_works_or_is_refused_with_the_reason(install, oldest, operator, python36, tmp_path):
    host = install("ümlaut").start()
    oldest.inventory({"om-1": {**host.variables, "ansible_python_interpreter": python36}}, **operator)
    before = host.tree(everything=True)
    run = oldest.run(play(tmp_path / "c.yml", "LC_ALL: C", "LANG: C")).failed()
    assert "Python 3.6 on this host runs in a locale without UTF-8" in run.output and "defect" not in run.output
    assert host.tree(everything=True) == before
    oldest.run(play(tmp_path / "utf8.yml", "LC_ALL: C.UTF-8")).passed()
    assert host.served()["provider"] == "auth0"


def test_a_temporary_folder_without_programs(install, each_controller, operator, folder, tmp_path):
    """``noexec``, as hardened hosts mount /tmp: rows and modules pass through it, and nothing is run from it."""
    host = install(f"hardened-{each_controller.core}", "1.12.14").start()
    with disks.small(folder / f"tmp-{each_controller.core}", 16384) as disk:
        disks.mount("-o", "remount,noexec", str(disk))
        program = disk / "program"
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(0o755)
        with pytest.raises(PermissionError):
            subprocess.run([str(program)], check=False)
        each_controller.inventory({"om-1": {**host.variables, "ansible_remote_tmp": f"{disk}/ansible"}}, **operator)
        each_controller.run(play(tmp_path / "noexec.yml", f"TMPDIR: {disk}")).passed()
        assert host.served()["provider"] == "auth0"
        assert [path.name for path in disk.iterdir() if path.name.startswith("openmetadata-sso")] == []


@pytest.mark.parametrize("playbook", ["verify", "sso"])
def test_a_temporary_folder_without_room_for_a_module(install, each_controller, operator, folder, playbook):
    """Ansible's own error, for which no host is unreachable, is the host's result in the report and the summary."""
    name = f"{playbook}-{each_controller.core}"
    full, other = install(f"full-{name}"), install(f"roomy-{name}")
    with disks.small(folder / f"tmp-{name}", 64) as disk:
        variables = {**full.variables, "ansible_remote_tmp": str(disk), "ansible_pipelining": False}
        each_controller.inventory({"om-1": variables, "om-2": other.variables}, **operator)
        run = each_controller.run(playbook, ANSIBLE_PIPELINING="False").failed()
    assert "No space left on device" in run.output
    assert re.search(r"^  failed .*\bom-1\b", run.output, re.MULTILINE)
    part = each_controller.reported()["hosts"]["om-1"]
    assert (part["result"], part["reason"]) == (
        "failed",
        "Ansible could not carry the task out on the host; its output says why.",
    )
