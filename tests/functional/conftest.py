# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Controllers with both ends of what `requires_ansible` admits, and hosts.

Installs of the simulator on this machine.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from lab import interpreters, required, venvs
from lab.installation import Installation
from lab.playbooks import Controller

CORES = {"2.16": ((3, 10), (3, 13)), "2.21": ((3, 12), (4,))}
"""ansible-core, and the Pythons that it runs on."""


def venv_of(core):
    """The venv of an ansible-core, made when it is not there yet."""
    python = interpreters.find(*CORES[core])
    if not python:
        required.require(
            f"ansible-core {core} wants a Python from {CORES[core][0]} below {CORES[core][1]}, "
            "and none is in PATH or kept by pyenv"
        )
    try:
        return venvs.ensure(f"core-{core}", python)
    except venvs.Missing as missing:
        required.require(str(missing))


@pytest.fixture(scope="session", params=CORES)
def core(request):
    """The oldest and the newest ansible-core, as (name, venv)."""
    return request.param, venv_of(request.param)


@pytest.fixture(scope="session")
def newest():
    """The newest ansible-core alone."""
    return "2.21", venv_of("2.21")


@pytest.fixture(scope="module")
def folder():
    """A folder that every user of this machine may enter, as a home of OpenMetadata is."""
    path = Path(tempfile.mkdtemp(prefix="om-sso-test-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def install(folder):
    """`install(name, release)` makes a host; all of them end with the module."""
    made = []

    def make(name, release="1.9.7", *options):
        made.append(Installation(folder / name, release, *options))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(scope="module")
def controller(newest, folder):
    """A controller with the newest core."""
    return new_controller(newest, folder)


@pytest.fixture(scope="module")
def oldest(folder):
    """A controller with the oldest core."""
    return new_controller(("2.16", venv_of("2.16")), folder)


@pytest.fixture(scope="module")
def other_controller(newest, folder):
    """A second one beside it."""
    return new_controller(newest, folder)


@pytest.fixture(scope="module")
def each_controller(core, folder):
    """A controller with each core."""
    return new_controller(core, folder)


def new_controller(core, folder):
    """A controller in a folder of its own."""
    name, venv = core
    path = Path(tempfile.mkdtemp(prefix=f"controller-{name}-", dir=folder))
    os.chmod(path, 0o700)
    return Controller(venv, path, name)


@pytest.fixture(scope="session")
def operator():
    """What an operator writes for Auth0 beside the host's own variables."""
    return {
        "om_sso_provider": "auth0",
        "om_sso_auth0_domain": "acme.eu.auth0.com",
        "om_sso_server_url": "https://metadata.acme.io",
        "om_sso_client_id": "Kx81abcdefgh",
        "om_sso_client_secret": "a-secret-of-auth0",
        "om_sso_admin_principals": ["data.admin"],
        "om_sso_principal_domain": "acme.io",
    }
