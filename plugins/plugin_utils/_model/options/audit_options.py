# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit writes, and when it fails."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "audit_page",
        "path",
        (
            (
                "File on the controller that receives the page of C(openmetadata.sso.audit): "
                "one HTML file, mode 0600, that needs nothing beside it."
            ),
        ),
        example="audit.html",
    ),
    Option(
        "audit_fail_on",
        "str",
        (
            (
                "What makes C(openmetadata.sso.audit) fail for a host: C(never), since an audit reports; C(error) or "
                "C(warning), for a pipeline that has to stop."
            ),
            (
                "What could not be seen never makes it fail. "
                "A host that cannot be reached is unreachable, whatever this says."
            ),
        ),
        default="never",
        choices=("never", "warning", "error"),
    ),
)
