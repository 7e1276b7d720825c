# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates are verified, as strictly as Java does it."""

import ssl

from ansible_collections.openmetadata.sso.plugins.module_utils._system import tls


def test_certificates_and_names_are_verified_and_old_cas_are_taken():
    context = tls.context()
    assert context.verify_mode == ssl.CERT_REQUIRED and context.check_hostname
    assert not context.verify_flags & getattr(ssl, "VERIFY_X509_STRICT", 0)
