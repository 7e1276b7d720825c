# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation says what the code does."""

import importlib.util
import pathlib
import re
import string
import subprocess
import sys

import pytest
import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.settings import all_options
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER
from examples import EXAMPLES
from rule_cases import FILE_TABLE, HELM_TABLE, PLAN_TABLE, TABLE

ROOT = pathlib.Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"

#: Known failures that can be seen in the variables or in a rendered file, by their ids in the project's catalogue of
#: failures.
FAILURES = {
    "BOT": "3 5 6 8",
    "CLM": "2 3 5 6 7 10 11 12 14 15 16 17 19 20 22",
    "DB": "5 9",
    "ENV": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 17 18 19 20 21 22 23",
    "FLOW": "1 4 5 7 8 11 12 13 15 16",
    "JWK": "1 2 4 6 8 9 11 12 13 14",
    "LDAP": "1 2 3 4 8 9",
    "MISC": "1 2 4 6",
    "RED": "1 4 5 6 7",
    "SAML": "1 2 3 5",
    "SES": "1 3 6 7 8 13",
    "URL": "1 2 3 4 5 6 7 8 11 12 14 17",
}
FAILURE_IDS = {f"{group}-{int(number):02}" for group, numbers in FAILURES.items() for number in numbers.split()}
RULE_IDS = set(REGISTER)


def generator():
    specification = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_generated_files_are_as_they_would_be_written():
    assert generator().outdated() == []


def test_the_command_of_contributing_needs_no_path_of_python(monkeypatch):
    monkeypatch.delenv("PYTHONPATH", raising=False)
    command = [sys.executable, str(DOCS / "generate.py"), "--check"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "up to date\n", "")


def test_generated_yaml_has_no_line_that_is_too_long():
    """The limit of ansible-lint, which takes minutes."""
    specs = (ROOT / "roles" / "om_sso" / "meta" / "argument_specs.yml").read_text(encoding="utf-8")
    assert [line for line in specs.splitlines() if len(line) > 160] == []


def test_every_known_failure_that_can_be_seen_has_a_rule_of_its_id():
    assert len(FAILURE_IDS) == 100
    assert set() == FAILURE_IDS - RULE_IDS


def test_the_index_links_every_rule():
    index = (DOCS / "reference" / "rules" / "index.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| \[([A-Z0-9-]+)\]\(\1\.md\) \|", index, re.MULTILINE)) == set(REGISTER)


@pytest.mark.parametrize("rule", REGISTER)
def test_a_page_of_a_rule_has_what_a_reader_needs(rule):
    page = (DOCS / "reference" / "rules" / f"{rule}.md").read_text(encoding="utf-8")
    entry = REGISTER[rule]
    assert f"# {rule}: {entry.title}\n\n{entry.reason}\n" in page
    wrong, right = (
        re.search(rf"## {title}\n.*?```\w+\n(.+?)\n```", page, re.DOTALL)[1] for title in ("Wrong", "Right")
    )
    assert wrong.strip() and right.strip() and wrong != right
    assert ("cannot be ignored" in page) == rule.startswith("OPT-")


def test_an_example_of_settings_files_or_helm_values_is_a_case_of_the_tests():
    """Those in the register itself are of rules that need a host, a provider, a cluster or Ansible."""
    tables = {row.rule for row in (*TABLE, *PLAN_TABLE, *FILE_TABLE, *HELM_TABLE)}
    ours = {entry.id for entry in REGISTER.values() if {"settings", "files", "helm values"} & set(entry.where)}
    assert ours - tables == {"HELM-03", "OPT-07", "OPT-08", "OPT-09", "REG-02"}, (
        "each has a test of its own with its example"
    )
    assert {entry.id for entry in REGISTER.values() if entry.wrong} == set(REGISTER) - tables


def pattern(template):
    """A text of the register as a regular expression."""
    parts = string.Formatter().parse(template)
    return "".join(re.escape(text) + (".*" if name is not None else "") for text, name, _spec, _conversion in parts)


def shown_findings():
    """(page, id, text) of each finding in a transcript of the documentation."""
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        for rule, words in re.findall(r"^ *(?:ERROR|WARNING|INFO) +([A-Z0-9]+-\d\d) +(.*)$", text, re.MULTILINE):
            yield page.name, rule, words


def test_a_transcript_ends_with_a_fix_of_the_register():
    found = list(shown_findings())
    assert len(found) > 10
    for page, rule, words in found:
        entry = REGISTER[rule]
        fixes = {entry.fix, *(entry.cause(name).fix for name in entry.causes)}
        assert any(re.search(f"{pattern(fix)}$", words) for fix in fixes), (page, rule, words)


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_has_a_page_with_its_examples(name):
    page = (DOCS / "install" / "providers" / f"{name}.md").read_text(encoding="utf-8")
    shown = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    files = [
        yaml.safe_load((DOCS / "examples" / f"{example}.yml").read_text(encoding="utf-8"))
        for example in EXAMPLES
        if of_provider(example, name)
    ]
    assert shown == files
    assert "## What to create at the provider" in page
    assert f"({name}.md)" in (DOCS / "install" / "providers" / "README.md").read_text(encoding="utf-8")


def of_provider(example, name):
    return example in (name, f"{name}-authorization-code", f"{name}-implicit")


@pytest.mark.parametrize("page", sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")))
def test_a_variable_that_a_page_names_is_one(page):
    known = {option.variable for option in all_options().values()} | {
        "om_sso_hosts",
        "om_sso_allow_no_hosts",
        "om_sso_serial",
        "om_sso_max_fail_percentage",
        "om_sso_read_hosts",
        "om_sso_verify_from",
        *re.findall(r"om_sso_init_[a-z]+\b", (ROOT / "playbooks" / "init.yml").read_text(encoding="utf-8")),
    }
    text = (DOCS / page).read_text(encoding="utf-8")
    known |= {"om_sso_cleint_id"} if page == "reference/rules/OPT-01.md" else set()  # the wrong example
    known |= {"om_sso_jwt_private_key_file"} if page == "reference/rules/OPT-08.md" else set()  # a text's file
    assert set(re.findall(r"(?<![\w.])om_sso_[a-z0-9_]+", text)) - known == set()


@pytest.mark.parametrize(
    ("module", "option", "note"),
    [
        ("bot_token", "`admin_token`", ""),
        ("configuration_info", "`plan`", ""),
        ("host_config_info", "`fail_on_error`", "On bare metal it reads `conf/openmetadata.yaml`"),
    ],
)
def test_the_page_of_modules_has_options_and_notes_of_fragments(module, option, note):
    text = (DOCS / "reference" / "modules.md").read_text(encoding="utf-8").split(f"\n## {module}\n", 1)[1]
    section = text.split("\n## ", 1)[0]
    assert f"| {option} |" in section and note in section and "payload" not in section


def test_the_table_of_what_runs_where_has_every_playbook():
    page = (DOCS / "install" / "deployments.md").read_text(encoding="utf-8").partition("## What runs where")[2]
    rows = dict(re.findall(r"^\| `(\w+)` \| .+? \| (.+?) \|$", page, re.MULTILINE))
    assert set(rows) == {path.stem for path in (ROOT / "playbooks").glob("*.yml")}
    assert "no" not in rows.values(), "every playbook runs on Kubernetes"
