# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The own key pair on a host: made once, never overwritten, verified, restored with everything else.

And what a change of it would end.
"""

import base64
import json
import os
import stat

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_pair
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lab import direct
from lab.direct import Host
from lab.own_keys import OWN, published, rotate

GIVEN = (
    rsa.generate_private_key(public_exponent=65537, key_size=2048)
    .private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    .decode()
)
FERNET = "aGVsbG8gd29ybGQsIDMyIGJ5dGVzIGFyZSBoZXJlISE="


@pytest.fixture(scope="module")
def kept(install, operator):
    """`kept(release)` is a configured server that signs with the shipped pair, as it was then."""
    made = {}

    def take(release):
        if release not in made:
            made[release] = Host(install(f"keys-{release}", release).start(), operator)
            made[release].apply().passed()
            made[release].install.keep()
        else:
            made[release].install.back()
        return made[release]

    return take


@pytest.fixture
def host(kept):
    """A release without stored rows."""
    return kept("1.9.7")


@pytest.fixture(params=["1.9.7", "1.12.14"])
def each_host(request, kept):
    """One that reads stored rows, too."""
    return kept(request.param)


def folder(host, key_id="2026-11"):
    return host.install.home / "conf" / "openmetadata-sso-keys" / key_id


def test_a_pair_is_made_used_and_kept(each_host):
    host = each_host
    done = rotate(host, **OWN).passed()
    private, public = [(folder(host) / name).read_bytes() for name in ("private_key.der", "public_key.der")]
    assert key_pair.private_key(private) == private and key_pair.public_of(private) == public
    assert published(host) == {"2026-11": key_pair.fingerprint(public)}
    assert {**done["pair"], "age": 0} == {
        "id": "2026-11",
        "fingerprint": key_pair.fingerprint(public),
        "is_new": True,
        "age": 0,
    }
    assert [stat.S_IMODE((folder(host) / name).stat().st_mode) for name in ("private_key.der", "public_key.der")] == [
        0o600,
        0o644,
    ]
    tree = host.install.tree()
    again = host.apply(**OWN).passed()
    assert (again["changed"], again["restarted"], again["pair"]["is_new"]) == (False, False, False)
    assert host.install.tree() == tree
    assert host.verify(**OWN)["files"] == again["files"]


def test_check_mode_tells_and_makes_nothing(each_host):
    host = each_host
    before = host.install.tree(), host.install.state_files(), host.install.pid
    told = rotate(host, check=True, **OWN).passed()
    assert told["changed"] and told["would_restart"] and told["pair"]["fingerprint"] is None
    shown = [entry for entry in told["diff"] if entry["before_header"].endswith("_key.der")]
    assert [entry["after"] for entry in shown] == ["# key pair 2026-11, public key to be made\n"] * 2
    assert (host.install.tree(), host.install.state_files(), host.install.pid) == before


def test_no_diff_shows_more_than_the_public_half(host):
    done = rotate(host, om_sso_jwt_private_key=GIVEN, **OWN).passed()
    text = json.dumps(done)
    private = (folder(host) / "private_key.der").read_bytes()
    assert base64.b64encode(private[100:130]).decode() not in text and GIVEN.splitlines()[3] not in text
    assert done["pair"]["fingerprint"] in text
    assert published(host) == {"2026-11": key_pair.fingerprint(key_pair.public_of(private))}


def test_a_given_pair_must_be_the_one_that_is_there(host):
    rotate(host, **OWN).passed()
    before = host.install.tree()
    error = rotate(host, om_sso_jwt_private_key=GIVEN, **OWN).failed()
    assert "holds another pair" in error["message"] and "choose a new om_sso_jwt_key_id" in error["fix"]
    assert host.install.tree() == before


@pytest.mark.parametrize("name", ["private_key.der", "public_key.der"])
@pytest.mark.parametrize("ours", [True, False], ids=["own pair", "default pair"])
def test_a_newline_behind_a_key_is_found_before_the_server_is_restarted_with_it(host, name, ours):
    """The real server does not start with it, and neither does the simulator."""
    if ours:
        rotate(host, **OWN).passed()
    path = (folder(host) if ours else host.install.home / "conf") / name
    path.write_bytes(path.read_bytes() + b"\n")
    pid = host.install.pid
    error = host.apply(**(OWN if ours else {"om_sso_client_id": "another-client"})).failed()
    (finding,) = error["findings"]
    assert finding["rule"] == "JWK-12" and f"{name} has 1 byte behind the key" in finding["message"]
    assert host.install.pid == pid


@pytest.mark.parametrize("damage", ["private_key.der", "public_key.der", "both"])
def test_a_damaged_pair_is_an_error_and_stays(host, damage):
    rotate(host, **OWN).passed()
    path = folder(host) / ("private_key.der" if damage == "both" else damage)
    if damage == "both":
        path.unlink()
    else:
        content = bytearray(path.read_bytes())
        content[80] ^= 1
        path.write_bytes(bytes(content))
    before = host.install.tree()
    error = host.apply(**OWN).failed()
    assert str(folder(host)) in error["message"] and "Put the right file back" in error["fix"]
    assert host.install.tree() == before


@pytest.mark.parametrize(
    "changes", [OWN, {"om_sso_extra_environment": {"JWT_KEY_ID": "acme-1"}}], ids=["own pair", "extra environment"]
)
def test_a_change_of_the_pair_needs_the_verb_that_renews_tokens(host, changes):
    before = host.install.tree()
    for check in (True, False):
        found = host.apply(check, **changes).failed()["findings"]
        assert (
            [(finding["rule"], finding["severity"]) for finding in found] == [("JWK-11", "error")]
            and "rotate_keys" in found[0]["fix"]
            and default_keys.KEY_ID in found[0]["message"]
        )
    assert host.install.tree() == before and list(published(host)) == [default_keys.KEY_ID]


def test_leaving_the_pair_out_again_is_a_change_of_it(host):
    rotate(host, **OWN).passed()
    found = host.apply().failed()["findings"]
    assert found[0]["rule"] == "JWK-11" and "does not name it any more" in found[0]["message"]
    rotate(host).passed()
    assert list(published(host)) == [default_keys.KEY_ID]


def test_another_pair_under_the_same_id_is_refused_even_in_a_rotation(host):
    rotate(host, om_sso_extra_environment={"JWT_KEY_ID": "2026-11"}).passed()
    found = rotate(host, **OWN).failed()["findings"]
    assert found[0]["rule"] == "JWK-11" and found[0]["fix"] == "A new pair needs a new id."
    assert not folder(host).exists()


def test_a_server_that_never_ran_has_nothing_to_lose(install, operator):
    fresh = Host(install("keys-fresh"), operator)
    fresh.apply(**OWN).passed()
    assert list(published(fresh)) == ["2026-11"]


@pytest.mark.parametrize("fault", ["refuse_start", "never_healthy"])
def test_a_failure_takes_a_new_pair_back_with_the_files(each_host, fault):
    host = each_host
    before = host.install.tree()
    host.install.fault(fault, "once")
    error = rotate(host, om_sso_health_timeout=3, **OWN).failed()
    assert error["restored"] and list(published(host)) == [default_keys.KEY_ID]
    assert host.install.tree() == before


def test_a_key_file_that_the_server_does_not_publish_is_not_a_success(host):
    """A yaml with a hand-written path serves the old pair under the new id."""
    path = host.install.configuration
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(
            '${RSA_PUBLIC_KEY_FILE_PATH:-"./conf/public_key.der"}',
            '"./conf/public_key.der" # ${RSA_PUBLIC_KEY_FILE_PATH}',
        ),
        encoding="utf-8",
    )
    before = host.install.tree()
    error = rotate(host, **OWN).failed()
    assert error["restored"] and "publishes another public key under 2026-11" in error["message"]
    assert host.install.tree() == before


def test_where_openssl_is_missing_the_controller_is_asked(host, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    content = {**direct.document({**host.variables, **OWN}), "rotate": True}
    error = direct.run(content, True).failed()
    assert error["needs_key_pair"] and "openssl" in error["message"] and "cryptography" in error["message"]


def test_replicas_get_their_pair_from_the_verb_that_sees_them_all(host):
    error = direct.run(
        {**direct.document({**host.variables, **OWN, "om_sso_cluster": "production"}), "rotate": True}
    ).failed()
    assert "replicas of production need one key pair" in error["message"] and "rotate_keys" in error["fix"]


@pytest.mark.parametrize("check", [True, False], ids=["check", "apply"])
def test_the_fernet_key_of_a_server_with_data_is_not_changed_by_accident(host, check):
    changes = {"om_sso_extra_environment": {"FERNET_KEY": FERNET}}
    before = host.install.tree()
    found = host.apply(check, **changes).failed()["findings"]
    assert (
        [(finding["rule"], finding["severity"]) for finding in found] == [("BOT-06", "error")]
        and "unreadable" in found[0]["message"]
        and FERNET not in json.dumps(found)
    )
    assert host.install.tree() == before


def test_it_is_changed_by_force_and_kept_then(host):
    changed = {"om_sso_extra_environment": {"FERNET_KEY": FERNET}}
    host.apply(om_sso_force_fernet_key=True, **changed).passed()
    assert host.install.environ()["FERNET_KEY"].strip('"') == FERNET
    assert not host.apply(**changed).passed()["changed"]
    found = host.apply().failed()["findings"]
    assert found[0]["rule"] == "BOT-06" and "is left out" in found[0]["message"]
    listed = {"om_sso_extra_environment": {"FERNET_KEY": f"bmV3IGtleSBvZiB0aGlydHktdHdvIGJ5dGVzIGhlcmU=,{FERNET}"}}
    host.apply(**listed).passed()


def test_the_shipped_fernet_key_may_be_written_down(host):
    host.apply(om_sso_extra_environment={"FERNET_KEY": default_keys.FERNET_KEY}).passed()
    assert host.install.environ()["FERNET_KEY"].strip('"') == default_keys.FERNET_KEY


def test_production_says_that_the_published_pair_signs(host):
    found = host.apply(om_sso_production=True).passed()["findings"]
    assert "JWK-13" in [finding["rule"] for finding in found]
    rotate(host, **OWN).passed()
    assert "JWK-13" not in [
        finding["rule"] for finding in host.apply(om_sso_production=True, **OWN).passed()["findings"]
    ]


def test_files_belong_to_whom_the_server_runs_as(host):
    rotate(host, **OWN).passed()
    assert (folder(host) / "private_key.der").stat().st_uid == os.geteuid()
