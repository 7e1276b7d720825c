# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens of bots are kept alive, handed over and shown nowhere; pipelines get them too."""

import json
import os
import re
import stat

import pytest
from lab import api, rows
from lab.direct import Host

ADMIN = {"om_sso_admin_email": "admin@open-metadata.org", "om_sso_admin_password": "admin"}
#: What makes a token one: its head, and that claims follow.
TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+")
KEPT, HANDED, DEPLOYED = (
    "Renew the token if necessary",
    "Deliver the token in files",
    "Deploy ingestion pipelines with the new tokens",
)


@pytest.fixture(scope="module")
def host(install, operator):
    """A server with Auth0 and stored rows, and two pipelines on it."""
    one = install("om", "1.12.14").start()
    Host(one, operator).apply().passed()
    one.person = rows.token(one, "data.admin")
    for name, kind in (("first", "metadata"), ("second", "lineage")):
        api.deployed(one, one.person, name, kind)
    return one


def wanted(place, expiry="30", second="etl"):
    """What an operator writes: a bot with a place in a file of theirs and one in a file of its own, and a new bot."""
    deliver = [
        {"path": str(place / ".env"), "variable": "OM_JWT_TOKEN"},
        {"path": str(place / "token"), "mode": "0640"},
    ]
    return [{"name": "ingestion-bot", "expiry": expiry, "deliver": deliver}, {"name": second, "create": True}]


@pytest.fixture(scope="module")
def place(folder):
    """Where ingestion runs."""
    path = folder / "ingestion"
    path.mkdir()
    (path / ".env").write_text("AIRFLOW=1\nexport OM_JWT_TOKEN=old\nLAST=2", encoding="utf-8")
    return path


@pytest.fixture
def run(host, controller, place):
    """`run(*arguments, **changes)` keeps the bots of one host."""

    def start(*arguments, playbook="bots", **changes):
        controller.inventory(
            {"om-1": {**host.variables, "om_sso_admin_token": host.person, "om_sso_bots": wanted(place), **changes}}
        )
        return controller.run(playbook, *arguments)

    return start


def changed(done):
    """The tasks that changed something."""
    return {
        result.task.split(" : ")[-1] for result in done.results if result.status == "ok" and result.data.get("changed")
    }


def stored(host, name="ingestion-bot"):
    return api.users(host)[name]["token"]


def everything(place):
    return {
        path.name: (path.read_text(encoding="utf-8"), stat.S_IMODE(path.stat().st_mode)) for path in place.iterdir()
    }


def test_check_mode_says_what_would_be_and_touches_nothing(host, place, run):
    before = api.users(host), everything(place), api.carried(host)
    done = run("--check", "--diff", om_sso_bots=wanted(place, "7", "other")).passed()
    assert (api.users(host), everything(place), api.carried(host)) == before
    assert "bot ingestion-bot: would get a new token (it " in done.output
    assert "bot other: would be created" in done.output
    assert "ingestion pipelines: 2 would be deployed" in done.output
    assert changed(done) == {KEPT, HANDED, DEPLOYED}


def test_tokens_are_renewed_handed_over_and_shown_nowhere_and_the_next_run_changes_nothing(
    host, place, run, controller
):
    tasks = controller.folder / "to_store.yml"
    copy = {
        "content": "{{ openmetadata_bot_token }}",
        "dest": str(place / "store-{{ openmetadata_bot.name }}"),
        "mode": "0600",
    }
    tasks.write_text(
        json.dumps([{"name": "To a store", "ansible.builtin.copy": copy, "no_log": True, "diff": False}]),
        encoding="utf-8",
    )
    old = stored(host)
    changes = {"om_sso_bots": wanted(place, "60", "store"), "om_sso_bot_delivery_tasks": str(tasks)}
    done = run("-vvv", "--diff", **changes).passed()
    token, made = stored(host), stored(host, "store")
    assert token != old and "the old one is refused: the bot has another token now" in done.output
    assert changed(done) == {KEPT, HANDED, DEPLOYED, "To a store"}
    assert everything(place) == {
        ".env": (f"AIRFLOW=1\nexport OM_JWT_TOKEN={token}\nLAST=2", 0o600),
        "token": (f"{token}\n", 0o640),
        "store-ingestion-bot": (token, 0o600),
        "store-store": (made, 0o600),
    }
    assert api.carried(host) == {"first": token, "second": token} and "2 deployed" in done.output
    before = api.users(host), {path: os.stat(path).st_mtime_ns for path in place.iterdir()}
    again = run("-vvv", "--diff", **changes).passed()
    assert changed(again) == set()
    assert (api.users(host), {path: os.stat(path).st_mtime_ns for path in place.iterdir()}) == before
    for output in (done.output, again.output):
        assert not TOKEN.search(output)


