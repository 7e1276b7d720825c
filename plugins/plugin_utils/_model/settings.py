# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role variables to validated settings: pydantic models built from the option tables.

The models are made when they are first needed, so that a controller without pydantic gets Ansible's standard
message about the missing library, and importing this file needs nothing but the standard library.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, NamedTuple, cast

from . import batches
from .findings import Finding
from .list_text import items
from .messages import invalid, no_provider, other_provider, unknown
from .options import COMMON, OPENID_CONNECT, PLAYBOOK_VARIABLES, PREFIX, Option
from .providers import PROVIDERS
from .settings_class import Settings
from .value import Value, option_name


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


#: The library, ``None`` where it is not installed. Models are made at run time, so that types of it are of no use.
pydantic: Any = _import("pydantic")

#: OpenMetadata's numbers are Java's int.
LARGEST = 2**31 - 1

PROVIDER_OPTION = Option("provider", "str", ("Identity provider.",), choices=tuple(PROVIDERS), required=True)

_OPENID_CONNECT = tuple(option for group in OPENID_CONNECT.values() for option in group)
#: Options that every provider has.
COMMON_OPTIONS = (PROVIDER_OPTION, *(option for group in COMMON.values() for option in group))


@functools.cache
def _options_of(provider: str) -> dict[str, Option]:
    chosen = PROVIDERS[provider]
    shared = _OPENID_CONNECT if chosen.flows else ()
    options = {option.name: option for option in (*COMMON_OPTIONS, *shared, *chosen.options)}
    return {**options, **{name: options[name]._replace(required=False) for name in chosen.optional}}


def options_of(provider: str) -> dict[str, Option]:
    """All options that count for a provider, by name. Not to be changed by the caller."""
    return _options_of(provider)


@functools.cache
def all_options() -> dict[str, Option]:
    """All options of all providers, by name. Not to be changed by the caller."""
    return {
        option.name: option
        for option in (*COMMON_OPTIONS, *_OPENID_CONNECT, *(o for p in PROVIDERS.values() for o in p.options))
    }


def given_values(settings: Settings) -> Iterator[tuple[Value, Option]]:
    """Every setting that has a value, with its role variable; dictionaries are traversed, lists are not."""
    return _walk(settings, _places(settings.provider))


class _Place(NamedTuple):
    """Where an option is: its attribute, its role variable, and the places in it where it is a dictionary."""

    name: str
    variable: str
    option: Option
    inner: tuple[_Place, ...]


@functools.cache
def _places(provider: str) -> tuple[_Place, ...]:
    return _places_of(options_of(provider).values(), ())


def _places_of(options: Iterable[Option], path: tuple[str, ...]) -> tuple[_Place, ...]:
    found = []
    for option in options:
        here = (*path, option.name)
        inner = _places_of(option.options, here) if option.type != "list" else ()
        found.append(_Place(option.name, option_name(*here), option, inner))
    return tuple(found)


def _walk(settings: object, places: Iterable[_Place]) -> Iterator[tuple[Value, Option]]:
    for name, variable, option, inner in places:
        value = getattr(settings, name, None)
        if value is None:
            continue
        if inner:
            yield from _walk(value, inner)
        else:
            yield Value(value, variable), option


def _list_of(value: Any) -> Any:
    """A list that is given as text, as ``-e`` does."""
    return items(value) if isinstance(value, str) else value


def _no_boolean(value: Any) -> Any:
    """``true`` is not a number, although Python counts it as one."""
    return str(value) if isinstance(value, bool) else value


def _off(value: Any) -> Any:
    """YAML reads a bare ``off`` as false."""
    return "off" if value is False else value


