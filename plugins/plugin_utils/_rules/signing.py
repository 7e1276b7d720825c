# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's own keys: the pair that signs its tokens, and the Fernet key of its database."""

from __future__ import annotations

import base64
import binascii
import re

from ...module_utils._keys import default_keys as published
from ...module_utils._keys import key_pair
from .._model.catalogue import CATALOGUE
from .._model.deployments import IN_CLUSTER
from ._rule import Case, rule

KEY_ID, PUBLIC_KEY, PRIVATE_KEY, FERNET = (
    "JWT_KEY_ID",
    "RSA_PUBLIC_KEY_FILE_PATH",
    "RSA_PRIVATE_KEY_FILE_PATH",
    "FERNET_KEY",
)
EXTRA = "om_sso_extra_environment."
OWN_ID, OWN_KEY = "om_sso_jwt_key_id", "om_sso_jwt_private_key"
#: A name of a folder, and a text that needs no quotes on its whole way.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def shipped(name: str) -> str:
    """The default in openmetadata.yaml, which everybody knows."""
    return (CATALOGUE[name].default or "").strip('"')


@rule("JWK-11", "error", "Both files of a key pair are named")
def both_files(case: Case):
    found = {name: case.variable(name) for name in (PUBLIC_KEY, PRIVATE_KEY)}
    for name, (value, option) in found.items():
        other = PRIVATE_KEY if name == PUBLIC_KEY else PUBLIC_KEY
        if value and found[other].value is None:
            yield (
                option,
                f"{option} is set without {other}: the pair would not match, and every token of bots and people would be refused.",
                "Set both.",
            )


@rule("JWK-11", "warning", "A new key pair has a new id")
def new_key_id(case: Case):
    value, option = case.variable(PRIVATE_KEY)
    key_id, _option = case.variable(KEY_ID)
    if value and key_id is None:
        message = f"{option} is set without {KEY_ID}: clients keep the old key of that id for up to a day and refuse new tokens."
        yield option, message, f"Set {EXTRA}{KEY_ID} to an id of your own."


@rule("JWK-12", "error", "Key files are DER files by their full path")
def key_file(case: Case):
    for name in (PUBLIC_KEY, PRIVATE_KEY):
        value, option = case.variable(name)
        if value is None:
            continue
        if value.lower().endswith((".pem", ".key", ".crt")) or "BEGIN " in value:
            message = f"{option} is a PEM file or text: the server reads DER, and no bot token could be made."
            yield (
                option,
                message,
                "Convert it with openssl: pkcs8 -topk8 -nocrypt -outform DER for the private key, rsa -pubout -outform DER for the public.",
            )
        elif not value.startswith(("/", "./conf/")):
            yield (
                option,
                f"{option} is no absolute path: it depends on where the server was started.",
                "Begin it with a slash.",
            )


@rule("JWK-11", "error", "One way to name a key pair")
def one_way(case: Case):
    settings, extra = case.settings, case.settings.extra_environment or {}
    twice = [name for name in (KEY_ID, PUBLIC_KEY, PRIVATE_KEY) if name in extra]
    if settings.jwt_key_id and twice:
        yield (
            EXTRA + twice[0],
            f"{EXTRA}{twice[0]} and {OWN_ID} both decide about the key pair.",
            "Leave one of them out.",
        )
    if settings.jwt_private_key and not settings.jwt_key_id:
        yield OWN_KEY, f"{OWN_KEY} has no id, so it would not come into effect.", f"Set {OWN_ID}."


@rule("JWK-11", "error", "Key pairs are brought to hosts, not into a cluster", deployments=IN_CLUSTER)
def not_on_kubernetes(case: Case):
    if case.settings.jwt_key_id:
        message = f"{OWN_ID} places files on hosts; the pods of a release read theirs from a Secret that you make."
        yield OWN_ID, message, f"Mount one, and name its files in {EXTRA}{PUBLIC_KEY} and {PRIVATE_KEY}."


@rule("JWK-12", "error", "The id of a key pair can be a folder's name")
def key_id_form(case: Case):
    value = case.settings.jwt_key_id
    if value is not None and not NAME.fullmatch(value):
        yield (
            OWN_ID,
            f"{OWN_ID} names a folder: letters, digits, dots, dashes and underscores, 64 at most.",
            "Write it like 2026-11.",
        )


@rule("JWK-12", "error", "A private key is one that the server can sign with")
def private_key_form(case: Case):
    text = case.settings.jwt_private_key
    if not text:
        return
    try:
        key_pair.private_key(text)
    except key_pair.Unusable as error:
        yield (
            OWN_KEY,
            f"{OWN_KEY} cannot be used: {error}.",
            "Give an RSA key of 2048 bits or more without a passphrase: openssl genpkey -algorithm RSA.",
        )


@rule("JWK-13", "error", "An own key pair is known to nobody else")
def own_pair(case: Case):
    text = case.settings.jwt_private_key
    if text and published.is_published_private_key(text):
        yield OWN_KEY, f"{OWN_KEY} is published: anybody can make a valid token with it.", "Make one of your own."
    if case.settings.jwt_key_id == shipped(KEY_ID):
        yield (
            OWN_ID,
            f"{OWN_ID} is the id of the key pair that OpenMetadata ships, which clients may have kept.",
            "Choose another, like 2026-11.",
        )


@rule("JWK-13", "warning", "Not the keys that everybody has")
def shipped_keys(case: Case):
    value, option = case.variable(KEY_ID)
    if value == shipped(KEY_ID) and option != OWN_ID:
        yield (
            option,
            f"{option} is the id of the key pair that OpenMetadata ships: anybody can make a valid token for it.",
            "Make a pair and an id of your own.",
        )
    elif value is None and case.settings.production:
        message = f"{EXTRA}{KEY_ID} is not set: the server signs with the key pair that OpenMetadata ships, and anybody can make a valid token."
        yield (
            f"{EXTRA}{KEY_ID}",
            message,
            f"Set {OWN_ID} and run openmetadata.sso.rotate_keys (docs/operate/key-rotation.md).",
        )


@rule("BOT-06", "warning", "Not the Fernet key that everybody has")
def shipped_fernet(case: Case):
    value, option = case.variable(FERNET)
    if value == shipped(FERNET):
        yield (
            option,
            f"{option} is the key that OpenMetadata ships: it protects no secret.",
            "Make one of your own before the first start.",
        )
    elif value is None and case.settings.production:
        message = (
            f"{EXTRA}{FERNET} is not set: secrets in the database are encrypted with the key that OpenMetadata ships."
        )
        yield (
            f"{EXTRA}{FERNET}",
            message,
            "Set your own before the first start; on a server with data, rotate it with its ops command.",
        )


@rule("BOT-06", "error", "A Fernet key is one")
def fernet_form(case: Case):
    value, option = case.variable(FERNET)
    if value is not None and not all(_is_fernet(part.strip()) for part in value.split(",")):
        yield (
            option,
            f"{option} is no Fernet key: 32 bytes as URL-safe base64, 44 characters.",
            "Copy the key of the running server; another one makes its secrets unreadable.",
        )


def _is_fernet(text: str) -> bool:
    try:
        # OpenMetadata's own shipped key holds a slash, so both alphabets count.
        return len(base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)) == 32
    except (binascii.Error, ValueError):
        return False
