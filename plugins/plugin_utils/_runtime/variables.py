# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role variables of a host, templated, as plain Python values."""

from __future__ import annotations

import functools
from typing import Any

from ansible.errors import AnsibleError, AnsibleUndefinedVariable
from ansible.template import Templar

try:
    from ansible.template import is_trusted_as_template
except ImportError:  # before ansible-core 2.19, where the text of a variable may also become another type
    is_trusted_as_template = None

from .._model.findings import Finding
from .._model.options import PREFIX
from .._register import finding_of
from . import evaluation_errors, file_options

#: The name of what ansible-core raises from 2.19 on where a whole value is ``omit``.
OMITTED = "AnsibleValueOmittedError"
#: A value that is left out, as if it were not set.
OMIT = object()


class Variables:
    """Values by role variable, and a finding for each that could not be evaluated."""

    def __init__(self, values: dict[str, Any], findings: list[Finding]) -> None:
        self.values = values
        self.findings = findings


def of_task(templar: Any, task_vars: dict[str, Any]) -> Variables:
    """The variables of the task's own host, with everything that has a say: play, role, block, extra variables."""
    return _template(templar, task_vars)


def of_plan(kept: dict[str, Any] | None, templar: Any, task_vars: dict[str, Any]) -> Variables:
    """Those that planning kept for this host; they are evaluated here where there was no planning."""
    return of_task(templar, task_vars) if kept is None else Variables(kept, [])


class OtherHosts:
    """The variables of other hosts of the play: their own, and on top what the play or task says for all."""

    def __init__(self, loader: Any, task: Any, task_vars: dict[str, Any]) -> None:
        self.loader, self.task, self.task_vars = loader, task, task_vars

    @functools.cached_property
    def _shared(self) -> dict[str, Any]:
        """What counts for all, found out once: it compares every value with that of the task's own host."""
        hostvars = self.task_vars["hostvars"]
        return _of_the_play(hostvars.raw_get(self.task_vars["inventory_hostname"]), self.task, self.task_vars)

    def of(self, host: str) -> Variables:
        """The variables of one of them."""
        hostvars = self.task_vars["hostvars"]
        variables = {**hostvars.raw_get(host), **self._shared, "hostvars": hostvars}
        return _template(Templar(loader=self.loader, variables=variables), variables)


def _of_the_play(own: dict[str, Any], task: Any, task_vars: dict[str, Any]) -> dict[str, Any]:
    """What the task sees beyond its own host's variables: ``vars`` of the play, an import or the task.

    A role's defaults are not among them.
    """
    role = getattr(task, "_role", None)
    defaults = role.get_default_vars() if role else {}
    seen = {
        name: value
        for name, value in task_vars.items()
        if _is_ours(name) and not (name in own and _same(own[name], value))
    }
    # The inventory overrides a role's defaults: what differs from the host's own value is the play's, though it equals
    # a default.
    return {
        name: value
        for name, value in seen.items()
        if name in own or not (name in defaults and _same(defaults[name], value))
    }


def _same(one: Any, other: Any) -> bool:
    """Equality of raw values; a vaulted one is decrypted for it, and without the password its cipher text tells."""
    try:
        return bool(one == other)
    except AnsibleError:
        return getattr(one, "_ciphertext", None) == getattr(other, "_ciphertext", None)


def _is_ours(name: Any) -> bool:
    return isinstance(name, str) and name.startswith(PREFIX)


def _template(templar: Any, variables: dict[str, Any]) -> Variables:
    values, findings = {}, []
    for name in filter(_is_ours, variables):
        value = variables[name]
        try:
            found = plain(_worked_out(value, templar, variables))
        except Exception as error:  # an expression may raise anything; some releases of Ansible let it through
            if type(error).__name__ != OMITTED:
                findings.append(finding_of("OPT-07", name, reason=evaluation_errors.reason(name, value, error)))
            continue
        if _holds_nul(found):
            findings.append(finding_of("OPT-02", name, "nul"))
        elif found is not OMIT:
            values[name] = found
    values, unread = file_options.with_contents(values)
    return Variables(values, findings + unread)


