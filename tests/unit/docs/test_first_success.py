# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measurement of the time to first success finds on the pages what is typed."""

import yaml
from install_lines import first_success
from lab import cache


def test_the_pages_say_what_is_typed():
    demo, plan = first_success.ways().values()
    assert demo[-1] == "./run demo"
    assert [line for line in plan if line.startswith("pip install")] and "ansible-galaxy collection install ." in plan
    (play,) = yaml.safe_load((cache.CHECKOUT / "playbooks" / "init.yml").read_text(encoding="utf-8"))
    (init,) = (line for line in plan if "openmetadata.sso.init" in line)
    assert [each["name"] for each in play["vars_prompt"] if f"-e {each['name']}=" not in init] == []
