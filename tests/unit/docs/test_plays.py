# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keywords of plays and tasks: what is the caller's stays so, and what a playbook relies on it says itself."""

import yaml
from lab import cache

TASKS = cache.CHECKOUT / "roles" / "om_sso" / "tasks"
PLAYBOOKS = cache.CHECKOUT / "playbooks"


def loaded(folder):
    """{name: content} of the YAML files of a folder."""
    return {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yml"))}


def keywords(tasks):
    """The keywords of tasks and of the blocks around them."""
    for task in tasks or ():
        yield from task
        for part in ("block", "rescue", "always"):
            yield from keywords(task.get(part))


def test_no_task_of_the_role_takes_the_place_of_the_callers_throttle():
    """One of a task, also 0, counts in place of that of the play (ansible-core 2.16 to 2.21)."""
    found = {name: set(keywords(tasks)) for name, tasks in loaded(TASKS).items()}
    assert len(found) > 20 and "register" in found["apply.yml"]
    assert [name for name, words in found.items() if "throttle" in words] == []


def test_every_playbook_for_many_hosts_runs_with_the_strategy_that_it_relies_on():
    """With another one that is set for all plays, run_once, any_errors_fatal and max_fail_percentage do not count."""
    plays = [play for found in loaded(PLAYBOOKS).values() for play in found if play["hosts"] != "localhost"]
    assert len(plays) > 15
    assert [play["name"] for play in plays if play.get("strategy") != "linear"] == []
