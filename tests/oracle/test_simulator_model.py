# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in server binds a configuration to its model as Jackson binds it to OpenMetadata's own classes.

Those classes are of release 1.4.0, the last on Maven Central; the keys here are in every release since.
"""

import json
import re

import pytest
from lab.venvs import Missing
from oracles import dropwizard_oracle, simulator_loader
from oracles.dropwizard_oracle import Refused

AUTHENTICATION = (
    "clientType", "provider", "responseType", "providerName", "publicKeyUrls", "authority", "enableSelfSignup",
    "oidcConfiguration.id", "oidcConfiguration.useNonce", "oidcConfiguration.disablePkce",
    "oidcConfiguration.customParams", "oidcConfiguration.clientAuthenticationMethod", "samlConfiguration.idp.entityId",
    "samlConfiguration.security.strictMode", "samlConfiguration.security.tokenValidity", "ldapConfiguration.port",
    "ldapConfiguration.sslEnabled", "ldapConfiguration.authReassignRoles", "ldapConfiguration.truststoreConfigType",
    "ldapConfiguration.trustStoreConfig.hostNameConfig.acceptableHostNames", "nonsense", "oidcConfiguration.nonsense",
)  # fmt: skip
FIELDS = [f"authenticationConfiguration.{name}" for name in AUTHENTICATION] + [
    "authorizerConfiguration.adminPrincipals",
    "authorizerConfiguration.enforcePrincipalDomain",
    "authorizerConfiguration.principalDomain",
    "authorizerConfiguration.nonsense",
]
SECTIONS = ["authenticationConfiguration.oidcConfiguration", "authenticationConfiguration.samlConfiguration.idp"]
VALUES = (
    "", '""', '" "', "x", "basic", "Basic", '" basic"', "customOidc", "custom-oidc", "saml", "public", "Confidential",
    "code", "true", '"true"', '" true "', '"TRUE"', '"tRue"', "yes", '"yes"', "no", "0", "1", "-1", "1.5", '"1"',
    '" 1 "', '"1.5"', '"+5"', '"5 6"', "1e3", "99999999999", '"99999999999"', "0x10", '"0x10"', "null", '"null"', "[]",
    "[a,b]", "[a,a]", "[1,true,1.5,null]", "[[a]]", "[{a: 1}]", '[""]', "{}", "{a: 1}", "{a: {b: 1}}",
    "{a: null, b: true, c: 1.50}", "a,b", "client_secret_post", "TrustAll", "1e7", "1.0e-5", "0.001", "123456789.25",
)  # fmt: skip


@pytest.fixture(scope="module")
def real(require):
    """{(field, value): what OpenMetadata's classes hold, or Refused}, read in one go."""
    cases = [(field, value) for field in FIELDS + SECTIONS for value in VALUES]
    try:
        return dict(zip(cases, dropwizard_oracle.load([(file_of(*case), {}) for case in cases], model=True)))
    except Missing as absent:
        require(f"the real loader is absent: {absent}")


def file_of(field, value):
    """An openmetadata.yaml with one key."""
    names = field.split(".")
    lines = ["  " * depth + name + ":" for depth, name in enumerate(names)]
    return "\n".join(lines) + f" {value}\n"


def value_of(tree, field):
    """What a bound tree holds under a dotted name; the real one leaves out what is null."""
    for name in field.split("."):
        tree = None if tree is None else tree.get(name)
    return tree


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_is_bound_alike(field, real):
    for value in VALUES:
        expected, got = real[field, value], simulator_loader.read_model(file_of(field, value), {}, "1.8.0")
        if isinstance(expected, Refused):
            assert isinstance(got, Refused), f"{value} is refused by the real one"
        else:
            assert not isinstance(got, Refused), f"{value} is {value_of(expected, field)!r} to the real one"
            assert json.dumps(value_of(got, field)) == json.dumps(value_of(expected, field)), value


@pytest.mark.parametrize("field", SECTIONS)
def test_only_a_mapping_or_nothing_is_a_section(field, real):
    for value in VALUES:
        expected, got = real[field, value], simulator_loader.read_model(file_of(field, value), {}, "1.8.0")
        assert isinstance(got, Refused) == isinstance(expected, Refused), value


@pytest.mark.parametrize("field", FIELDS)
def test_a_refusal_starts_in_the_real_words(field, real):
    """Up to the class name, which moved between releases, or the list of known keys, which grew."""
    for value in VALUES:
        expected = real[field, value]
        if isinstance(expected, Refused):
            told = re.split("org[.]openmetadata", expected.message.split("\n  * ", 1)[1].split("\n")[0])[0]
            assert simulator_loader.read_model(file_of(field, value), {}, "1.8.0").message.startswith(told), value


EMPTY = """\
authenticationConfiguration:
  oidcConfiguration: {}
  samlConfiguration: {idp: {}, sp: {}, security: {}}
  ldapConfiguration:
    trustStoreConfig: {customTrustManagerConfig: {}, hostNameConfig: {}, jvmDefaultConfig: {}, trustAllConfig: {}}
authorizerConfiguration: {}
"""


def test_a_key_that_is_left_out_has_the_default_of_the_class(require):
    try:
        (expected,) = dropwizard_oracle.load([(EMPTY, {})], model=True)
    except Missing as absent:
        require(f"the real loader is absent: {absent}")
    # Gone since 1.4.0, which has it.
    del expected["authenticationConfiguration"]["samlConfiguration"]["security"]["wantNameIdEncrypted"]
    assert within(expected, simulator_loader.read_model(EMPTY, {}, "1.8.0")) == expected


def within(expected, got):
    """What *got* holds of the keys that *expected* has."""
    return {key: within(item, got[key]) if isinstance(item, dict) else got[key] for key, item in expected.items()}
