# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of the code, as far as annotations tell them: strict for the controller's part.

mypy also knows which names the oldest Python of a controller does not have.
"""

from lab import cache

SIDES = ("action", "filter", "plugin_utils", "module_utils")


def test_mypy_finds_nothing(tools, copy):
    tree = copy.parents[2]
    folders = [(copy / "plugins" / side).relative_to(tree) for side in SIDES]
    # What has not changed is not read again: a third of the time. A package that was read without a new file of it
    # would be remembered without it.
    names = cache.key(*sorted(str(path.relative_to(copy)) for path in (copy / "plugins").rglob("*.py")))
    kept = ["--cache-dir", cache.directory("mypy", names)]
    tools.passes("mypy", "--no-error-summary", "--config-file", copy / "pyproject.toml", *kept, *folders, folder=tree)
