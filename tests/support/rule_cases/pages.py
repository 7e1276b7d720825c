# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wrong and the right example on the page of a rule: its first case, or the ones of the register."""

import json
from typing import NamedTuple

import yaml
from ansible_collections.openmetadata.sso.plugins.plugin_utils._register import REGISTER
from examples import EXAMPLES, SECRET, example

from rule_cases import FILE_TABLE, HELM_TABLE, PLAN_TABLE, TABLE

#: What a page calls a kind of file, and the language of its text.
KINDS = {
    "env_file": ("An env file", "ini"),
    "compose_file": ("A Compose file", "yaml"),
    "openmetadata_yaml": ("`conf/openmetadata.yaml`", "yaml"),
    "helm_values": ("A values file of the Helm chart", "yaml"),
    "service_unit": ("A systemd unit or start script", "ini"),
    "ingestion_workflow": ("A workflow of ingestion", "yaml"),
}
#: What a page says of the context of a file.
CONTEXT = {
    "release": "OpenMetadata {}",
    "provider": "provider {}",
    "dialect": "read by {}",
    "variables": "planned values {}",
}


class Example(NamedTuple):
    """``lead`` says what the texts are, ``language`` how to colour them."""

    lead: str
    language: str
    wrong: str
    right: str


def example_of(rule_id):
    """The example of a rule: of settings before files before Helm values before the register."""
    for table, make in (
        (TABLE, _of_settings),
        (PLAN_TABLE, _of_settings),
        (FILE_TABLE, _of_file),
        (HELM_TABLE, _of_helm),
    ):
        row = next((row for row in table if row.rule == rule_id), None)
        if row is not None:
            return make(row)
    return Example("", "yaml", REGISTER[rule_id].wrong.rstrip(), REGISTER[rule_id].right.rstrip())


def _of_settings(row):
    base = row.base if row.base in EXAMPLES else f"{row.base}-authorization-code"
    names = list(dict.fromkeys(f"om_sso_{key.split('__')[0]}" for key in (*row.fires, *row.quiet)))
    texts = (_variables(example(row.base, **changes), names) for changes in (row.fires, row.quiet))
    return Example(f"With the other variables of [{base}](../../examples/{base}.yml):", "yaml", *texts)


def _variables(variables, names):
    lines = []
    for name in names:
        if variables.get(name) is None:
            lines.append(f"# {name} is not set")
        else:
            lines.append(yaml.safe_dump({name: _shown(variables[name])}, sort_keys=False, width=110).rstrip())
    return "\n".join(lines)


def _shown(value):
    """A value with a reference in place of the secret of the examples."""
    if isinstance(value, dict):
        return {name: _shown(item) for name, item in value.items()}
    return "{{ vault_secret }}" if value == SECRET else value


def _of_file(row):
    title, language = KINDS[row.kind]
    wrong, right = (
        _with_context(text, context, language)
        for text, context in ((row.fires, row.context), (row.quiet, row.quiet_context))
    )
    return Example(f"{title}:", language, wrong, right)


def _with_context(text, context, _language):
    known = [
        CONTEXT[name].format(value if isinstance(value, str) else json.dumps(value)) for name, value in context.items()
    ]
    return "\n".join([*([f"# {', '.join(known)}"] if known else []), text.rstrip()])


def _listed(value):
    return value if isinstance(value, str) else ", ".join(value)


def _of_helm(row):
    known = {"planned": "the plan sets {}", "references": "the Secret {} is yours", "version": "of the chart {}"}
    wrong, right = (
        "\n".join([*(f"# {known[name].format(_listed(value))}" for name, value in context.items()), text.strip()])
        for text, context in ((row.fires, row.context), (row.quiet, row.quiet_context))
    )
    return Example("Values of the Helm chart:", "yaml", wrong, right)
