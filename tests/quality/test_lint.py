# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The linters of the Ansible community, without an exception."""


def test_ansible_lint_finds_nothing_under_its_strictest_profile(tools):
    answer = tools.run("ansible-lint", "--offline", "--profile", "production", "--strict")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "Passed: 0 failure(s), 0 warning(s)" in answer.stderr, answer.stderr


def test_ansible_lint_is_told_to_skip_nothing(copy):
    settings = (copy / ".ansible-lint").read_text(encoding="utf-8")
    for word in ("skip_list", "warn_list", "mock_modules", "mock_roles"):
        assert word not in settings


def test_the_documentation_of_the_collection_is_sound(tools):
    options = [
        "--plugin-docs",
        "--skip-rstcheck",
        "--validate-collection-refs=all",
        "--disallow-unknown-collection-refs",
    ]
    tools.passes("antsibull-docs", "lint-collection-docs", *options, ".")


def test_the_changelog_is_sound(tools):
    tools.passes("antsibull-changelog", "lint")
