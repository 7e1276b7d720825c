# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ops commands on users: for the provider basic only. Which source says so depends on the release."""

import argparse
import re
import sys
from typing import Any, Dict

from om_simulator import binding, people
from om_simulator.operations_security import Failed
from om_simulator.settings import Install
from om_simulator.store import AUTHENTICATION, AUTHORIZER, SETTINGS, USERS


def create(options: argparse.Namespace, install: Install, store: Any, settings: Dict[str, Any]) -> int:
    """A user with a password; an existing one is a success or a failure by release."""
    password = _password(options.password)
    if not re.match(r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$", options.user):
        raise Failed("Invalid email address: %s" % options.user)
    if _provider(install, store, settings) != "basic":
        raise Failed("Authentication is not set to basic. User creation is not supported.")
    if _with_email(store, options.user) is not None:
        print("User %s already exists." % options.user)
        return 0 if install.has["ops_user_reads_rows"] else 1
    name = options.user.partition("@")[0].lower()
    user = people.new_user(name, options.user.lower(), is_admin=options.admin)
    store.put(USERS, name, dict(user, password=password))
    print("User %s created successfully. Admin: %s" % (options.user, str(options.admin).lower()))
    return 0


def reset_password(options: argparse.Namespace, install: Install, store: Any, settings: Dict[str, Any]) -> int:
    """Another password for a user."""
    password = _password(options.password)
    if _provider(install, store, settings) != "basic":
        raise Failed("Authentication is not set to basic. Resetting password is not supported.")
    user = _with_email(store, options.email)
    if user is None:
        raise Failed("user instance for %s not found" % options.email)
    store.put(USERS, user["name"], dict(user, password=password))
    print("Password updated successfully.")
    return 0


def _provider(install: Install, store: Any, settings: Dict[str, Any]) -> Any:
    """The provider that counts.

    Where it reads the rows, this run writes those that are absent, by its own environment [S 1.12.6].
    """
    if not install.has["ops_user_reads_rows"]:
        return (settings.get(AUTHENTICATION) or {}).get("provider")
    for name in (AUTHENTICATION, AUTHORIZER):
        if settings.get(name) is not None:
            store.put(SETTINGS, name, binding.without_nulls(settings[name]), True)
    return (store.get(SETTINGS, AUTHENTICATION) or {}).get("provider")


def _with_email(store: Any, email: str) -> Any:
    for user in store.all(USERS).values():
        if user["email"].lower() == email.lower():
            return user
    return None


def _password(given: Any) -> str:
    """The value of the flag, or what is typed when the flag has none."""
    if given is None:
        print("Enter value for --password: ", end="", flush=True)
        given = sys.stdin.readline().rstrip("\n")
    if not given:
        raise Failed("Password cannot be empty.")
    return given
