# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which certificates are trusted: verified against the system's CAs, as strictly as Java does it and no stricter."""

import ssl


def context():
    """A verifying context.

    Python 3.13 refuses CAs without an Authority Key Identifier by default. OpenMetadata's Java takes them, so refusing
    them here would be a false alarm.
    """
    made = ssl.create_default_context()
    made.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    return made
