# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of the code, as far as annotations tell them: strict for the controller's part."""


def test_mypy_finds_nothing(tools, copy):
    tree = copy.parents[2]
    folders = [(copy / "plugins" / side).relative_to(tree) for side in ("plugin_utils", "module_utils")]
    tools.passes("mypy", "--no-error-summary", "--config-file", copy / "pyproject.toml", *folders, folder=tree)
