# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's own keys: the pair that signs its tokens, and the Fernet key of its database."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from ...module_utils._keys import default_keys as published
from ...module_utils._keys import key_pair
from ...module_utils._keys.key_change import NAME
from .._model.catalogue import CATALOGUE
from .._register import Problem, at
from ._rule import OPENID_CONNECT, Case, rule

KEY_ID, PUBLIC_KEY, PRIVATE_KEY, FERNET = (
    "JWT_KEY_ID",
    "RSA_PUBLIC_KEY_FILE_PATH",
    "RSA_PRIVATE_KEY_FILE_PATH",
    "FERNET_KEY",
)
EXTRA = "om_sso_extra_environment."
OWN_ID, OWN_KEY = "om_sso_jwt_key_id", "om_sso_jwt_private_key"


def shipped(name: str) -> str:
    """The default in openmetadata.yaml, which is public."""
    return (CATALOGUE[name].default or "").strip('"')


@rule("JWK-11")
def both_files(case: Case) -> Iterator[Problem]:
    """Both files of a key pair are named."""
    found = {name: case.variable(name) for name in (PUBLIC_KEY, PRIVATE_KEY)}
    for name, (value, option) in found.items():
        other = PRIVATE_KEY if name == PUBLIC_KEY else PUBLIC_KEY
        if value and found[other].value is None:
            yield at(option, "half_a_pair", other=other)


@rule("JWK-11")
def new_key_id(case: Case) -> Iterator[Problem]:
    """A new key pair has a new id."""
    value, option = case.variable(PRIVATE_KEY)
    key_id, _option = case.variable(KEY_ID)
    if value and key_id is None:
        yield at(option, "no_new_id")


@rule("JWK-12")
def key_file(case: Case) -> Iterator[Problem]:
    """Key files are DER files with an absolute path."""
    for name in (PUBLIC_KEY, PRIVATE_KEY):
        value, option = case.variable(name)
        if value is None:
            continue
        if value.lower().endswith((".pem", ".key", ".crt")) or "BEGIN " in value:
            yield at(option, "pem")
        elif not value.startswith(("/", "./conf/")):
            yield at(option, "relative_path")


@rule("JWK-11")
def one_way(case: Case) -> Iterator[Problem]:
    """A key pair is configured in one way."""
    settings, extra = case.settings, case.settings.extra_environment or {}
    twice = [name for name in (KEY_ID, PUBLIC_KEY, PRIVATE_KEY) if name in extra]
    if settings.jwt_key_id and twice:
        yield at(EXTRA + twice[0], "decided_twice", name=twice[0])
    if settings.jwt_private_key and not settings.jwt_key_id:
        yield at(OWN_KEY, "no_id")


@rule("JWK-17", providers=OPENID_CONNECT)
def algorithm(case: Case) -> Iterator[Problem]:
    """The server's own tokens pass the configured algorithm."""
    value, option = case.variable("AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM")
    if value in ("ES256", "ES384", "ES512"):
        yield at(option, "elliptic", algorithm=value)
    elif value in ("RS384", "RS512"):
        yield at(option, "other_digest", algorithm=value)


@rule("JWK-12")
def key_id_form(case: Case) -> Iterator[Problem]:
    """A key id is valid as the name of a folder."""
    value = case.settings.jwt_key_id
    if value is not None and not NAME.fullmatch(value):
        yield at(OWN_ID, "not_a_folder_name")


@rule("JWK-12")
def private_key_form(case: Case) -> Iterator[Problem]:
    """The private key is an RSA key that the server can sign with."""
    text = case.settings.jwt_private_key
    if not text:
        return
    try:
        key_pair.private_key(text)
    except key_pair.Unusable as error:
        yield at(OWN_KEY, "not_usable", error=error)


@rule("JWK-13")
def own_pair(case: Case) -> Iterator[Problem]:
    """Your own key pair is not a published one."""
    text = case.settings.jwt_private_key
    if text and published.is_published_private_key(text):
        yield at(OWN_KEY, "published")
    if case.settings.jwt_key_id == shipped(KEY_ID):
        yield at(OWN_ID, "shipped_id")


@rule("JWK-13")
def shipped_keys(case: Case) -> Iterator[Problem]:
    """The key pair is not the one that OpenMetadata ships."""
    value, option = case.variable(KEY_ID)
    if value == shipped(KEY_ID) and option != OWN_ID:
        yield at(option, "shipped")
    elif value is None and case.settings.production:
        yield at(f"{EXTRA}{KEY_ID}", "not_set")


@rule("BOT-06")
def shipped_fernet(case: Case) -> Iterator[Problem]:
    """The Fernet key is not the one that OpenMetadata ships."""
    value, option = case.variable(FERNET)
    if value == shipped(FERNET):
        yield at(option, "shipped")
    elif value is None and case.settings.production:
        yield at(f"{EXTRA}{FERNET}", "not_set")


@rule("BOT-06")
def fernet_form(case: Case) -> Iterator[Problem]:
    """FERNET_KEY is a valid Fernet key."""
    value, option = case.variable(FERNET)
    if value is not None and not all(_is_fernet(part.strip()) for part in value.split(",")):
        yield at(option, "not_a_key")


def _is_fernet(text: str) -> bool:
    try:
        # OpenMetadata's own shipped key holds a slash, so both alphabets count.
        return len(base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)) == 32
    except (binascii.Error, ValueError):
        return False
