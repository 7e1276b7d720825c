# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as it arrives on a host, for tests that need only some of its fields."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_plan import HostPlan

DEFAULTS = {
    "verb": "apply",
    "release": None,
    "deployment": "fake",
    "options": {},
    "templates": {},
    "environment": [],
    "stored_fields": [],
    "served": {},
    "internal_url": "http://localhost:8585",
    "health_url": "http://localhost:8586/healthcheck",
    "health_timeout": 1,
    "settle_time": 0,
    "stored_configuration": "reconcile",
    "keep_export": False,
    "admin_token": None,
    "keys": None,
    "mint": None,
    "rotate": False,
    "force_fernet_key": False,
    "production": False,
    "stored_rows_since": "1.10.0",
    "catalogue": [],
    "secret_names": [],
    "secrets": [],
}


def variable(name, value, text=None, **more):
    """A planned variable; its text is the value where none is given."""
    known = {"secret": False, "paths": [], "explicit": False, "since": "1.5.0", "until": None}
    return {"name": name, "value": value, "text": str(value) if text is None else text, **known, **more}


def made(*variables, **fields):
    """The plan with these variables and fields."""
    names = [each["name"] for each in variables]
    return HostPlan(**{**DEFAULTS, "environment": list(variables), "catalogue": names, **fields})
