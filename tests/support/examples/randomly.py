# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role variables at random, for hypothesis: correct examples with anything at all in any place."""

import functools

from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.settings import PROVIDER_OPTION, all_options
from hypothesis import strategies as st
from rule_cases import TABLE

from examples import EXAMPLES, example

#: Texts that get further than random ones: parts of URLs, names, certificates, and what breaks them.
URL_PIECES = (
    "https:// http:// :// / // acme.io localhost :8585 :99999 :x [ ] [::1 ? # @ /common /v2.0 /realms/ "
    "login.microsoftonline.com amazoncognito.com"
)
FIXED_PIECES = (
    "/.well-known/openid-configuration /api/v1/system/config/jwks 0c2f9a51-3b7d-4a1e-8f00-5f6f3d6a1b2c "
    "1.12 2.0.0 -1 0 true null username: email: sub"
)
NAME_PIECES = "cn= dc=acme , = \\ { } ${X:-y} $ ' \" ***** MIIB AAAA MA== é 😀 İ"
PEM_PIECES = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "-----BEGIN PRIVATE KEY-----")
BLANKS = (" ", " #", "\n", "\t", "\x00", "\ud800", "\u2028")
PIECES = (*URL_PIECES.split(" "), *FIXED_PIECES.split(" "), *NAME_PIECES.split(" "), *PEM_PIECES, *BLANKS)
TEXT = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
#: Python writes no number of so many digits, so hypothesis must not try.
HUGE = st.none().map(lambda _none: 10**5000)
SCALAR = st.one_of(st.none(), st.booleans(), st.integers(), HUGE, st.floats(), TEXT)
ANYTHING = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(TEXT, st.integers(), st.none()), inner, max_size=4)
    ),
    max_leaves=8,
)


def of_type(option):
    """A value of the option's type, so that it gets through to the rules; now and then none of it."""
    if option.options:
        return st.one_of(
            st.fixed_dictionaries({}, optional={key.name: of_type(key) for key in option.options}), ANYTHING
        )
    typed = {
        "str": TEXT,
        "path": TEXT,
        "int": st.integers(-5, 100000),
        "bool": st.booleans(),
        "list": st.lists(TEXT, max_size=4),
        "dict": st.dictionaries(st.one_of(st.sampled_from(sorted(CATALOGUE)), TEXT), ANYTHING, max_size=4),
        "raw": ANYTHING,
    }[option.type]
    choices = [st.sampled_from(option.choices)] if option.choices else []
    return st.one_of(typed, *choices, typed, ANYTHING)


OPTIONS = {option.variable: of_type(option) for option in all_options().values()}
RELEASE = st.sampled_from(
    [None, "1.8", "1.9.7", "1.10.0", "1.11.5", "1.12.14", "1.13.1", "2.0.0", "2.0.7", "3.1", "0.0", "999.999.9999"]
)


#: Correct examples, and those in which a rule fires.
BASES = [
    *(functools.partial(example, name) for name in EXAMPLES),
    *(functools.partial(example, row.base, **row.fires) for row in TABLE),
]


@st.composite
def settings(draw):
    """An example with some variables replaced, perhaps another release and provider.

    Now and then nothing of it is right.
    """
    if draw(st.integers(0, 9)) == 0:
        return draw(st.dictionaries(st.one_of(st.sampled_from(sorted(OPTIONS)), TEXT), ANYTHING, max_size=8))
    variables = draw(st.sampled_from(BASES))()
    names = draw(st.lists(st.sampled_from(sorted(OPTIONS)), max_size=6, unique=True))
    variables.update({name: draw(OPTIONS[name]) for name in names})
    if draw(st.booleans()):
        variables.update({"om_sso_openmetadata_version": draw(RELEASE), "om_sso_target_version": draw(RELEASE)})
    if draw(st.integers(0, 3)) == 0:
        variables[PROVIDER_OPTION.variable] = draw(st.sampled_from(sorted(PROVIDERS)))
    return variables
