# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Transcripts in the documentation: what is compared with a run, and what is not."""

import re

import pytest
from lab import cache, transcripts

PAGES = {
    name: (cache.CHECKOUT / "docs" / name).read_text(encoding="utf-8")
    for name in (
        "install/fleet.md",
        "operate/client-registration.md",
        "operate/reviewed-plan.md",
        "operate/stored-configuration.md",
    )
}
NAMES = [
    (page, name)
    for page, text in PAGES.items()
    for name in re.findall(r"^<!-- transcript (\S+) -->", text, re.MULTILINE)
]
PRINTED = """
TASK [role : Apply] ***
om-1  OpenMetadata 1.9.7 on bare metal
  restart     healthy after 3 s
  secret      sha256:0123abcd
[ERROR]: Task failed: Action failed: om-1: no.
Origin: /home/somebody/roles/om_sso/tasks/apply.yml:4:3

2 # a comment
3 ---
4 - name: Apply
    ^ column 3

fatal: [om-1]: FAILED! => {"changed": false, "msg": "om-1: no."}

PLAY RECAP ***
om-1                       : ok=2    changed=0   \x20
"""
SHOWN = """TASK [role : Apply] ***
om-1  OpenMetadata 1.9.7 on bare metal
  restart     healthy after 3 s
  secret      sha256:0123abcd
[ERROR]: Task failed: Action failed: om-1: no.
fatal: [om-1]: FAILED! => …

PLAY RECAP ***
om-1                       : ok=2    changed=0
"""


@pytest.mark.parametrize(("page", "name"), NAMES)
def test_a_transcript_has_a_command_and_what_it_printed(page, name):
    block = transcripts.block(PAGES[page], name)
    assert block["command"].startswith("$ ansible-playbook ")
    assert block["text"].endswith("\n") and "PLAY RECAP" in block["text"] and "<!--" not in block["text"]


def test_there_are_transcripts_of_stored_rows_a_rollout_and_a_registration():
    assert {
        ("operate/stored-configuration.md", "verify"),
        ("operate/stored-configuration.md", "sso"),
        ("install/fleet.md", "canary"),
        ("install/fleet.md", "replicas"),
        ("operate/client-registration.md", "from-nothing"),
        ("operate/client-registration.md", "rotated"),
        ("operate/reviewed-plan.md", "plan"),
        ("operate/reviewed-plan.md", "refused"),
        ("operate/reviewed-plan.md", "sso"),
    } <= set(NAMES)


def test_what_ansible_adds_to_a_failure_is_not_shown():
    assert transcripts.shown(PRINTED) == SHOWN


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("after 3 s", "after 12 s", True),
        ("0123abcd", "89abcdef", True),
        ("1.9.7", "1.9.8", False),
        ("ok=2", "ok=3", False),
        ("no.", "yes.", False),
    ],
)
def test_seconds_and_hashes_vary_and_nothing_else(old, new, same):
    assert transcripts.same(SHOWN, SHOWN.replace(old, new)) is same


@pytest.mark.parametrize(
    "line",
    [
        "om-1  at work",
        "om-1  waiting for a healthy server since 12:00:01, until 12:05:01 at most; log: /opt/x.log",
        "om-1  restoring the old state, waiting for a healthy server since 12:00:01, until 12:05:01 at most",
        "om-1  no answer since 12:00:01; the run on the host goes on",
    ],
)
def test_whether_a_host_takes_long_varies(line):
    assert transcripts.same(SHOWN, SHOWN.replace("PLAY RECAP", f"{line}\nPLAY RECAP"))
    assert not transcripts.same(SHOWN, SHOWN.replace("PLAY RECAP", "om-1  is at rest\nPLAY RECAP"))


def test_the_order_of_the_hosts_of_one_task_varies_and_their_state_does_not():
    one = "TASK [Check]\nok: [om-1]\nok: [om-2]\nskipping: [om-3]\n\nTASK [Show]\nok: [om-1] =>\nom-1  verified\n"
    assert transcripts.same(one, one.replace("ok: [om-1]\nok: [om-2]", "ok: [om-2]\nok: [om-1]"))
    assert not transcripts.same(one, one.replace("ok: [om-2]", "changed: [om-2]"))
    assert not transcripts.same(one, one.replace("ok: [om-2]\n", ""))


def test_a_name_that_the_page_does_not_have_is_an_error():
    with pytest.raises(LookupError, match="no transcript called other"):
        transcripts.block("<!-- transcript one -->\n```console\n$ a\nb\n```\n", "other")
