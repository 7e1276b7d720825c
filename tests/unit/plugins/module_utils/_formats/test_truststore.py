# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Truststores as Java's own keytool makes them."""

import shutil
import ssl
import subprocess

import pytest
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import truststore
from hypothesis import given
from hypothesis import strategies as st
from lab import certificates, required

FORMATS = {
    "JKS": [],
    "PKCS12": ["-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE", "-J-Dkeystore.pkcs12.macAlgorithm=NONE"],
    "encrypted": [],
}


def made(folder, form, pairs):
    """A truststore with a certificate of each pair."""
    if not shutil.which("keytool"):
        required.require("keytool is not installed (Debian: openjdk-17-jre-headless)")
    path = folder / "truststore"
    for pair in pairs:
        command = [
            "keytool",
            *FORMATS[form],
            "-importcert",
            "-noprompt",
            "-alias",
            pair.certificate.name,
            "-file",
            pair.certificate,
            "-keystore",
            path,
            "-storetype",
            "JKS" if form == "JKS" else "PKCS12",
            "-storepass",
            "changeit",
        ]
        answer = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    return path.read_bytes()


@pytest.fixture
def pairs(tmp_path):
    return [certificates.authority(tmp_path, name) for name in ("one", "two")]


@pytest.mark.parametrize("form", ["JKS", "PKCS12"])
def test_every_certificate_is_read(tmp_path, pairs, form):
    pem = truststore.as_pem(made(tmp_path, form, pairs))
    assert {pair.certificate.read_text() for pair in pairs} == {
        f"{part}-----END CERTIFICATE-----\n" for part in pem.split("-----END CERTIFICATE-----\n")[:-1]
    }
    ssl.create_default_context(cadata=pem)


def test_a_pem_file_is_as_it_is(pairs):
    text = pairs[0].certificate.read_text()
    assert truststore.as_pem(text.encode()) == text


def test_what_is_encrypted_is_told(tmp_path, pairs):
    with pytest.raises(ValueError, match="keytool -exportcert"):
        truststore.as_pem(made(tmp_path, "encrypted", pairs[:1]))


@given(st.binary(max_size=100) | st.binary(max_size=60).map(lambda data: b"\xfe\xed\xfe\xed\0\0\0\2\0\0\0\1" + data))
def test_what_is_not_a_truststore_is_a_value_error(data):
    try:
        truststore.as_pem(data)
    except ValueError:
        return
    assert b"-----BEGIN" in data or data.startswith(b"\xfe\xed\xfe\xed")
