# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When an audit fails."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
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
