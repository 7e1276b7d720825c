# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role variables to validated settings: pydantic models built from the option tables.

The models are made when they are first needed, so that a controller without pydantic gets Ansible's standard
message about the missing library, and importing this file needs nothing but the standard library.
"""

from __future__ import annotations

import difflib
import functools
import traceback
from typing import Annotated, Any, Literal, NamedTuple

from .findings import Finding
from .options import COMMON, PLAYBOOK_VARIABLES, PREFIX, Option
from .providers import PROVIDERS

try:
    import pydantic
except ImportError:
    pydantic = None
    PYDANTIC_IMPORT_ERROR: str | None = traceback.format_exc()
else:
    PYDANTIC_IMPORT_ERROR = None

PYDANTIC_REQUIREMENT = "pydantic >= 2.8"

PROVIDER_OPTION = Option("provider", "str", ("Identity provider.",), choices=tuple(PROVIDERS), required=True)

#: The words for a type in a message.
TYPE_WORDS = {"str": "text", "path": "a path", "int": "a whole number", "bool": "true or false", "list": "a list of texts", "dict": "a dictionary"}


def common_options() -> tuple[Option, ...]:
    return (PROVIDER_OPTION, *(option for group in COMMON.values() for option in group))


@functools.lru_cache(maxsize=None)
def options_of(provider: str) -> dict[str, Option]:
    """All options that count for a provider, by name; those that it requires are marked."""
    chosen = PROVIDERS[provider]
    options = {option.name: option for option in (*common_options(), *chosen.options)}
    return {name: option._replace(required=option.required or name in chosen.requires) for name, option in options.items()}


@functools.lru_cache(maxsize=None)
def all_options() -> dict[str, Option]:
    """All options of all providers, by name."""
    return {option.name: option for option in (*common_options(), *(o for p in PROVIDERS.values() for o in p.options))}


def _comma_list(value: Any) -> Any:
    """Ansible's own rule for a list given as text, as ``-e`` does: split at commas; brackets are left to fail."""
    if isinstance(value, str) and not value.lstrip().startswith("["):
        return [item.strip() for item in value.split(",") if item.strip()]
    return value


def _off(value: Any) -> Any:
    """YAML reads a bare ``off`` as false."""
    return "off" if value is False else value


def _annotation(option: Option) -> Any:
    if option.choices:
        choices = Literal[option.choices]
        return Annotated[choices, pydantic.BeforeValidator(_off)] if "off" in option.choices else choices
    if option.type == "list":
        return Annotated[list[pydantic.StrictStr], pydantic.BeforeValidator(_comma_list)]
    if option.type == "int" and option.minimum is not None:
        return Annotated[int, pydantic.Field(ge=option.minimum)]
    return {"str": pydantic.StrictStr, "path": pydantic.StrictStr, "int": int, "bool": bool, "dict": dict[str, Any]}[option.type]


@functools.lru_cache(maxsize=None)
def model_of(provider: str):
    """The pydantic model of a provider's settings; attributes are the option names."""
    fields: dict[str, Any] = {}
    for option in options_of(provider).values():
        annotation = _annotation(option)
        if option.required:
            fields[option.name] = (annotation, ...)
        elif option.default is None:
            fields[option.name] = (annotation | None, None)
        else:
            fields[option.name] = (annotation, pydantic.Field(default=option.default, validate_default=False))
    config = pydantic.ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    return pydantic.create_model(f"Settings_{provider}", __config__=config, **fields)


class Parsed(NamedTuple):
    """What could be read of the role variables.

    ``settings`` has ``None`` for every option that is missing or wrong, so that rules can still judge the others;
    it is ``None`` itself when the provider is not known. ``complete`` is true when nothing is missing or wrong.
    """

    settings: Any | None
    complete: bool
    findings: list[Finding]


