# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests keep between runs of Ansible never hides a change of the code."""

import base64
import datetime
import io
import os
import shutil
import subprocess
import sys
import zipfile
from types import SimpleNamespace

import pytest
import yaml
from kept_code import kept_code
from lab import cache, interpreters, required

ARCHIVE = "ansible_collections.openmetadata.sso.plugins.modules.example-ZIP_DEFLATED"
PROGRAM = "import answer, sys; sys.stdout.write(str(answer.VALUE))"


def test_an_archive_is_that_of_all_files_which_it_is_made_of(tmp_path):
    plugins = tmp_path / "plugins"
    for folder in ("modules", "module_utils"):
        shutil.copytree(cache.CHECKOUT / "plugins" / folder, plugins / folder)
    keys = [kept_code.key_of(plugins, ("2.21",))]
    assert keys == [kept_code.key_of(cache.CHECKOUT / "plugins", ("2.21",))]
    with open(plugins / "module_utils" / "_core" / "errors.py", "a", encoding="utf-8") as file:
        file.write("# changed\n")
    keys.append(kept_code.key_of(plugins, ("2.21",)))
    (plugins / "modules" / "another.py").touch()
    keys.append(kept_code.key_of(plugins, ("2.21",)))
    keys.append(kept_code.key_of(plugins, ("2.22",)))
    assert len(set(keys)) == 4


def zipped(source):
    """An archive of one module, as Ansible makes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("answer.py", source)
    return made.getvalue()


def kept_by_a_run(folder, source):
    """The archive that a run of ansible-core 2.16 leaves for the next one."""
    archives = kept_code.Archives(folder / "kept", folder / "own", sys.executable)
    archives.own.mkdir(exist_ok=True)
    (archives.own / ARCHIVE).write_bytes(base64.b64encode(zipped(source)))
    (archives.own / f"{ARCHIVE}-part").touch()
    archives.keep()
    (kept,) = (folder / "kept").iterdir()
    next_run = kept_code.Archives(folder / "kept", folder / "next", sys.executable)
    next_run.give()
    assert (folder / "next" / ARCHIVE).read_bytes() == kept.read_bytes()
    next_run.keep()
    archive = folder / "archive.zip"
    archive.write_bytes(base64.b64decode(kept.read_bytes()))
    return archive


def run_with(python, archive):
    """What a program prints that imports from an archive."""
    command = [str(python), "-c", PROGRAM]
    answer = subprocess.run(command, env={"PYTHONPATH": str(archive)}, capture_output=True, text=True, check=True)
    return answer.stdout


def test_an_archive_has_the_byte_code_of_its_files(tmp_path):
    archive = kept_by_a_run(tmp_path, "VALUE = __file__")
    assert run_with(sys.executable, archive) == f"{archive}/answer.pyc"


def test_another_python_takes_the_source(tmp_path):
    oldest = interpreters.oldest((3, 6), sys.version_info[:2])
    if not oldest:
        required.require("no Python that is older than that of the tests is in PATH or kept by pyenv")
    archive = kept_by_a_run(tmp_path, "VALUE = __file__")
    assert run_with(oldest.path, archive) == f"{archive}/answer.py"


def test_byte_code_is_that_of_the_file_as_it_is(tmp_path):
    file, compiled = tmp_path / "module.py", []

    def compiled_by_ansible(loader, name):
        compiled.append(name)
        return compile(file.read_text(encoding="utf-8"), str(file), "exec")

    def value():
        found = {}
        loader = SimpleNamespace(get_filename=lambda name: str(file))
        exec(kept_code.ByteCode(compiled_by_ansible, tmp_path / "kept").of(loader, "module"), found)
        return found["VALUE"]

    file.write_text("VALUE = 1\n", encoding="utf-8")
    assert (value(), value(), len(compiled)) == (1, 1, 1)
    file.write_text("VALUE = 2\n", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert (value(), value(), len(compiled)) == (2, 2, 2)


def test_what_has_no_file_is_left_to_ansible(tmp_path):
    synthetic = SimpleNamespace(get_filename=lambda name: "<ansible_synthetic_collection_package>")
    assert kept_code.ByteCode(lambda loader, name: name, tmp_path / "kept").of(synthetic, "m") == "m"
    assert list(tmp_path.iterdir()) == []


class Counted(yaml.SafeLoader):
    """A loader of somebody else's."""


@pytest.mark.parametrize(
    ("loader", "document", "times"),
    [
        (yaml.SafeLoader, {"a": ["b" * kept_code.LARGE, 1, None]}, 1),
        (yaml.SafeLoader, {"a": "small"}, 2),
        (yaml.SafeLoader, {"a": "b" * kept_code.LARGE, "c": datetime.date(2026, 1, 1)}, 2),
        (Counted, {"a": "b" * kept_code.LARGE}, 2),
    ],
)
def test_large_yaml_with_plain_values_is_read_once(tmp_path, loader, document, times):
    read = []

    def load(text, Loader):  # noqa: N803 - as yaml names it
        read.append(text)
        return yaml.load(text, Loader=Loader)

    library = SimpleNamespace(load=load, SafeLoader=yaml.SafeLoader)
    text = yaml.safe_dump(document)
    answers = [kept_code.Yaml(library, tmp_path).load(io.StringIO(text), Loader=loader) for _run in range(2)]
    assert (answers, len(read)) == ([document, document], times)
