# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are hard to bring to a server unchanged, each with its type of the catalogue."""

import hypothesis
from hypothesis import strategies as st

PEM = "-----BEGIN CERTIFICATE-----\nMIID+zCCAuOgAwIBAgIUX/2qA==\nbG9uZw==\n-----END CERTIFICATE-----\n"
TOKENS = [
    "$", "${", "$$", "${HOME}", "${X:-y}", "$${X}", "$(id)", "`id`", "#", " #", "# ", ":", ": ", "'", "''", '"', '\\"',
    "\\'", "\\", "\\\\", "\\n", "\\u0041", "{", "}", "{{", "{%", "[", "]", "@", "%", "%h", "%%", "*", "&", "!", "|",
    ">", "~", "-", "- ", "?", "? ", ",", "=", "<<", " ", "  ", "\t", "\n", "\r", "\r\n", "\x01", "\x1b", "\x7f",
    "\x85", "\u00a0", "\u2028", "\ufeff", "\ufffe", "é", "ß", "中", "\U0001f600", "\U0010ffff", "a", "Z", "0", "secret",
]  # fmt: skip
WHOLE = [
    "", " ", "0012", "0o14", "0x1F", "1e5", "1_000", "12:30:45", "2001-01-01", ".inf", ".NaN", "-1", "+1", "0.0",
    "true", "True", "yes", "No", "on", "y", "N", "null", "Null", "~", "=", "<<", "---", "...", "-", "?", ":", "|", ">",
    "#", "!!str x", "&a", "*a", "%TAG", "@x", "`x`", "{}", "[]", "'", '"', '""', "''", "a: b", "a:", "a::b", "a #b",
    "a#b", "#a", "$", "${", "${X", "${X}", "${X:-y}", "$${X}", "${${X}}", "a\\", "a\\\\", "\\", "'\\", "it's",
    "cn=admin,dc=example,dc=com", "(&(objectClass=user)(cn=*))", "https://example.com/a?b=c&d=%20#e",
    "admin@example.com", "{http://kc/realms/x}", '{"Admin": ["cn=a,dc=b"]}', "openid email profile", PEM, PEM.strip(),
    PEM.replace("\n", "\r\n"), PEM.replace("\n", "\\n"),
]  # fmt: skip


def _longer(text):
    return ((text or "x") * (8192 // (len(text) or 1) + 1))[:8192]


CHARACTERS = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
SHORT = st.lists(st.sampled_from(TOKENS) | CHARACTERS, max_size=12).map("".join)
STRINGS = st.one_of(SHORT, SHORT, SHORT, st.sampled_from(WHOLE), st.tuples(st.sampled_from(WHOLE), SHORT).map("".join))
LONG = SHORT.map(_longer)
ITEMS = st.one_of(
    STRINGS,
    st.tuples(SHORT, SHORT).map(",".join),
    st.from_regex(r"https://[a-z]{1,8}\.example\.com(:[0-9]{4})?/[a-z]{0,5}", fullmatch=True),
)
PLAIN_DATA = st.one_of(STRINGS, STRINGS, st.booleans(), st.integers(), st.none(), st.lists(STRINGS, max_size=3))
# What share of the cases is of a type, and how a case of it is made.
KINDS = {
    "string": (0.65, STRINGS),
    "list": (0.2, st.lists(ITEMS, max_size=5)),
    "map": (0.13, st.dictionaries(SHORT, PLAIN_DATA, max_size=3)),
    "integer": (0.02, st.integers()),
}


def cases(count, seed):
    """Return at least `count` different (value, type) pairs, one in two hundred of them 8 KB long."""
    found = {}
    for value in WHOLE:
        _add(found, value, "string")
        _add(found, [value], "list")
    for value in (True, False):
        _add(found, value, "boolean")
    for value in _draw(LONG, max(1, count // 200), seed):
        _add(found, value, "string")
    while len(found) < count:  # hypothesis repeats itself at times
        seed += 1
        missing = count - len(found)
        for kind, (share, strategy) in KINDS.items():
            for value in _draw(strategy, max(10, int(missing * share * 1.1)), seed):
                _add(found, value, kind)
    return list(found.values())


def _add(found, value, kind):
    found[kind, repr(value)] = (value, kind)


def _draw(strategy, count, seed):
    values = []
    settings = hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )

    @hypothesis.seed(seed)
    @settings
    @hypothesis.given(strategy)
    def collect(value):
        values.append(value)

    collect()
    return values
