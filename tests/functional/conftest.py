# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Controllers with the releases of ansible-core that `requires_ansible` admits, and hosts: simulated installs."""

import shutil
import tempfile
from pathlib import Path

import pytest
from lab import cores
from lab.canary import Readable
from lab.installation import Installation


@pytest.fixture(scope="session", params=[pytest.param(name, marks=pytest.mark.each_core) for name in cores.CORES])
def core(request):
    """The name of the oldest and of the newest ansible-core; of every one with OM_SSO_CORES=all."""
    return request.param


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
def controller(folder):
    """A controller with the newest core."""
    return cores.controller(cores.NEWEST, folder)


@pytest.fixture(scope="module")
def oldest(folder):
    """A controller with the oldest core."""
    return cores.controller(cores.OLDEST, folder)


@pytest.fixture(scope="module")
def other_controller(folder):
    """A second one beside it."""
    return cores.controller(cores.NEWEST, folder)


@pytest.fixture(scope="module")
def each_controller(core, folder):
    """A controller with each core."""
    return cores.controller(core, folder)


@pytest.fixture
def readable(each_controller, tmp_path):
    """Runs with each core, and all that anybody could read of them."""
    # ansible-core makes a socket in TMPDIR, and the path of a socket has at most 107 bytes.
    with tempfile.TemporaryDirectory() as temporary:
        yield Readable(each_controller, tmp_path, Path(temporary))


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