def parse(variables: dict[str, Any]) -> Parsed:
    """Turn role variables (with prefix, already templated) into settings and findings, all at once.

    A variable set to ``None`` counts as left out.
    """
    given = {name[len(PREFIX):]: value for name, value in variables.items() if name.startswith(PREFIX) and value is not None}
    given = {name: value for name, value in given.items() if name not in PLAYBOOK_VARIABLES}
    everything = all_options()
    findings = [_unknown(name) for name in given if name not in everything]
    provider = given.get("provider")
    if not isinstance(provider, str) or provider not in PROVIDERS:
        return Parsed(None, False, [*findings, _no_provider(provider)])
    known = options_of(provider)
    findings += [_other_provider(name, provider) for name in given if name not in known and name in everything]
    given = {name: value for name, value in given.items() if name in known}
    model = model_of(provider)
    try:
        return Parsed(model(**given), True, findings)
    except pydantic.ValidationError as error:
        entries = error.errors(include_input=False, include_url=False)
    wrong = {str(entry["loc"][0]): entry for entry in entries}
    findings += [_invalid(entry, known[name]) for name, entry in wrong.items()]
    valid = {name: value for name, value in given.items() if name not in wrong}
    return Parsed(_partial(model, valid, wrong), False, findings)


def _partial(model, valid: dict[str, Any], wrong) -> Any:
    """Settings with what is right, and ``None`` for the rest."""
    sample = {name: None for name in wrong}
    typed = {}
    for name, value in valid.items():
        adapter = pydantic.TypeAdapter(model.model_fields[name].rebuild_annotation())
        typed[name] = adapter.validate_python(value)
    return model.model_construct(**{**typed, **sample})


def _unknown(name: str) -> Finding:
    close = difflib.get_close_matches(name, [*all_options(), *PLAYBOOK_VARIABLES], n=1)
    fix = f"Did you mean {PREFIX}{close[0]}?" if close else "Remove it, or see the list of role variables in the README of the role."
    return Finding("OPT-01", "error", PREFIX + name, f"{PREFIX}{name} is not a variable of this collection.", fix)


def _no_provider(value: Any) -> Finding:
    names = ", ".join(PROVIDERS)
    if value is None:
        return Finding("OPT-03", "error", PROVIDER_OPTION.variable, "om_sso_provider is missing.", f"Set it to one of: {names}.")
    close = difflib.get_close_matches(str(value).strip().lower(), PROVIDERS, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return Finding("URL-17", "error", PROVIDER_OPTION.variable, f"om_sso_provider is not one of: {names} (lower case).", f"Write the name exactly.{hint}")


def _other_provider(name: str, provider: str) -> Finding:
    return Finding(
        "OPT-04", "warning", PREFIX + name, f"{PREFIX}{name} has no effect with om_sso_provider: {provider}.", "Remove it, or set another provider."
    )


def _invalid(entry: dict[str, Any], option: Option) -> Finding:
    """One pydantic error in the operator's words; the value itself is never shown."""
    if entry["type"] == "missing":
        example = f" Example: {option.example}." if option.example else ""
        return Finding("OPT-03", "error", option.variable, f"{option.variable} is missing.", f"{option.description[0]}{example}")
    if option.choices:
        return Finding("OPT-02", "error", option.variable, f"{option.variable} is not one of: {', '.join(option.choices)}.", "Write one of them exactly.")
    if entry["type"] == "greater_than_equal":
        return Finding("OPT-02", "error", option.variable, f"{option.variable} is less than {option.minimum}.", f"Set at least {option.minimum}.")
    fix = {
        "str": "Write it in quotes: YAML reads unquoted digits, true and null as other types and may change them.",
        "list": "Write a YAML list, [a, b] without quotes around it or one '- item' a line, each item a text.",
        "dict": "Write name: value pairs below it.",
    }.get(option.type, f"Example: {option.example if option.example is not None else option.default}.")
    return Finding("OPT-02", "error", option.variable, f"{option.variable} is not {TYPE_WORDS[option.type]}.", fix)
