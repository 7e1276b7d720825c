# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A change of keys that would invalidate tokens or stored secrets is a finding, unless it is intended."""

import base64
import hashlib
import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import default_keys, key_checks, key_pair
from fakes import host_plan

FERNET_PATH = "fernetConfiguration:\n  fernetKey: {}\n"


def _number(value):
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).decode().rstrip("=")


def jwk(kid, modulus=(1 << 2047) + 1):
    return {"kid": kid, "kty": "RSA", "n": _number(modulus), "e": "AQAB"}


OURS, ANOTHER = jwk("2026-11"), jwk("2026-11", (1 << 2047) + 3)
PRINT = key_pair.fingerprint(key_pair.public_of_jwk(OURS))


def host(environment=(), has_run=True, yaml=None, content=None, **fields):
    variables = [host_plan.variable(name, value) for name, value in dict(environment).items()]
    public = dict(environment).get("RSA_PUBLIC_KEY_FILE_PATH")
    deployment = types.SimpleNamespace(
        has_run=lambda: has_run,
        openmetadata_yaml=lambda: yaml,
        SHARES_FILES=False,
        content_of=lambda path: content if path == public else None,
    )
    wanted = {variable["name"]: variable["text"] for variable in variables}
    return types.SimpleNamespace(plan=host_plan.made(*variables, **fields), deployment=deployment, wanted=wanted)


def current(environment=(), written=None, keys=(), pair=None, last_good=None, kids=None):
    return types.SimpleNamespace(
        environments={"server": dict(environment) or None},
        written=lambda: written,
        keys=list(keys),
        kids=[str(key["kid"]) for key in keys] if kids is None else kids,
        pair=pair,
        last_good=last_good,
    )


def rules(*arguments):
    return [(next(iter(finding)), list(finding)[1]) for finding in key_checks.findings(*arguments)]


def pair(fingerprint=PRINT):
    return types.SimpleNamespace(fingerprint=fingerprint)


def test_a_key_file_with_a_byte_too_many_is_found_on_a_server_that_never_ran():
    spki = key_pair.public_of_jwk(OURS).decode("utf-8", "surrogateescape")
    broken = host({"RSA_PUBLIC_KEY_FILE_PATH": "/k/public.der"}, has_run=False, content=spki + "\n")
    found = [one for one in key_checks.findings(broken, current()) if "/k/" in one.option]
    assert [(one.rule, one.severity, one.option) for one in found] == [("JWK-12", "error", "/k/public.der")]
    assert found[0].message.startswith("/k/public.der has 1 byte behind the key")


@pytest.mark.parametrize(
    ("wanted", "served", "rotate", "found"),
    [
        ("2026-11", OURS, False, []),
        ("2026-12", OURS, False, ["JWK-11"]),
        ("2026-12", OURS, True, []),
        ("2026-11", ANOTHER, False, ["JWK-11"]),
        ("2026-11", ANOTHER, True, ["JWK-11"]),
    ],
)
def test_another_key_pair_than_the_server_has_is_a_rotation(wanted, served, rotate, found):
    seen = current({"JWT_KEY_ID": "2026-11"}, keys=[served], pair=pair())
    assert [rule for rule, _severity in rules(host({"JWT_KEY_ID": wanted}, rotate=rotate), seen)] == found


def test_a_server_that_never_ran_has_no_tokens():
    seen = current(keys=[OURS], pair=pair())
    assert rules(host({"JWT_KEY_ID": "2026-12"}, has_run=False), seen) == []


def test_a_record_of_a_run_counts_as_one():
    seen = current(keys=[OURS], pair=pair(), last_good={"environment": {"JWT_KEY_ID": "2026-11"}})
    assert rules(host({"JWT_KEY_ID": "2026-12"}, has_run=False), seen) == [("JWK-11", "error")]


