# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Verbs that work with an administrator's credentials: no token and no password is seen, whatever answers."""

import json

import pytest
from fakes.quoting import quoting
from lab import api, cores, rows
from lab.canary import MARK, traces
from lab.direct import Host

#: What no encoding of a request leaves as it is.
PASSWORD = f'{MARK}#1 &x="2" % + $y \\ ü'


@pytest.fixture(scope="module")
def host(install, operator):
    """A server whose administrator and bots have tokens, with a pipeline that carries one."""
    made = install("administered", "1.12.14").start()
    Host(made, operator).apply().passed()
    made.person = rows.token(made, "data.admin")
    api.deployed(made, made.person, "first")
    return made


@pytest.fixture
def administered(host, readable, operator):
    """The same in the inventory; `.ends` are the parts of its tokens that nothing else has."""
    variables = {**host.variables, "om_sso_admin_token": host.person, "om_sso_health_timeout": 2}
    readable.controller.inventory({"om-1": variables}, **operator)
    readable.ends = {host.person[-32:], api.users(host)["ingestion-bot"]["token"][-32:]}
    return readable


def bots(administered, host, name, *arguments, succeeds=True, deliver=(), **changes):
    """One run of bots; the bot's token after it is one that must not be seen either."""
    wanted = [{"name": "ingestion-bot", "expiry": "30", "deliver": list(deliver)}]
    administered.run(f"bots, {name}", "bots", "--diff", *arguments, succeeds=succeeds, om_sso_bots=wanted, **changes)
    administered.ends.add(api.users(host)["ingestion-bot"]["token"][-32:])


BY_PASSWORD = {"om_sso_admin_token": "", "om_sso_admin_email": "a@acme.io", "om_sso_admin_password": PASSWORD}


def test_tokens_are_renewed_and_delivered_and_their_delivery_fails(host, administered, tmp_path):
    stored = {"openmetadata.sso.token_file": {"path": "/proc/nowhere", "token": "{{ openmetadata_bot_token }}"}}
    (tmp_path / "own.yml").write_text(json.dumps([{"name": "Refused", **stored}]), encoding="utf-8")
    folder = tmp_path / "ingestion"
    (folder / "taken").mkdir(parents=True)
    env = {"path": str(folder / ".env"), "variable": "TOKEN"}
    api.deployed(host, host.person, f"of-{administered.controller.core}")
    before = set(administered.ends)
    bots(administered, host, "check mode", "--check", deliver=[env])
    bots(administered, host, "renewed and delivered", deliver=[env, {"path": str(folder / "token")}])
    bots(administered, host, "a folder in place of the file", succeeds=False, deliver=[{"path": str(folder / "taken")}])
    unknown = {**env, "path": str(folder / "other"), "owner": "nobody-7"}
    bots(administered, host, "an owner who is not there", succeeds=False, deliver=[unknown])
    bots(administered, host, "own tasks that fail", succeeds=False, om_sso_bot_delivery_tasks=str(tmp_path / "own.yml"))
    assert administered.traces(MARK, *administered.ends) == {}
    assert administered.ends > before or administered.controller.core != cores.OLDEST
    assert "TOKEN=" in (folder / ".env").read_text(encoding="utf-8")


def test_an_administrator_whom_the_server_refuses(host, administered):
    bots(administered, host, "password", succeeds=False, **BY_PASSWORD)
    bots(administered, host, "token", succeeds=False, om_sso_admin_token=f"eyJhbGciOiJSUzI1NiJ9.e30.{MARK}")
    bots(administered, host, "not a token", succeeds=False, om_sso_admin_token=PASSWORD)
    assert administered.traces(MARK, *administered.ends) == {}


def test_a_server_that_quotes_what_it_is_sent(host, administered):
    names = {"om_sso_admin_principals": ["data.admin"]}
    for status in (401, 500) if cores.in_full(administered.controller.core) else (401,):
        with quoting(status) as server:
            place = {"om_sso_server_internal_url": server.url, "om_sso_api_url": server.url}
            bots(administered, host, f"token, {status}", succeeds=False, **place)
            bots(administered, host, f"password, {status}", succeeds=False, **place, **BY_PASSWORD)
            bots(administered, host, f"text, {status}", succeeds=False, **place, om_sso_admin_token=PASSWORD)
            for verb in ("default_admin", "verify"):
                administered.run(f"{verb}, {status}", verb, succeeds=False, **place, **names)
            administered.run(f"audit, {status}", "audit", **place)
            assert all(any(traces(text, mark) for text in server.asked) for mark in (MARK, host.person[-32:]))
    assert administered.traces(MARK, *administered.ends) == {}


def test_the_default_administrator_is_refused_and_removed(host, administered):
    refused = {"om_sso_admin_principals": ["admin", "data.admin"]}
    administered.run("refused", "default_admin", succeeds=False, **refused)
    administered.run("check mode", "default_admin", "--check")
    if administered.controller.core == cores.NEWEST:
        administered.run("removed", "default_admin")
        assert api.users(host)["admin"]["deleted"]
    assert administered.traces(MARK, *administered.ends) == {}
