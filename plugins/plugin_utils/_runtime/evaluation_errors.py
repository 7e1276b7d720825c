# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a variable could not be evaluated, in words that never hold a secret.

Ansible's own words quote what a filter or lookup was given, and up to ansible-core 2.18 the whole text of a template,
which a secret with braces is. So they are shown for options that never hold a secret; for all others only the kind of
the error is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ansible.errors import AnsibleError

from .._model import options
from .._model.options import Option
from .._model.providers import PROVIDERS

_UNSAFE = "if it is not meant as a template, mark it with !unsafe"
#: Words by the name of a class of Ansible or Jinja2, the most telling first; names, since some came with a release.
KINDS = {
    "AnsibleUndefinedVariable": f"it names a variable that is not defined; {_UNSAFE}",
    "UndefinedError": f"it names a variable that is not defined; {_UNSAFE}",
    "AnsibleVaultError": "it cannot be decrypted: give the password of the vault",
    "AnsibleVaultFormatError": "it cannot be decrypted: it is not a valid vault text",
    "UndecryptableVaultError": "it cannot be decrypted: give the password of the vault",
    "AnsibleTemplatePluginNotFoundError": "a filter or lookup in it does not exist",
    "AnsibleTemplateSyntaxError": f"it is not a valid template; {_UNSAFE}",
    "TemplateSyntaxError": f"it is not a valid template; {_UNSAFE}",
    "AnsibleLookupError": "a filter or lookup in it fails",
    "AnsibleFilterError": "a filter or lookup in it fails",
    "AnsibleTemplatePluginError": "a filter or lookup in it fails",
    "AnsibleTemplatePluginRuntimeError": "a filter or lookup in it fails",
    "AnsibleVariableTypeError": "its value is not a text, a number, a list or a dictionary",
}
#: For an error of no such kind.
_FAILS = "a filter, lookup or operator in it fails"
#: Ansible's own words of this repeat the variable as often as it was looked up.
_IN_A_CIRCLE = "it names itself, directly or through other variables"
NOT_DEFINED = KINDS["AnsibleUndefinedVariable"]
#: An expression that is nothing but the name of a variable, which is not a secret.
REFERENCE = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")


def _holding(found: Iterable[Option]) -> Iterator[str]:
    return (option.variable for option in found if _may_hold(option))


def _may_hold(option: Option) -> bool:
    """Whether an option or a key of it is secret; a dictionary without documented keys may hold anything."""
    return option.secret or any(map(_may_hold, option.options)) or (option.type == "dict" and not option.options)


_ALL = [
    option
    for group in (
        *options.COMMON.values(),
        *options.OPENID_CONNECT.values(),
        *(each.options for each in PROVIDERS.values()),
    )
    for option in group
]
#: Variables whose errors are told as Ansible tells them; a name that nobody knows is not among them.
OPEN = frozenset(option.variable for option in _ALL) - frozenset(_holding(_ALL))


def reason(name: str, raw: object, error: Exception) -> str:
    """Why the variable ``name`` with the value ``raw`` could not be evaluated."""
    chain = list(_chain(error))
    kinds = {type(each).__name__ for each in chain}
    if "RecursionError" in kinds:
        return _IN_A_CIRCLE
    if name in OPEN and isinstance(error, AnsibleError):
        return _once(str(error).split("\n", 1)[0].rstrip("."))
    told = next((words for kind, words in KINDS.items() if kind in kinds), None) or _failing(chain)
    found = REFERENCE.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found and told == NOT_DEFINED:
        return f"{found.group(1)}, or what it names, is not defined"
    return told


def _failing(chain: Iterable[BaseException]) -> str:
    """That something fails, with the kind of the first error that is not one of Ansible's own."""
    cause = next((type(each).__qualname__ for each in chain if not isinstance(each, AnsibleError)), "")
    return f"{_FAILS} ({cause})" if cause else _FAILS


def _once(words: str) -> str:
    """Sentences, each of them once: up to ansible-core 2.18 an error ends with the words of its cause."""
    return ". ".join(dict.fromkeys(words.split(". ")))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that it came from."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__ or getattr(error, "orig_exc", None)
