# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan file says of a host: everything that is planned, and no secret."""

import json

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan, plan_file, reviewed
from ansible_collections.openmetadata.sso.plugins.plugin_utils._runtime import planning
from examples import BARE_METAL, example

SECRET = "a-Secret-of-auth0-7Zq"
KEY = plan_file.key_of("a-key-of-the-reviewers")
WITHOUT = plan_file.Key()
COMMON = {name.removeprefix("om_sso_"): value for name, value in BARE_METAL.items()}


def planned(key=KEY, **changes):
    """What a host would get."""
    made = plan.make(example("auth0", **{**COMMON, "client_secret": SECRET, **changes}))
    assert made.errors == []
    return reviewed.planned(made, key, planning.rendered)


@pytest.mark.parametrize("key", [KEY, WITHOUT], ids=["key", "no key"])
def test_no_secret_is_in_it(key):
    extra = {"JWT_ISSUER": f"x-{SECRET}.example.com"}
    text = json.dumps(planned(key, extra_environment=extra, admin_token="eyJh.TokenOfSomebody.x"))
    assert SECRET not in text and "TokenOfSomebody" not in text and "Kx81" in text


def test_a_secret_is_a_keyed_hash_or_only_said_to_be_there():
    name = "OIDC_CLIENT_SECRET"
    assert planned()["variables"][name].startswith("hmac-sha256:")
    assert planned()["variables"][name] == planned()["variables"][name]
    assert planned(plan_file.key_of("another-key-of-others"))["variables"][name] != planned()["variables"][name]
    assert planned(WITHOUT)["variables"][name] == reviewed.SECRET


def test_the_hash_of_a_file_says_nothing_of_a_secret():
    one, other = planned(WITHOUT), planned(WITHOUT, client_secret="another-secret")
    assert one["files"] == other["files"] != {}


def test_equal_plans_do_not_differ_after_a_walk_through_json():
    assert reviewed.differences(json.loads(json.dumps(planned())), planned()) == []


CHANGES = {
    "a value": ({"client_id": "Another1"}, ['variables.OIDC_CLIENT_ID is "Another1" instead of']),
    "a secret": ({"client_secret": "another-secret"}, ["variables.OIDC_CLIENT_SECRET has changed"]),
    "a variable more": ({"extra_environment": {"JWT_ISSUER": "x.io"}}, ["variables.JWT_ISSUER is"]),
    "a time limit": ({"settle_time": 11}, ["settings.settle_time is 11 instead of 10"]),
    "the home": ({"home": "/opt/other"}, ['settings.options.home is "/opt/other"']),
    "a release": ({"openmetadata_version": "1.9.8"}, ['release is "1.9.8" instead of']),
    "a token is not": ({"admin_token": "eyJh.x.y"}, []),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_planned_otherwise_is_named(name):
    changes, expected = CHANGES[name]
    found = reviewed.differences(
        planned(openmetadata_version="1.9.7"), planned(**{"openmetadata_version": "1.9.7", **changes})
    )
    assert bool(found) == bool(expected)
    assert [text for text in expected if not any(text in one for one in found)] == []


def test_another_template_is_named(tmp_path):
    (tmp_path / "systemd.env.j2").write_text("# a template of the operator's\n", encoding="utf-8")
    found = reviewed.differences(planned(), planned(template_directory=str(tmp_path)))
    assert found == ["files.systemd.env.j2 has changed"]


def test_a_release_in_a_cluster_has_its_names():
    found = planned(deployment="kubernetes", kubernetes_namespace="data", openmetadata_version="1.12.12")
    assert found["settings"]["kubernetes_namespace"] == "data" and found["files"] == {}
    again = planned(deployment="kubernetes", kubernetes_namespace="other", openmetadata_version="1.12.12")
    assert reviewed.differences(found, again) == ['settings.kubernetes_namespace is "other" instead of "data"']
