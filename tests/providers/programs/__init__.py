# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every program that preflight is tried on: a file each."""

import functools
import importlib
import pkgutil

from providers.program import Program


@functools.cache
def programs(kind: str = "") -> tuple[Program, ...]:
    """All programs, or those of a kind, in the order of their files."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    found = [importlib.import_module(f"{__name__}.{name}").PROGRAM for name in names]
    return tuple(program for program in found if kind in ("", program.kind))
