# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ruff, as pinned in tests/support/requirements/lint.txt, finds nothing: no rule broken, no file to format."""


def test_ruff_finds_nothing(tools):
    tools.passes("ruff", "check", "--no-cache", ".")


def test_every_file_is_formatted(tools):
    tools.passes("ruff", "format", "--no-cache", "--check", ".")


def test_a_long_line_is_found(tools):
    """The settings of pyproject.toml are in effect."""
    path = tools.folder / "plugins" / "plugin_utils" / "_too_long.py"
    path.write_text(f'"""{"word " * 30}."""\n', encoding="utf-8")
    try:
        answer = tools.run("ruff", "check", "--no-cache", "--output-format", "concise", path)
    finally:
        path.unlink()
    assert answer.returncode == 1 and "E501" in answer.stdout, answer.stdout + answer.stderr
