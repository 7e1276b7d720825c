# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults beside those of an interrupted change, one file a subject: what happens, and the test that holds it.

A file has a ``TITLE``, a ``RIGHT`` (what must hold whatever of it happens) and ``FAULTS``: (what happens, the test).
"""

import importlib
import pkgutil


def subjects():
    """The modules of this folder by their names."""
    return [importlib.import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__)]


def count():
    """How many faults they list."""
    return sum(len(subject.FAULTS) for subject in subjects())