@pytest.mark.parametrize(
    ("wanted", "present", "own"),
    [
        ("2026-12", "2026-11", "2026-11"),
        ("", "2026-11", "2026-11"),
        ("2026-11", "2026-11", None),
        ("2026-12", default_keys.KEY_ID, ""),
        ("", default_keys.KEY_ID, None),
        ("2026-12", "of-nobody", None),
        ("2026-12", "../2026-11", None),
    ],
)
def test_the_pair_that_the_server_keeps(tmp_path, wanted, present, own):
    """Only one that lies in its folder on the host can be kept; what a server says is not taken for a path."""
    (tmp_path / "keys" / "2026-11").mkdir(parents=True)
    (tmp_path / "keys" / "2026-11" / "private_key.der").write_bytes(b"")
    planned = host({"JWT_KEY_ID": wanted} if wanted else {})
    planned.deployment.key_folder = lambda key_id: str(tmp_path / "keys" / key_id)
    assert key_checks.servers_own(planned, current(kids=[present])) == own


@pytest.mark.parametrize(("rotate", "found"), [(False, [("JWK-11", "error")]), (True, [])])
def test_a_key_pair_that_the_plan_does_not_name_any_more(rotate, found):
    seen = current({"JWT_KEY_ID": "2026-11"}, written={"JWT_KEY_ID": "2026-11"}, keys=[OURS])
    assert rules(host(rotate=rotate), seen) == found


def test_a_public_key_of_the_plan_is_read_where_it_is_a_file_of_the_host():
    environment = {"JWT_KEY_ID": "2026-11", "RSA_PUBLIC_KEY_FILE_PATH": "conf/mine.der"}
    own = key_pair.public_of_jwk(OURS).decode("utf-8", "surrogateescape")
    assert rules(host(environment, content=own), current(keys=[OURS])) == []
    assert rules(host(environment, content=own), current(keys=[ANOTHER])) == [("JWK-11", "error")]
    assert rules(host(environment, content=None), current(keys=[ANOTHER])) == []


@pytest.mark.parametrize(
    ("present", "wanted", "force", "found"),
    [
        ("a", "a", False, []),
        ("a", "b", False, ["BOT-06"]),
        ("a", "b", True, []),
        ("a", "b,a", False, []),
        ("a,c", "b,a", False, ["BOT-06"]),
        (None, default_keys.FERNET_KEY, False, []),
        (None, "b", False, ["BOT-06"]),
    ],
)
def test_a_fernet_key_is_kept_or_listed(present, wanted, force, found):
    seen = current({"FERNET_KEY": present} if present else {"X": "1"}, keys=[OURS])
    made = host({"FERNET_KEY": wanted}, force_fernet_key=force)
    assert [rule for rule, _severity in rules(made, seen)] == found


def test_a_fernet_key_that_is_left_out_is_missed_only_where_it_was_ours():
    for written, found in (({"FERNET_KEY": "a"}, [("BOT-06", "error")]), ({}, []), (None, [])):
        assert rules(host(), current({"FERNET_KEY": "a"}, written=written)) == found


@pytest.mark.parametrize(("line", "found"), [("literal", []), ("other", ["BOT-06"]), ("${FERNET_KEY:-literal}", [])])
def test_a_fernet_key_in_openmetadata_yaml_counts(line, found):
    made = host({"FERNET_KEY": "literal"}, yaml=FERNET_PATH.format(line))
    assert [rule for rule, _severity in rules(made, current({"X": "1"}))] == found


@pytest.mark.parametrize(("production", "found"), [(True, [("JWK-13", "warning")]), (False, [])])
def test_a_published_key_is_a_warning_in_production(production, found):
    seen = current(keys=[jwk(default_keys.KEY_ID)])
    assert rules(host(production=production, has_run=False), seen) == found


def test_a_key_that_is_none_has_no_fingerprint():
    assert key_checks.published_key([{"kid": "a", "kty": "EC"}], "a") is None
    assert key_checks.published_key(None, "a") is None
    assert key_checks.published_key([OURS], "2026-11") == hashlib.sha256(key_pair.public_of_jwk(OURS)).hexdigest()
