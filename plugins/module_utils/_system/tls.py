# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which certificates are trusted: verified against the system's CAs, as strictly as Java does it and no stricter."""

import ssl

_SHARED = []  # type: list[ssl.SSLContext]


def context(ca_file=None, ca_data=None):
    """A verifying ``ssl.SSLContext`` that trusts the CAs of a PEM file and of a PEM text besides the system's.

    Python 3.13 refuses CAs without an Authority Key Identifier by default. OpenMetadata's Java takes them, so refusing
    them here would be a false alarm.
    """
    made = ssl.create_default_context()
    made.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    if ca_file:
        made.load_verify_locations(cafile=ca_file)
    if ca_data:
        made.load_verify_locations(cadata=ca_data)
    return made


def shared_context():
    """The context that trusts the system's CAs alone, made once: that takes longer than a request."""
    if not _SHARED:
        _SHARED.append(context())
    return _SHARED[0]
