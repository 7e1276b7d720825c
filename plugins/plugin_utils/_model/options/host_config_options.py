# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration that is there already: which files to read, and where to write what was adopted."""

from __future__ import annotations

from ._option import Option

OPTIONS = (
    Option(
        "compose_env_files",
        "list",
        (
            (
                "Env files that you hand to Docker Compose with C(--env-file), relative to the project directory; "
                "they are only read."
            ),
            (
                "Found by themselves: C(.env), those below C(env_file), "
                "and those that the running server was started with."
            ),
        ),
        example=["openmetadata_auth0.env"],
    ),
    Option(
        "adopt_directory",
        "path",
        (
            (
                "Folder on the controller that receives the role variables of each host from "
                "C(openmetadata.sso.adopt), as C(host_vars) has them."
            ),
        ),
        example="inventory/host_vars",
    ),
    Option(
        "adopt_overwrite",
        "bool",
        (
            (
                "Let C(openmetadata.sso.adopt) replace files that it did not write, that were edited since, "
                "or that are encrypted."
            ),
        ),
        default=False,
    ),
)
