# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a server in a container, read through Docker whether it runs or not."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._audit import keys, settings
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_pair
from fakes import compose_world
from fakes.compose_world import SERVER

world = compose_world.world

CONF = "/opt/openmetadata/conf"
FILE = (
    "jwtTokenConfiguration:\n"
    "  rsapublicKeyFilePath: ${RSA_PUBLIC_KEY_FILE_PATH:-./conf/public_key.der}\n"
    "  keyId: ${JWT_KEY_ID:-own}\n"
)
SOMEBODYS = key_pair.public_key((1 << 2047) + 1, 65537)


@pytest.fixture
def inside(world):
    """The container's own files."""
    folder = world.docker / "inside" / "opt" / "openmetadata" / "conf"
    folder.mkdir(parents=True)
    (folder / "openmetadata.yaml").write_text(FILE)
    (folder / "public_key.der").write_bytes(SOMEBODYS)
    return folder


@pytest.fixture
def place(world, wanted, inside):
    """`place()` of the world as it is now."""

    def make(**more):
        if "no_container" not in more:
            config = {"WorkingDir": "/opt/openmetadata", **more.pop("config", {})}
            made = world.container(SERVER, **more)
            made["Config"].update(config)
        return world.deployment().server_files()

    return make


def looked(place, wanted):
    found = settings.from_files(wanted()["fields"], place)
    return found, keys.look(found, place, {"keys": None})


@pytest.mark.parametrize("running", [True, False])
def test_the_configuration_of_the_image_is_read_in_one_call(world, place, running):
    here = place(running=running)
    assert here.configuration() == (CONF + "/openmetadata.yaml", FILE)
    assert here.content("./conf/public_key.der") == SOMEBODYS
    assert [call["arguments"][0] for call in world.calls].count("cp") == 1


def test_a_key_of_the_image_is_what_came_with_it(place, wanted):
    found = looked(place(), wanted)[1]
    assert found["pair"] == {"state": "shipped", "where": CONF + "/public_key.der in the container"}
    assert found["id"] == {"shipped": False, "where": CONF + "/openmetadata.yaml:3 in the container"}


def test_a_key_that_is_mounted_over_it_may_be_anybodys(place, wanted):
    mounts = [{"Source": "/srv/keys/public.der", "Destination": CONF + "/public_key.der"}]
    assert looked(place(Mounts=mounts), wanted)[1]["pair"] == {"state": "place", "where": "/srv/keys/public.der"}


def test_a_key_elsewhere_is_copied_by_itself_and_its_place_on_the_host_is_told(world, place, wanted):
    folder = world.docker / "inside" / "etc" / "keys"
    folder.mkdir(parents=True)
    (folder / "target.der").write_bytes(SOMEBODYS)
    (folder / "public.der").symlink_to("target.der")
    mounts = [{"Source": "/srv/keys", "Destination": "/etc/keys"}]
    here = place(Mounts=mounts, config={"Env": ["RSA_PUBLIC_KEY_FILE_PATH=/etc/keys/public.der"]})
    assert looked(here, wanted)[1]["pair"] == {"state": "own", "where": "/srv/keys/public.der"}


def test_a_pair_that_is_published_is_known_wherever_it_lies(place, wanted, monkeypatch):
    monkeypatch.setitem(default_keys.FINGERPRINTS, key_pair.fingerprint(SOMEBODYS), "this test")
    mounts = [{"Source": "/srv/keys/public.der", "Destination": CONF + "/public_key.der"}]
    assert looked(place(Mounts=mounts), wanted)[1]["pair"]["state"] == "shipped"


def test_a_variable_is_where_the_project_sets_it(world, place, wanted):
    (world.folder / "docker-compose.yml").write_text(
        "services:\n  openmetadata-server:\n    environment:\n      JWT_KEY_ID: mine\n"
    )
    found = looked(place(config={"Env": ["JWT_KEY_ID=mine"]}), wanted)[0]
    assert found["jwtTokenConfiguration.keyId"]["where"] == f"JWT_KEY_ID in {world.folder}/docker-compose.yml:4"


def test_without_a_container_nothing_but_the_projects_files_is_seen(place, wanted):
    here = place(no_container=True)
    found, pair = looked(here, wanted)
    assert {setting["layer"] for setting in found.values()} == {"unknown"}
    assert "there is no container of openmetadata-server" in found["logging.level"]["where"]
    assert pair["pair"]["state"] == "unknown" and pair["fernet"]["shipped"] is None


def test_a_docker_that_does_not_answer_is_a_reason_and_no_error(world, place, wanted):
    world.fails("ps", "permission denied")
    found = looked(place(), wanted)[0]
    assert "Docker does not answer" in found["logging.level"]["where"]