def _holds_nul(value: Any) -> bool:
    """Whether a NUL character is anywhere in it: no path, environment variable or URL may hold one."""
    if isinstance(value, str):
        return "\0" in value
    return isinstance(value, (dict, list)) and any(
        map(_holds_nul, (*value, *value.values()) if isinstance(value, dict) else value)
    )


def _worked_out(value: Any, templar: Any, variables: dict[str, Any]) -> Any:
    if not _may_hold_an_expression(value):
        return value
    try:
        return _by_name(value, variables)
    except LookupError:
        return _evaluated(templar, value)


def _by_name(value: Any, variables: dict[str, Any]) -> Any:
    """What an evaluation gives where all expressions are names of variables with plain text, without compiling each.

    That is how most name the secrets of a vault. ``LookupError`` for any other expression.
    """
    if isinstance(value, dict) and not _may_hold_an_expression([*value]):
        return {key: _by_name(item, variables) for key, item in value.items()}
    if isinstance(value, list):
        return [_by_name(item, variables) for item in value]
    if not _may_hold_an_expression(value):
        return value
    trusted = is_trusted_as_template is not None and is_trusted_as_template(value)
    name = evaluation_errors.REFERENCE.fullmatch(value) if trusted else None
    if name is None:
        raise LookupError(value)
    known = variables[name.group(1)]
    if not isinstance(known, str) or _may_hold_an_expression(known):
        raise LookupError(known)
    return known


def _evaluated(templar: Any, value: Any) -> Any:
    """A value without what is left out by ``omit``; ``OMIT`` where nothing is left.

    Raises ``AnsibleUndefinedVariable`` where ``hostvars`` gave an expression back as text, which it does up to
    ansible-core 2.18 for a variable of another host that cannot be evaluated.
    """
    found = templar.template(value)
    if isinstance(value, str) and "hostvars" in value and _is_expression(found):
        raise AnsibleUndefinedVariable("a variable of another host cannot be evaluated")
    token = getattr(templar, "available_variables", {}).get("omit")
    return _without(found, token) if isinstance(token, str) else found


def _is_expression(found: Any) -> bool:
    """Whether a text is an expression that Ansible would evaluate; a text that is a secret's own is unsafe."""
    return isinstance(found, str) and "{{" in found and not hasattr(found, "__UNSAFE__")


def _without(found: Any, token: str) -> Any:
    """A value without the text that stands for ``omit`` up to ansible-core 2.18; ``OMIT`` where it is that text."""
    if isinstance(found, dict):
        kept = {key: _without(item, token) for key, item in found.items()}
        return {key: item for key, item in kept.items() if item is not OMIT}
    if isinstance(found, (list, tuple)):
        return [item for item in (_without(item, token) for item in found) if item is not OMIT]
    return OMIT if isinstance(found, str) and found == token else found


def _may_hold_an_expression(value: Any) -> bool:
    """Most values hold none, and over a thousand hosts a templar takes long to find that out.

    Whatever is not plain, such as a vaulted value, is the templar's.
    """
    if isinstance(value, dict):
        return any(map(_may_hold_an_expression, (*value, *value.values())))
    if isinstance(value, (list, tuple)):
        return any(map(_may_hold_an_expression, value))
    if isinstance(value, str):
        return "{" in value or value.startswith("#jinja2:")
    return not (value is None or isinstance(value, (bool, int, float)))


def plain(value: Any) -> Any:
    """Without Ansible's own subclasses; a vaulted value is decrypted by being made text."""
    if isinstance(value, dict):
        return {_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or value is OMIT or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    return _text(value)


def _text(value: Any) -> str:
    """Exactly a ``str``: up to ansible-core 2.18 an unsafe text stays unsafe when it is made text.

    For pydantic before 2.10 such a text is never one of an option's choices.
    """
    return str.__str__(str(value))
