# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON of others: answers of servers, tokens, lines of logs. What is not an ordinary document is a ``ValueError``.

Python's own parser fails in other ways with a deep document (RecursionError, which from 3.12 on also depends on the
stack of C), and takes minutes for a number of a million digits before 3.11.
"""

import itertools
import json
import math
import re

#: No answer of OpenMetadata or of an identity provider is nested deeper than 20.
DEPTH = 100
#: A number of JSON that a program can hold exactly has fewer digits.
DIGITS = 300
_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def parse(text):
    """The value of a document; raises ``ValueError``."""
    brackets = _BRACKETS.findall(_TEXTS.sub("", text))
    if max(itertools.accumulate(map(_STEPS.get, brackets)), default=0) > DEPTH:
        raise ValueError(f"it is nested deeper than {DEPTH}")
    return json.loads(text, parse_int=_number(int), parse_float=_number(float), parse_constant=_not_json)


def same(one, other):
    """Whether two texts are equal, or JSON objects or lists that hold the same; the order of keys does not count."""
    if one == other:
        return True
    if not (_is_document(one) and _is_document(other)):
        return False
    try:
        return canonical(parse(one)) == canonical(parse(other))
    except ValueError:
        return False


def canonical(value):
    """The one text of a value: it tells true from 1, and 1 from 1.0, which Python takes for equal."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _is_document(text):
    return isinstance(text, str) and text.strip()[:1] in ("{", "[")


def _number(kind):
    def read(digits):
        if len(digits) > DIGITS:
            raise ValueError(f"it holds a number of more than {DIGITS} digits")
        found = kind(digits)
        if not math.isfinite(found):
            raise ValueError("it holds a number that is too large")
        return found

    return read


def _not_json(word):
    """NaN and Infinity, which Python's parser takes: nothing that compares or rounds numbers expects them."""
    raise ValueError(f"it holds {word}, which is not JSON")
