# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a value is an example of a guide that was not filled in. Every place that asks for placeholders asks here."""

from __future__ import annotations

import functools
import re

from .._model.catalogue import CATALOGUE
from .._model.variable_names import MANAGED, classify, is_secret
from ._placeholder_words import ALONE, ENGLISH, ENOUGH, OTHER_LANGUAGES

#: No placeholder is longer; what follows in a longer value is not judged.
LONGEST = 2000
#: Texts whose answer is remembered: most texts of a host are those of its group. The answer depends on nothing else.
TEXTS = 4096
#: What is found: brackets around a value that is right without them, ``http(s)://``, or what has to be filled in.
BRACKETS, SCHEME, PLACEHOLDER = "brackets", "scheme", "placeholder"
#: Forms of values: text; a mapping, whose braces are its own; any characters, as a secret has them.
TEXT, MAPPING, ANY = "text", "mapping", "any"

_FLAGS = re.IGNORECASE
#: What may stand within ``<>`` or ``{}``: words in any script, a number with them, and a URL.
_INNER = r"(?=[^{}<>]*[^\W\d_])[^{}<>\"'`=,;\[\]|\\$%#\n]{1,80}"
#: ``${}`` is a reference, ``{{}}`` a template, ``a: b`` in braces a mapping of YAML.
_BRACED = re.compile(rf"(?<![$%@#{{])\{{(?!\{{)(?![^{{}}]*:\s)({_INNER})\}}(?!\}})")
#: ``<a@b.c>`` is an address.
_ANGLED = re.compile(rf"<(?![^<>\s@]+@[^<>\s@]+\.\w+>)({_INNER})>")
_TEMPLATE = re.compile(r"\{\{[^{}]*[^\W\d_][^{}]*\}\}")
_URL = re.compile(r"https?://\S+", _FLAGS)
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", _FLAGS)
_SCHEME = re.compile(r"http(?:\(s\)|\[s\]|s\?)://", _FLAGS)
#: Nothing of a word before it, or after it.
_BEGIN, _END = r"(?<![\w-])", r"(?![^\W_])"
_YOURS = (
    rf"your[-_ ](?:{ENGLISH}){_END}",
    r"my[-_ ](?:tenant|domain)(?![\w-])",
    *(rf"(?:{owner})[-_ ](?:{nouns}){_END}" for owner, nouns in OTHER_LANGUAGES),
)
_WORDS = re.compile(rf"{_BEGIN}(?:{'|'.join(_YOURS)})|{'|'.join(ENOUGH)}", _FLAGS)
#: The same with more words behind, such as your-client-secret.
_ONLY_WORDS = re.compile(rf"(?:{_WORDS.pattern})(?:[-_ ]?[^\W\d_])*", _FLAGS)
#: Letters x (also the Cyrillic and the wide one) in place of a value; ``.xxx`` at the end of a host is a domain.
_CROSSES = re.compile(
    rf"(?<![^\W_])(?:(?<!\.)[x\u0445\uff58]{{3,}}{_END}|[x\u0445\uff58]{{3,}}(?=\.[^\W\d_])(?!\.xxx))", _FLAGS
)
_DOTS = re.compile(r"(?:^|[/@])(?:\.{3,}|…)(?=$|[/:.])")
#: A host in capitals with underscores, which no host has, and ``__NAME__``.
_CAPITALS = re.compile(r"://[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?=[:/]|$)|__[A-Z][A-Z0-9_]+__")
_ALONE = re.compile(ALONE, _FLAGS)
#: The issuer in the discovery document that Microsoft has for all tenants.
_EVERY_TENANT = re.compile(r"https://login\.microsoftonline\.(?:com|us)/\{tenant(?:id)?\}/v2\.0/?", _FLAGS)

_IN_TEXT = (_BRACED, _TEMPLATE, _DOTS, _ANGLED, _WORDS, _CROSSES, _CAPITALS)
_IN_MAPPING = (_ANGLED, _WORDS, _CAPITALS)
_WHOLE = (_BRACED, _ANGLED, _CAPITALS, _ALONE, _ONLY_WORDS, _CROSSES)


@functools.lru_cache(maxsize=TEXTS)
def found_in(text: str, form: str = TEXT) -> str:
    """``BRACKETS``, ``SCHEME``, ``PLACEHOLDER`` or nothing; of ``ANY`` form, for one that is nothing else."""
    text = text.strip()[:LONGEST]
    inner = _within(text)
    if not text or _EVERY_TENANT.fullmatch(text) or _GUID.fullmatch(inner):
        return ""
    if form == ANY:
        return PLACEHOLDER if any(pattern.fullmatch(text) for pattern in _WHOLE) else ""
    if _URL.fullmatch(inner) and not _WORDS.search(inner):
        return BRACKETS
    if any(pattern.search(text) for pattern in (_IN_MAPPING if form == MAPPING else _IN_TEXT)):
        return PLACEHOLDER
    if _SCHEME.search(text):
        return SCHEME
    return PLACEHOLDER if _ALONE.fullmatch(text) else ""


def _within(text: str) -> str:
    """What stands in braces or angle brackets that are around the whole value, or the only item of a list."""
    single = text.strip("[]\"' ")
    match = _BRACED.fullmatch(single) or _ANGLED.fullmatch(single)
    return match[1].strip() if match else ""


def form_of(name: str) -> str:
    """The form of the values of a variable of the environment."""
    right = classify(name).right or name
    if is_secret(name) or (classify(name).kind != MANAGED and right not in CATALOGUE):
        return ANY
    return MAPPING if right in ("AUTH_ROLES_MAPPING", "OIDC_CUSTOM_PARAMS") else TEXT