def _digits(value: Any) -> Any:
    """YAML reads a bare ``90`` as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


#: Used as values, since choices are not known before run time.
_LITERAL = cast(Any, Literal)
_ANNOTATED = cast(Any, Annotated)
_LIST = cast(Any, list)


def _annotation(option: Option) -> Any:
    if option.options:
        return _LIST[nested_model(option)] if option.type == "list" else nested_model(option)
    if option.choices:
        choices: Any = _LITERAL[option.choices]
        if any(choice.isdigit() for choice in option.choices):
            return _ANNOTATED[choices, pydantic.BeforeValidator(_digits)]
        return _ANNOTATED[choices, pydantic.BeforeValidator(_off)] if "off" in option.choices else choices
    if option.type == "list":
        return Annotated[list[pydantic.StrictStr], pydantic.BeforeValidator(_list_of)]
    if option.type == "int":
        limits = pydantic.Field(ge=option.minimum, le=LARGEST if option.maximum is None else option.maximum)
        return Annotated[int, limits, pydantic.BeforeValidator(_no_boolean)]
    types: dict[str, Any] = {"str": pydantic.StrictStr, "path": pydantic.StrictStr, "bool": bool, "raw": Any}
    return dict[str, Any] if option.type == "dict" else types[option.type]


_nested: dict[int, Any] = {}


def nested_model(option: Option) -> Any:
    """The pydantic model of a documented dictionary, made once."""
    if id(option) not in _nested:
        _nested[id(option)] = _model(f"Settings_{option.name}", {key.name: _field(key) for key in option.options})
    return _nested[id(option)]


def _field(option: Option) -> Any:
    annotation = _annotation(option)
    if option.required:
        return (annotation, ...)
    if option.options and option.type != "list":
        # Its required keys are reported one by one, not the dictionary as a whole.
        return (annotation, pydantic.Field(default_factory=dict, validate_default=True))
    if option.default is None:
        return (annotation | None, None)
    return (annotation, pydantic.Field(default=option.default))


def _model(name: str, fields: dict[str, Any]) -> Any:
    config = pydantic.ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    return pydantic.create_model(name, __config__=config, **fields)


@functools.cache
def model_of(provider: str) -> Any:
    """The pydantic model of a provider's settings.

    Attributes are the option names, ``None`` where one does not count.
    """
    options = options_of(provider)
    # Not None as the type: pydantic 2.8 takes that for a field without one.
    fields = {option.name: (type(None), None) for option in _OPENID_CONNECT if option.name not in options}
    return _model(f"Settings_{provider}", {**fields, **{option.name: _field(option) for option in options.values()}})


def prepare() -> None:
    """Import all of pydantic that is used, which it does when it is first asked for, and make the smallest model."""
    model_of("basic")


class Parsed(NamedTuple):
    """The settings that role variables give.

    ``settings`` has ``None`` for every option that is missing or invalid, so that rules can still check the others;
    it is ``None`` itself when the provider is not known. ``complete`` is true when nothing is missing or invalid.
    """

    settings: Settings | None
    complete: bool
    findings: list[Finding]


def parse(variables: dict[str, Any]) -> Parsed:
    """Turn role variables (with prefix, already templated) into settings and findings, all at once.

    A variable set to ``None`` counts as left out, and so does a required one set to an empty text; the same is true of
    the keys of a documented dictionary.
    """
    given = {
        name.removeprefix(PREFIX): value
        for name, value in variables.items()
        if name.startswith(PREFIX) and value is not None
    }
    wrong_batches = batches.findings(given)
    given = {name: value for name, value in given.items() if name not in PLAYBOOK_VARIABLES}
    everything = all_options()
    findings = wrong_batches + [
        unknown((), name, (*everything, *PLAYBOOK_VARIABLES)) for name in given if name not in everything
    ]
    provider = given.get("provider")
    if not isinstance(provider, str) or provider not in PROVIDERS:
        return Parsed(None, False, [*findings, no_provider(PROVIDER_OPTION, provider)])
    known = options_of(provider)
    findings += [
        other_provider(name, provider)
        for name, value in given.items()
        if name not in known and name in everything and value != everything[name].default
    ]
    given = {
        name: _without_missing(value, known[name])
        for name, value in given.items()
        if name in known and not _is_missing(value, known[name])
    }
    try:
        return Parsed(model_of(provider)(**given), True, findings)
    except pydantic.ValidationError as error:
        entries = error.errors(include_input=False, include_url=False, include_context=False)
    wrong = {path: (dict(entry), option) for entry in entries for path, option in [_option_at(entry["loc"], known)]}
    findings += [invalid(entry, path, option) for path, (entry, option) in wrong.items()]
    partial = _partial(model_of(provider), tuple(known.values()), given, set(wrong))
    return Parsed(partial, False, findings)


def _is_missing(value: Any, option: Option | None) -> bool:
    """Whether a value counts as left out: nothing, and an empty text where a value is required."""
    return value is None or bool(option and option.required and isinstance(value, str) and not value.strip())


def _without_missing(value: Any, option: Option) -> Any:
    if option.options and isinstance(value, list):
        return [_without_missing(item, option) for item in value]
    if not option.options or not isinstance(value, dict):
        return value
    keys = {key.name: key for key in option.options}
    return {
        str(name): _without_missing(item, keys[name]) if name in keys else item
        for name, item in value.items()
        if not _is_missing(item, keys.get(name))
    }


def _option_at(loc: tuple[int | str, ...], options: dict[str, Option]) -> tuple[tuple[str, ...], Option]:
    """The path and option that an error of pydantic is about: the deepest known option on the way.

    The path ends with an unknown key, when the error is about one.
    """
    path: tuple[str, ...] = (str(loc[0]),)
    option = options[str(loc[0])]
    for name in loc[1:]:
        keys = {key.name: key for key in option.options}
        if not keys:
            break
        path = (*path, str(name))
        if isinstance(name, int):
            continue  # one of a list
        if name not in keys:
            break
        option = keys[name]
    return path, option


def _partial(
    model: Any,
    options: tuple[Option, ...],
    given: dict[str, Any],
    wrong: set[tuple[str, ...]],
    path: tuple[str, ...] = (),
) -> Any:
    """Settings with the valid values, the defaults of those that were left out, and ``None`` for invalid ones."""
    values: dict[str, Any] = {}
    for option in options:
        here = (*path, option.name)
        nested = option.options and option.type != "list"
        value = given.get(option.name, {} if nested and not option.required else None)
        within_wrong = not nested and any(place[: len(here)] == here for place in wrong)
        if here in wrong or within_wrong or (value is None and option.required):
            values[option.name] = None
        elif nested:
            values[option.name] = (
                _partial(nested_model(option), option.options, value, wrong, here) if isinstance(value, dict) else None
            )
        else:
            values[option.name] = option.default if value is None else _adapter(option).validate_python(value)
    return model.model_construct(**values)


_adapters: dict[int, Any] = {}


def _adapter(option: Option) -> Any:
    if id(option) not in _adapters:
        _adapters[id(option)] = pydantic.TypeAdapter(_annotation(option))
    return _adapters[id(option)]
