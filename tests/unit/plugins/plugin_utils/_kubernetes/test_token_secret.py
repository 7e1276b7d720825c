# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token of a bot in a Secret: its key alone, and never in a Secret of others."""

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import objects, token_secret
from fakes.module_faults import REFUSED

NAME, TOKEN = "ingestion", "eyJ.a.b"


def put(world, labels, **content):
    """A Secret that is there already."""
    manifest = objects.secret_manifest(NAME, world.cluster(), content)
    world.core.put({**manifest, "metadata": {"name": NAME, "labels": labels}})


def test_a_secret_is_created_with_the_labels_by_which_it_is_known(world):
    cluster = world.cluster()
    assert token_secret.differs(cluster, NAME, "token", TOKEN)
    token_secret.write(cluster, NAME, "token", TOKEN)
    assert world.core.secret(NAME) == {"token": TOKEN}
    assert world.core.objects["Secret", NAME]["metadata"]["labels"] == token_secret.LABELS
    assert not token_secret.differs(cluster, NAME, "token", TOKEN)


def test_only_the_key_is_changed(world):
    put(world, {**token_secret.LABELS, "team": "data"}, token="old", other="of another bot")
    token_secret.write(world.cluster(), NAME, "token", TOKEN)
    assert world.core.secret(NAME) == {"token": TOKEN, "other": "of another bot"}
    assert world.core.objects["Secret", NAME]["metadata"]["labels"]["team"] == "data"
    assert all("force" not in each for each in world.core.called("k8s"))


@pytest.mark.parametrize(
    "labels", [None, {}, objects.LABELS, {**token_secret.LABELS, "app.kubernetes.io/managed-by": "Helm"}]
)
def test_a_secret_of_others_and_one_of_the_release_are_refused(world, labels):
    put(world, labels, token="theirs")
    for refused in (
        lambda: token_secret.differs(world.cluster(), NAME, "token", TOKEN),
        lambda: token_secret.try_out(world.cluster(), NAME, "token"),
    ):
        with pytest.raises(HostError) as raised:
            refused()
        assert "ingestion in the namespace data is not one for tokens of bots" in raised.value.message
    assert world.core.changes == [] and world.core.secret(NAME) == {"token": "theirs"}


def test_a_trial_asks_for_the_change_and_shows_no_token(world):
    put(world, token_secret.LABELS, token="old", other="x")
    token_secret.try_out(world.cluster(), NAME, "token")
    token_secret.try_out(world.cluster(), "another", "token")
    first, second = (each["definition"]["data"] for each in world.core.called("k8s"))
    assert objects.decode_secret({"data": first}) == {"token": "old"}
    assert objects.decode_secret({"data": second}) == {"token": "-"}


def test_what_the_api_refuses_is_an_error_before_and_not_after(world):
    world.core.refuse["kubernetes.core.k8s"] = REFUSED
    with pytest.raises(HostError):
        token_secret.try_out(world.cluster(), NAME, "token")


def test_a_token_that_is_not_known_yet_is_another_one(world):
    put(world, token_secret.LABELS, token=TOKEN)
    assert token_secret.differs(world.cluster(), NAME, "token", None)


def test_a_secret_that_another_program_writes_at_once_is_an_error(world):
    world.core.fault = lambda module, arguments: {"changed": True} if module.endswith(".k8s") else None
    put(world, token_secret.LABELS, token="of another program")
    with pytest.raises(HostError) as raised:
        token_secret.write(world.cluster(), NAME, "token", TOKEN)
    assert "another token than the one that was just written" in raised.value.message
    assert TOKEN not in str(raised.value)
