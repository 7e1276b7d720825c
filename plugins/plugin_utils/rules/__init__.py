# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules. A rule looks at settings and what follows from them, and at nothing else."""

from __future__ import annotations

from . import authorizer, flow, inputs, sections, urls
from ._rule import RULES, Case, Rule

__all__ = ["RULES", "Case", "Rule", "authorizer", "flow", "inputs", "sections", "urls"]
