# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release of a collection, as its folder says."""

from __future__ import annotations

import pathlib

import yaml

from ...module_utils._core import json_text

ROOT = pathlib.Path(__file__).resolve().parents[3]


def installed_release(folder: pathlib.Path) -> str | None:
    """The version of ``MANIFEST.json``; a collection that was not installed, such as a checkout, has none."""
    try:
        return str(json_text.parse((folder / "MANIFEST.json").read_text("utf-8"))["collection_info"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def release_of_the_collection() -> str:
    """The release of this collection; that of a checkout is in ``galaxy.yml``."""
    return installed_release(ROOT) or str(yaml.safe_load((ROOT / "galaxy.yml").read_text("utf-8"))["version"])
