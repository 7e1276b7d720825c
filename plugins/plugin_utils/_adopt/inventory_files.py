# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two files of an adopted host: role variables, and their secrets ready for ``ansible-vault``."""

from __future__ import annotations

import hashlib
import re
from typing import Any, NamedTuple

import yaml

from .._model.catalogue import CATALOGUE
from .._model.options import PREFIX, Option
from .._model.settings import options_of

VARIABLES, SECRETS = "om_sso.yml", "om_sso.vault.yml"
MARK = "# Written by the Ansible collection openmetadata.sso ({})"
HEADER = re.compile(re.escape(MARK.format("adopt")) + r"; sha256 of the lines below: ([0-9a-f]{64})\n")
ENCRYPTED = "$ANSIBLE_VAULT;"
TEMPLATE = re.compile(r"\{[{%#]")


class Reference(str):
    """A text that is a template on purpose."""


class Files(NamedTuple):
    """``secrets`` are the values of the second file by variable, ``missing`` those that could not be read."""

    variables: str
    secret_text: str
    secrets: dict[str, Any]
    missing: tuple[str, ...]


def files(
    provider: str, variables: dict[str, Any], unknown: tuple[tuple[str, ...], ...], about: str, verb: str = "adopt"
) -> Files:
    """The texts of the files.

    ``unknown`` are paths of secret role variables whose value could not be read; ``about`` says where all comes from,
    ``verb`` who wrote it.
    """
    secrets: dict[str, Any] = {}
    plain = {
        name: _split(value, (name,), options_of(provider)[name.removeprefix(PREFIX)], secrets)
        for name, value in variables.items()
    }
    missing = tuple(_vault_name(path) for path in unknown)
    for path, name in zip(unknown, missing):
        plain = _with(plain, path, _reference(name))
    note = f"# Role variables that bring about {about}.\n"
    gaps = "".join(f"# {name}: could not be read; write it here.\n" for name in missing)
    secret_text = "# Encrypt this file: ansible-vault encrypt {}\n{}---\n{}".format(
        SECRETS, gaps, _yaml(secrets) if secrets else "{}\n"
    )
    return Files(_marked(verb, note + "---\n" + _yaml(plain)), _marked(verb, secret_text), secrets, missing)


def _split(value: Any, path: tuple[str, ...], option: Option, secrets: dict[str, Any]) -> Any:
    """The value with references in place of secrets, which go into ``secrets``."""
    if option.options:
        keys = {key.name: key for key in option.options}
        return {name: _split(item, (*path, name), keys[name], secrets) for name, item in value.items()}
    if option.name == "extra_environment":
        return {
            name: _hidden(item, (*path, name), secrets) if CATALOGUE[name].secret and item else item
            for name, item in value.items()
        }
    return _hidden(value, path, secrets) if option.secret else value


def _hidden(value: Any, path: tuple[str, ...], secrets: dict[str, Any]) -> Reference:
    name = _vault_name(path)
    secrets[name] = value
    return _reference(name)


def _reference(name: str) -> Reference:
    return Reference("{{ " + name + " }}")


def _vault_name(path: tuple[str, ...]) -> str:
    return "vault_" + "_".join(path).lower()


def _with(plain: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    first, *rest = path
    return {**plain, first: _with(plain.get(first) or {}, tuple(rest), value) if rest else value}


def _marked(verb: str, text: str) -> str:
    return "{}; sha256 of the lines below: {}\n{}".format(
        MARK.format(verb), hashlib.sha256(text.encode("utf-8")).hexdigest(), text
    )


def is_untouched(text: str) -> bool:
    """Whether a file was written by ``adopt`` and not edited since."""
    header = HEADER.match(text)
    if header is None:
        return False
    return hashlib.sha256(text[header.end() :].encode("utf-8")).hexdigest() == header.group(1)


class _Dumper(yaml.SafeDumper):
    """Lists indented as ansible-lint wants them; what looks like a template is marked as text."""

    def increase_indent(self, flow: bool = False, *_indentless: Any, **_options: Any) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    quoted = '"' if TEMPLATE.search(value) or not value.isprintable() else None
    return dumper.represent_scalar(
        "!unsafe" if TEMPLATE.search(value) else "tag:yaml.org,2002:str", value, style=quoted
    )


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    Reference, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style='"')
)


def _yaml(content: dict[str, Any]) -> str:
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False, width=100000, allow_unicode=True)
