# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key files are exactly one DER element of the right form, as the real server wants them."""

import types

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_files as subject
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization import PrivateFormat as Private
from cryptography.hazmat.primitives.serialization import PublicFormat as Public

KEY, SMALL = (rsa.generate_private_key(public_exponent=65537, key_size=size) for size in (2048, 1024))
CURVE = ec.generate_private_key(ec.SECP256R1())


def private(key=KEY, encoding=Encoding.DER, form=Private.PKCS8, protection=None):
    return key.private_bytes(encoding, form, protection or NoEncryption())


def public(key=KEY, encoding=Encoding.DER, form=Public.SubjectPublicKeyInfo):
    return key.public_key().public_bytes(encoding, form)


GOOD = {
    "private": ("private", private()),
    "public": ("public", public()),
    "a short private key": ("private", private(SMALL)),
    "a short public key": ("public", public(SMALL)),
}
#: What a real 1.12.6 does not start with.
BEHIND = {
    f"{half} and {name}": (half, content + more, len(more))
    for half, content in (("private", private()), ("public", public()))
    for name, more in {"a newline": b"\n", "CRLF": b"\r\n", "a null": b"\0", "another key": public(SMALL)}.items()
}
OTHER = {
    "PEM": ("private", private(encoding=Encoding.PEM)),
    "PEM of the public key": ("public", public(encoding=Encoding.PEM)),
    "PKCS#1": ("private", private(form=Private.TraditionalOpenSSL)),
    "PKCS#1 of the public key": ("public", public(form=Public.PKCS1)),
    "a passphrase": ("private", private(protection=BestAvailableEncryption(b"x"))),
    "an elliptic curve": ("private", private(CURVE)),
    "a public elliptic curve": ("public", public(CURVE)),
    "swapped": ("private", public()),
    "swapped, the other": ("public", private()),
    "nothing": ("public", b""),
    "one byte": ("private", b"\x30"),
    "a newline before it": ("public", b"\n" + public()),
    "half a file": ("private", private()[:600]),
    "a length without an end": ("public", b"\x30\x80" + public()[2:]),
    "text": ("public", b"the key is in the vault"),
}


@pytest.mark.parametrize(("half", "content"), GOOD.values(), ids=GOOD)
def test_a_der_file_has_no_finding(half, content):
    assert subject.problem(half, content) is None and subject.finding(half, "/k", content) is None


@pytest.mark.parametrize(("half", "content", "count"), BEHIND.values(), ids=BEHIND)
def test_every_byte_behind_the_key_is_found(half, content, count):
    assert subject.problem(half, content) == ("bytes_behind", {"count": f"{count} byte{'s' if count > 1 else ''}"})


@pytest.mark.parametrize(("half", "content"), OTHER.values(), ids=OTHER)
def test_any_other_form_is_found(half, content):
    assert subject.problem(half, content) == ("other_form", {"form": {"private": "PKCS#8", "public": "X.509"}[half]})
    found = subject.finding(half, "/k", content)
    assert (found.rule, found.severity) == ("JWK-12", "error") and "/k is not an RSA key" in found.message


def host(contents, wanted=(), yaml=None, shares=False, release="1.12.6", keys=None):
    def content_of(path):
        if contents.get(path) is PermissionError:
            raise HostError("Could not read it.")
        content = contents.get(path)
        return content if content is None else content.decode("utf-8", "surrogateescape")

    deployment = types.SimpleNamespace(openmetadata_yaml=lambda: yaml, content_of=content_of, SHARES_FILES=shares)
    plan = types.SimpleNamespace(keys=keys)
    return types.SimpleNamespace(deployment=deployment, wanted=dict(wanted), release=release, plan=plan)


def places(*arguments):
    return [finding.option for finding in subject.findings(*arguments)]


YAML = """\
jwtTokenConfiguration:
  rsapublicKeyFilePath: ${RSA_PUBLIC_KEY_FILE_PATH:-"./conf/public_key.der"}
  rsaprivateKeyFilePath: "/own/private.der" # ${RSA_PRIVATE_KEY_FILE_PATH}
"""


@pytest.mark.parametrize(
    ("wanted", "now", "yaml", "expected"),
    [
        ({}, {}, None, ["./conf/private_key.der", "./conf/public_key.der"]),
        ({}, {}, YAML, ["/own/private.der", "./conf/public_key.der"]),
        ({}, {"RSA_PUBLIC_KEY_FILE_PATH": "/now.der"}, YAML, ["/own/private.der", "/now.der"]),
        (
            {"RSA_PUBLIC_KEY_FILE_PATH": "/new.der"},
            {"RSA_PUBLIC_KEY_FILE_PATH": "/now.der"},
            YAML,
            ["/own/private.der", "/new.der"],
        ),
    ],
)
def test_the_files_are_those_of_the_next_start(wanted, now, yaml, expected):
    everywhere = types.SimpleNamespace(get=lambda _path: b"PEM")
    assert places(host(everywhere, wanted, yaml), now) == expected


def test_what_is_not_there_or_not_ours_to_read_is_not_judged():
    assert places(host({}), {}) == []
    assert places(host({"./conf/private_key.der": PermissionError, "./conf/public_key.der": b"x"}), {}) == [
        "./conf/public_key.der"
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["./conf/private_key.der", "/own/public.der"]),
        ({"shares": False}, []),
        ({"release": "1.8.2"}, []),
        ({"release": None}, []),
        ({"keys": {"id": "2026-11"}}, []),
    ],
)
def test_a_file_that_is_absent_ends_the_start(more, expected):
    wanted = {"RSA_PUBLIC_KEY_FILE_PATH": "/own/public.der"}
    found = list(subject.findings(host({}, **{"wanted": wanted, "shares": True, **more}), {}))
    assert [finding.option for finding in found] == expected
    assert all(finding.severity == "error" and "does not exist" in finding.message for finding in found)


def test_a_variable_that_refers_to_itself_is_not_judged_here():
    assert places(host({"x": b"x"}, {"RSA_PUBLIC_KEY_FILE_PATH": "${RSA_PUBLIC_KEY_FILE_PATH}"}, YAML), {}) == []
