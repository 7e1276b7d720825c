# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release of this collection, as the installed collection, or this checkout, says."""

from __future__ import annotations

import json
import pathlib

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[3]


def release_of_the_collection() -> str:
    """The version of ``MANIFEST.json``, which a checkout does not have, or of ``galaxy.yml``."""
    manifest, checkout = ROOT / "MANIFEST.json", ROOT / "galaxy.yml"
    if manifest.is_file():
        return str(json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]["version"])
    return str(yaml.safe_load(checkout.read_text(encoding="utf-8"))["version"])