def test_what_a_run_left_undone_is_seen_in_files_and_pipelines(host, place, run):
    """As if it had ended right after it made the new token; and one pipeline cannot be deployed."""
    user = api.users(host)["ingestion-bot"]["id"]
    api.call(host, host.person, f"users/generateToken/{user}", "PUT", {"JWTTokenExpiry": "30"})
    host.fault("airflow_refuses", "first\nonce")
    host.stop()
    host.start()
    done = run(om_sso_bots=wanted(place)[:1]).failed()
    assert changed(done) == {HANDED}, done.output
    assert f"OM_JWT_TOKEN={stored(host)}" in everything(place)[".env"][0]
    assert "ingestion pipelines: 1 failed, 1 deployed" in done.said("om-1")
    assert (
        "failed      service.first (metadata, ingestion-bot): Failed to deploy Ingestion Pipeline [first]"
        in done.output
    )
    assert api.carried(host)["second"] == stored(host) != api.carried(host)["first"]


def test_all_that_is_wrong_is_reported_at_once_as_a_plan_reports_it(host, run):
    bots = [{"name": "x", "expiry": "91"}, {"name": "y", "deliver": [{"variable": "X"}]}, "z"]
    done = run(om_sso_bots=bots, om_sso_redeploy_pipelines="perhaps").failed()
    options = ["om_sso_redeploy_pipelines", "om_sso_bots.0.expiry", "om_sso_bots.1.deliver.0.path", "om_sso_bots.2"]
    lines = [line for line in done.said("om-1").splitlines() if "OPT-0" in line]
    assert len(lines) == len(options) and all(option in str(lines) for option in options)
    assert "OneHour, 1, 7, 30, 60, 90, Unlimited" in str(lines)
    changes = {"om_sso_bots": bots, "om_sso_redeploy_pipelines": "perhaps", "om_sso_provider": "basic"}
    by_plan = run(playbook="plan", **changes).failed().said("om-1")
    assert set(lines) <= set(by_plan.splitlines())


@pytest.mark.parametrize("bots", ["ingestion-bot", {"name": "x"}, [5], "{{ undefined_list }}"])
def test_a_list_that_is_none_is_a_finding(host, run, bots):
    assert "om_sso_bots" in run(om_sso_bots=bots).failed().said("om-1")


def test_without_credentials_the_variables_are_named(host, run):
    assert "om_sso_admin_token is missing" in run(om_sso_admin_token=None).failed().said("om-1")


def test_from_the_controller_it_is_http_alone(host, run, controller):
    """Delegated, as where nobody may log on to the server's host."""
    task = {
        "openmetadata.sso.bot_token": {"name": "ingestion-bot", "state": "rotated", "expiry": "7"},
        "delegate_to": "localhost",
        "register": "bot",
    }
    show = {"ansible.builtin.debug": {"msg": "{{ bot.token | length > 100 }} {{ bot.old_token }}"}}
    playbook = controller.folder / "delegated.yml"
    playbook.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": [task, show]}]), encoding="utf-8")
    before = stored(host)
    done = run(playbook=str(playbook)).passed()
    assert done.said("om-1") == "True the bot has another token now" and stored(host) != before


def test_the_oldest_ansible_keeps_the_token_for_itself_too(install, folder, oldest):
    """With OpenMetadata's own passwords, from a plain install."""
    host, place = install("plain").start(), folder / "plain-ingestion"
    place.mkdir()
    oldest.inventory({"om-1": {**host.variables, **ADMIN, "om_sso_bots": [{**wanted(place)[0]}]}})
    done = oldest.run("bots", "-vvv", "--diff").passed()
    assert not TOKEN.search(done.output) and everything(place)["token"] == (f"{stored(host)}\n", 0o640)
    refused = oldest.run("default_admin", "-e", "om_sso_admin_principals=data.admin").failed().said("om-1")
    assert (
        "it is the one whose token this task works with; AUTHORIZER_ADMIN_PRINCIPALS of the running server names it"
        in refused
    )


def test_the_shipped_administrator_goes_by_its_playbook(host, run):
    principals = {"om_sso_admin_principals": ["data.admin"]}
    assert "om_sso_admin_principals names admin" in run(
        playbook="default_admin", om_sso_admin_principals=["admin", "x"]
    ).failed().said("om-1")
    done = run(playbook="default_admin", **principals).passed()
    assert "the user admin (admin@open-metadata.org) is removed; administrators: data.admin" in done.output
    assert changed(run(playbook="default_admin", **principals).passed()) == set()


def test_defaults_of_the_action_group_reach_its_modules(host, controller):
    """Address and token for every task of a play at once, without a role variable."""
    group = {"url": host.url, "admin_token": host.person}
    play = {
        "hosts": "bare",
        "gather_facts": False,
        "module_defaults": {"group/openmetadata.sso.admin_api": group},
        "tasks": [{"name": "Read", "openmetadata.sso.bot_token": {"name": "ingestion-bot"}, "check_mode": True}],
    }
    path = controller.folder / "defaults.yml"
    for defaults, reads in ((group, True), ({**group, "admin_token": "no.t.one"}, False)):
        play["module_defaults"]["group/openmetadata.sso.admin_api"] = defaults
        path.write_text(json.dumps([play]), encoding="utf-8")
        done = controller.run(str(path), "-i", "bare,", "-c", "local")
        assert (done.status == 0) == reads, done.output
