# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values go from planning to applying through a file that its reader removes."""

import os

import pytest
from ansible import constants
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import stash


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(constants, "DEFAULT_LOCAL_TMP", str(tmp_path))
    return tmp_path


def test_values_are_taken_once():
    values = {
        "om_sso_client_secret": "ü \u2028",
        "om_sso_max_age": 0,
        "om_sso_pkce": False,
        "om_sso_authority": None,
        "om_sso_scopes": ["a"],
    }
    name = stash.put(values)
    assert stash.look(name) == values == stash.take(name)
    assert stash.take(name) is None and stash.look(name) is None


def test_the_file_is_for_its_owner_alone_and_gone_afterwards(temporary):
    name = stash.put({"a": "secret"})
    (path,) = temporary.iterdir()
    assert oct(path.stat().st_mode)[-3:] == "600" and "secret" not in path.name
    stash.take(name)
    assert list(temporary.iterdir()) == []


def test_every_host_has_its_own():
    names = [stash.put({"host": number}) for number in range(20)]
    assert [stash.take(name)["host"] for name in names] == list(range(20))


def test_a_name_is_not_a_path(temporary):
    (temporary / "om_sso_x").write_text("{}")
    assert stash.take("../" + os.path.basename(temporary) + "/x") == {}, "only the last part of it counts"
    assert stash.take("../../etc/passwd") is None


def test_a_name_that_was_never_kept_costs_no_read(monkeypatch):
    """Each host of a run is looked up by name, and nearly always there is nothing."""
    monkeypatch.setattr(stash.private_file, "read", lambda path: pytest.fail(f"{path} was read"))
    assert stash.look("client_of_nobody") is None
