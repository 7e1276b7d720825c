# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret that is easily recognised goes through everything, and is looked for in all that anybody could read."""

import base64
import json
import re

import pytest
from lab.playbooks import Unsafe, Vaulted

#: The part of the secrets that no quoting and no escaping changes, and what it may look like.
MARK = "Canary7Zq"
SECRETS = {
    "om_sso_client_secret": f'{MARK}#1 "x" \\ $y {{{{ z }}}} ü',
    "OM_SM_ACCESS_KEY": f"{MARK}-key",
    "SAML_SP_PRIVATE_KEY": f"-----BEGIN-----\n{MARK}\n-----END-----\n",
}
OLD = f"{MARK}-of-the-old-file"


def traces(text):
    """Where a text holds a secret: raw, escaped (the mark is in both), or in base64 at any offset."""
    found = [match.group() for match in re.finditer(f".{{0,40}}{MARK}.{{0,40}}", text)]
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + MARK.encode()).decode()
        # Characters at both ends depend on what is beside the mark.
        core = encoded[4 if offset else 0 : len(encoded) - 4]
        found += [match.group() for match in re.finditer(f".{{0,20}}{re.escape(core)}.{{0,20}}", text)]
    return found


def test_the_search_finds_a_secret_in_every_form():
    secret = SECRETS["om_sso_client_secret"]
    for text in (
        secret,
        json.dumps(secret),
        json.dumps(json.dumps(secret)),
        *(base64.b64encode(b"x" * n + secret.encode() + b"tail").decode() for n in range(3)),
    ):
        assert traces(f"before {text} after"), text
    assert traces("nothing of it") == []


@pytest.fixture(scope="module")
def host(install):
    """A host whose operator has secrets of their own in files that the collection reads."""
    made = install("canary").start()
    with open(made.hook, "a", encoding="utf-8") as stream:
        stream.write(f"export DB_USER_PASSWORD='{OLD}'\n")
    return made


@pytest.fixture(scope="module")
def inventory(host, operator):
    """What the inventory holds, every secret marked."""
    extra = {name: value for name, value in SECRETS.items() if not name.startswith("om_")}
    return {
        **operator,
        "om_sso_client_secret": Unsafe(SECRETS["om_sso_client_secret"]),
        "om_sso_extra_environment": extra,
        "om_sso_health_timeout": 2,
    }


#: Everything that can happen, in this order, each as (name, verb, arguments, changes, fault at the next start, whether
#: it succeeds).
STEPS = (
    ("check before", "sso", ("--check", "--diff"), {}, "", True),
    ("first", "sso", ("--diff",), {}, "", True),
    ("again", "sso", ("--diff",), {}, "", True),
    ("plan", "plan", (), {}, "", True),
    ("verify", "verify", (), {}, "", True),
    ("verify over http", "verify", ("-e", "om_sso_verify_from=http"), {}, "", True),
    ("drift", "verify", (), {"om_sso_client_secret": f"{MARK}-1"}, "", False),
    ("check a change", "sso", ("--check", "--diff"), {"om_sso_client_secret": f"{MARK}-2"}, "", True),
    ("never healthy", "sso", ("--diff",), {"om_sso_client_secret": f"{MARK}-3"}, "never_healthy", False),
    ("refuses to start", "sso", (), {"om_sso_client_secret": f"{MARK}-4"}, "refuse_start", False),
    ("serves something else", "sso", (), {"om_sso_client_secret": f"{MARK}-5"}, "serve_other", False),
    ("recover", "recover", (), {"om_sso_recover_to": "last_good"}, "", True),
    ("recover to basic", "recover", (), {"om_sso_recover_to": "basic"}, "", True),
    ("bad input", "sso", (), {"om_sso_client_secret": f" {MARK} ", "om_sso_client_id": "{Client ID}"}, "", False),
    ("wrong type", "plan", (), {"om_sso_client_secret": [MARK]}, "", False),
    ("unencodable", "plan", (), {"om_sso_client_secret": f"{MARK}\u0000"}, "", False),
    ("not a variable", "plan", (), {"om_sso_secret": MARK}, "", False),
)
#: With the oldest core only what differs in its output.
SHORT = ("first", "check a change", "never healthy", "wrong type", "not a variable")


def test_no_secret_is_seen_anywhere(host, each_controller, inventory, tmp_path):
    each_controller.inventory({"om-1": host.variables}, **inventory)
    log = tmp_path / "ansible.log"
    seen, changed = {}, tmp_path / "changes.json"
    for name, verb, arguments, changes, fault, succeeds in STEPS:
        if each_controller.core == "2.16" and name not in SHORT:
            continue
        if fault:
            host.fault(fault, "once")
        changed.write_text(json.dumps(changes), encoding="utf-8")
        run = each_controller.run(verb, "-vvvv", "-e", f"@{changed}", *arguments, ANSIBLE_LOG_PATH=str(log))
        assert (run.status == 0) == succeeds, (name, run.output)
        seen[f"output of {name}"] = run.output
        seen[f"results of {name}"] = json.dumps([result.data for result in run.results])
        if each_controller.report.exists():
            seen[f"report of {name}"] = each_controller.report.read_text(encoding="utf-8")
    seen["log file"] = log.read_text(encoding="utf-8")
    assert {place: found for place, text in seen.items() for found in [traces(text)] if found} == {}
    assert len(seen["log file"]) > 10000


def test_nobody_else_can_read_what_the_host_keeps(host, controller, inventory):
    controller.inventory({"om-1": host.variables}, **inventory)
    controller.run("sso").passed()
    holding = [
        path
        for path in host.home.rglob("*")
        if path.is_file() and MARK.encode() in path.read_bytes() and path != host.hook
    ]
    assert host.own_file in holding
    for path in holding:
        assert MARK not in path.name
        assert path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0, path
    assert host.state.stat().st_mode & 0o777 == 0o700


def test_the_servers_command_line_holds_no_secret(host):
    with open(f"/proc/{host.pid}/cmdline", encoding="utf-8") as stream:
        assert traces(stream.read()) == []


def test_a_vaulted_secret_without_its_password_is_not_shown_either(host, controller, inventory, tmp_path):
    password = tmp_path / "password"
    password.write_text("open sesame\n", encoding="utf-8")
    controller.inventory(
        {"om-1": host.variables},
        **{**inventory, "om_sso_client_secret": Vaulted(controller.vault(SECRETS["om_sso_client_secret"], password))},
    )
    run = controller.run("plan", "-vvvv").failed()
    assert traces(run.output) == []
