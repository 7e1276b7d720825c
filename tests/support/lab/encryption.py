# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Secrets are encrypted with before they are committed: kubeseal, SOPS and the keys of age, built once by Go."""

from pathlib import Path

from . import golang

PROGRAMS = {
    "age-keygen": ("filippo.io/age", "v1.3.2"),
    "kubeseal": ("github.com/bitnami-labs/sealed-secrets", "v0.27.1"),
    "sops": ("github.com/getsops/sops/v3", "v3.13.3"),
}
"""The module of each, and its version."""


def built(*names: str) -> list[Path]:
    """Folders for PATH with these programs; raises `Missing`."""
    return [golang.program(*PROGRAMS[name], name, package=f"./cmd/{name}").parent for name in names]
