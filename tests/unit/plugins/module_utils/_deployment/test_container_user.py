# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user of a server in a container, to whom its key pair is given."""

import os

import pytest
from fakes import compose_world
from fakes.compose_world import SERVER

world = compose_world.world


@pytest.mark.parametrize(
    ("user", "owner"), [(None, (1000, 1000)), ("2000:3000", (2000, 3000)), ("openmetadata", (1000, 1000))]
)
def test_a_key_pair_is_for_the_user_that_the_server_is_about_to_have(world, monkeypatch, user, owner):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    world.container(SERVER)["Config"]["User"] = "1000:1000"
    world.config["services"][SERVER] = {"user": user}
    deployment = world.deployment()
    deployment.prepare()
    assert deployment.key_owner() == owner
