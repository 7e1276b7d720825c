# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether JSON fits a type of auth0-python, whose models are generated from the Management API's OpenAPI document.

The SDK itself takes anything: its models allow further fields, and its enumerations any value. Here nothing is allowed
that is not in them, as the API does.
"""

import datetime
import inspect
import types
import typing

import pydantic
from auth0.management.clients.client import ClientsClient


def misfits(kind, value, where="") -> list[str]:
    """What of a value does not fit a type annotation."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated or str(origin).endswith("Annotated"):
        return misfits(parts[0], value, where)
    if origin is typing.Union:
        return _any_of(parts, value, where)
    if origin is typing.Literal:
        return [] if value in parts else [f"{where}: {value!r} is not one of {', '.join(map(str, parts))}"]
    if inspect.isclass(kind) and issubclass(kind, pydantic.BaseModel):
        return _model(kind, value, where)
    if inspect.isclass(origin) and issubclass(origin, dict):
        return [] if isinstance(value, dict) else [f"{where} is not an object"]
    if inspect.isclass(origin) and issubclass(origin, typing.Sequence):
        if not isinstance(value, list):
            return [f"{where} is not an array"]
        return [found for number, each in enumerate(value) for found in misfits(parts[0], each, f"{where}[{number}]")]
    if kind is typing.Any:
        return []
    if kind is datetime.datetime:
        return [] if isinstance(value, str) else [f"{where} is not a time"]
    right = isinstance(value, (int, float)) if kind is float else isinstance(value, kind)
    return [] if right and not (isinstance(value, bool) and kind is not bool) else [f"{where} is not of type {kind}"]


def _any_of(kinds, value, where):
    """One of them fits. An enumeration comes with Any, which does not count."""
    counted = [kind for kind in kinds if kind is not typing.Any] or [typing.Any]
    found = [misfits(kind, value, where) for kind in counted if not (kind is types.NoneType and value is not None)]
    return min(found, key=len)


def _model(kind, value, where):
    if not isinstance(value, dict):
        return [f"{where} is not an object"]
    names = {field.alias or name: (name, field) for name, field in kind.model_fields.items()}
    hints = typing.get_type_hints(kind, include_extras=True)
    found = [f"Additional properties not allowed: {where}.{name}".replace(": .", ": ") for name in {*value} - {*names}]
    found += [
        f"Missing required property: {name}"
        for name, (_own, field) in names.items()
        if field.is_required() and name not in value
    ]
    for name, (own, _field) in names.items():
        if name in value:
            found += misfits(hints[own], value[name], f"{where}.{name}".lstrip("."))
    return found


def request_misfits(method: str, body) -> list[str]:
    """What of a request body the SDK's method with this name has no parameter for, or another type."""
    hints = typing.get_type_hints(getattr(ClientsClient, method), include_extras=True)
    known = {name: kind for name, kind in hints.items() if name not in ("id", "request_options", "return")}
    found = [f"Additional properties not allowed: {name}" for name in sorted({*body} - {*known})]
    for name in {*body} & {*known}:
        found += misfits(known[name], body[name], name)
    return found


def answer_misfits(method: str, body) -> list[str]:
    """What of an answer does not fit what the SDK's method returns; a list is a page."""
    kind = typing.get_type_hints(getattr(ClientsClient, method), include_extras=True)["return"]
    return misfits(typing.get_args(kind)[-1] if typing.get_args(kind) else kind, body)
