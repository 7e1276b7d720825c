# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates for tests: a CA, and what it signs."""

import datetime
import ipaddress
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID


class Pair(NamedTuple):
    """A certificate and its key, as PEM files."""

    certificate: Path
    key: Path


def authority(folder: Path, name: str = "ca") -> Pair:
    """A CA of its own."""
    return _make(folder, name, None, (), 0, 30)


def signed(
    folder: Path,
    name: str,
    ca: Pair,
    names: tuple[str, ...] = ("localhost", "127.0.0.1"),
    starts: int = -60,
    ends: int = 30,
) -> Pair:
    """A certificate for *names*, signed by *ca*, valid from and to so many days from now (negative: before)."""
    return _make(folder, name, ca, names, starts, ends)


def _make(folder: Path, name: str, ca: Pair | None, names: tuple[str, ...], starts: int, ends: int) -> Pair:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"test {name}")])
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=1)
    issuer = x509.load_pem_x509_certificate(ca.certificate.read_bytes()).subject if ca else subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=starts))
        .not_valid_after(now + datetime.timedelta(days=ends))
        .add_extension(x509.BasicConstraints(ca=ca is None, path_length=None), critical=True)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([_name(text) for text in names]), critical=False)
    signer = serialization.load_pem_private_key(ca.key.read_bytes(), None) if ca else key
    for extension, critical in _strict(signer, ca is None):
        builder = builder.add_extension(extension, critical)
    pair = Pair(folder / f"{name}.pem", folder / f"{name}.key")
    pair.certificate.write_bytes(builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    pair.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return pair


def _strict(signer: rsa.RSAPrivateKey, is_ca: bool) -> list[tuple[x509.ExtensionType, bool]]:
    """What Python 3.13 and newer insist on."""
    usage = x509.KeyUsage(not is_ca, False, not is_ca, False, False, is_ca, is_ca, False, False)
    identity = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    own = [(x509.SubjectKeyIdentifier.from_public_key(signer.public_key()), False)] if is_ca else []
    return [(usage, True), (identity, False), *own]


def _name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)
