# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CA certificates out of a PEM file or a truststore of Java: JKS, and PKCS #12 whose certificates are not encrypted.

The cacerts that come with a JDK need no password for that: its certificates are readable, the password only guards a
checksum.
"""

import ssl
import struct

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import ber

JKS = 0xFEEDFEED
TRUSTED = 2
OID = 0x06
DATA = bytes.fromhex("2a864886f70d010701")
CERTIFICATE_BAG = bytes.fromhex("2a864886f70d010c0a0103")


def as_pem(data):
    """The certificates as one PEM text; raises ``ValueError`` with what is wrong."""
    if b"-----BEGIN" in data:
        return data.decode("utf-8", "replace")
    try:
        found = _jks(data) if data[:4] == struct.pack(">I", JKS) else _pkcs12(data)
    except (ber.Malformed, struct.error, IndexError):
        raise ValueError("no PEM file and no truststore that can be read") from None
    if not found:
        raise ValueError("no readable certificate in it; export them with keytool -exportcert -rfc")
    return "".join(ssl.DER_cert_to_PEM_cert(der) for der in found)


def _jks(data):
    """Sun's own format: a count, then entries.

    A private key (another tag) ends the reading, since a truststore has none.
    """
    _magic, version, count = struct.unpack_from(">III", data)
    offset, found = 12, []
    for _number in range(count):
        (tag,) = struct.unpack_from(">I", data, offset)
        if tag != TRUSTED:
            break
        offset = _skip_text(data, offset + 4) + 8
        offset = _skip_text(data, offset) if version == 2 else offset
        (length,) = struct.unpack_from(">I", data, offset)
        found.append(data[offset + 4 : offset + 4 + length])
        offset += 4 + length
    return found


def _skip_text(data, offset):
    (length,) = struct.unpack_from(">H", data, offset)
    return offset + 2 + length


def _pkcs12(data):
    """RFC 7292: PFX, authenticated safe, safe contents, certificate bags; what is encrypted is left out."""
    pfx = ber.elements(ber.elements(data)[0][1])
    found = []
    for _tag, part in ber.elements(ber.elements(_content(pfx[1][1]))[0][1]):
        if ber.elements(part)[0] == (OID, DATA):
            for _tag2, bag in ber.elements(ber.elements(_content(part))[0][1]):
                fields = ber.elements(bag)
                if fields[0] == (OID, CERTIFICATE_BAG):
                    found.append(ber.elements(ber.elements(ber.elements(fields[1][1])[0][1])[1][1])[0][1])
    return found


def _content(information):
    """The octets of a ContentInfo of type data."""
    fields = ber.elements(information)
    if fields[0] != (OID, DATA):
        raise ber.Malformed("not of type data")
    return ber.elements(fields[1][1])[0][1]
