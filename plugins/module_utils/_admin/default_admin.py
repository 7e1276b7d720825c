# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The administrator ``admin`` that OpenMetadata is shipped with.

Removed when nothing makes it again and somebody else is one.

Facts (UserUtil): at every start each name of the file's ``adminPrincipals`` becomes an administrator, in every release;
who is one at the sign-in is decided by the list in effect, which from 1.10 on is that of the stored rows.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import (
    dotted_path,
    openmetadata_yaml,
    substitution,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import get_json
from ansible_collections.openmetadata.sso.plugins.module_utils._server.stored_config_api import SecurityApi

NAME = "admin"
SHIPPED_DOMAIN = "open-metadata.org"
VARIABLE = "AUTHORIZER_ADMIN_PRINCIPALS"
FIELD = "authorizerConfiguration.adminPrincipals"
SHIPPED_LIST = [NAME]
OPTION = "om_sso_admin_principals"


def names(value):
    """User names of a list of principals, as text (``[admin,jane:password]``) or as a list.

    In lower case, as users are named.
    """
    items = value if isinstance(value, list) else value.strip().lstrip("[").rstrip("]").split(",")
    found = [str(item).strip().strip("\"'").split(":", 1)[0].strip().lower() for item in items]
    return [name for name in found if name]


def work(case):
    """The task of ``openmetadata.sso.default_admin``.

    ``lists`` of its arguments holds the names of the server's ``started`` and ``stored`` list (``None`` where rows do
    not decide) of a server that is not on a host; it is ``None`` where the host is asked.
    """
    user = _living(case.admin.find_user(NAME), case.arguments["hard"])
    others, problems = _state(case)
    if user is None:
        return {"changed": False, "user": None, "administrators": others, "acting": None}
    acting = case.admin.me()
    problems = _identity(case, user, acting) + problems
    if problems:
        fix = (
            "Name other administrators in om_sso_admin_principals, run openmetadata.sso.sso, sign in as one of them, "
            "and run this again."
        )
        raise HostError(
            "The user {} was not removed: {}.".format(NAME, "; ".join(problems)), OPTION, fix, problems=problems
        )
    if not case.check_mode:
        case.admin.delete_user(user["id"], case.arguments["hard"])
        if _living(case.admin.find_user(NAME), case.arguments["hard"]) is not None:
            raise HostError(f"The server said that it removed the user {NAME}, and still has it.", "name")
    return {"changed": True, "user": user["email"], "administrators": others, "acting": acting["name"]}


def _living(user, hard):
    """The user, unless it is gone: a deleted one can be restored, and is there for ``hard``."""
    return None if user is None or (user.get("deleted") and not hard) else user


def _identity(case, user, acting):
    """Why this is not the shipped user, or cannot be removed with this token."""
    answer = get_json(case.url + "/api/v1/system/config/authorizer")[0]
    domain = answer.get("principalDomain") if isinstance(answer, dict) else None
    domains = {SHIPPED_DOMAIN, str(domain or SHIPPED_DOMAIN).lower()}
    problems = []
    if user.get("isBot") or str(user.get("email")).lower() not in {f"{NAME}@{domain}" for domain in domains}:
        problems.append(
            "it is not the one that OpenMetadata is shipped with, but {}".format(
                "a bot" if user.get("isBot") else user.get("email")
            )
        )
    if acting["id"] == user["id"]:
        problems.append("it is the one whose token this task works with")
    return problems


def _state(case):
    """(other administrators who are in the lists, everything that forbids the removal)."""
    problems, lists = [], case.arguments.get("lists")
    if lists is None:
        lists = {"started": _of_the_next_start(case), "stored": _of_the_rows(case)}
    started, stored = lists["started"], lists["stored"]
    if NAME in started:
        problems.append(f"{VARIABLE} of the running server names it, so the next start would make it again")
    if stored is not None and NAME in stored:
        problems.append("the stored rows name it as an administrator")
    listed = set(started if stored is None else stored)
    others = sorted(
        user["name"]
        for user in case.admin.people(administrators=True)
        if user["name"].lower() != NAME and user["name"].lower() in listed
    )
    if not others:
        wanted = ", ".join(sorted(listed - {NAME})) or "nobody else"
        problems.append(f"there is no other administrator (the list names {wanted})")
    return others, problems


def _of_the_next_start(case):
    """Names of which the server's next start makes administrators."""
    environment = case.host.deployment.environment()
    if environment is None:
        raise HostError("The server does not run, so its list of administrators is not known.", OPTION, "Start it.")
    return started(environment, case.host.deployment.openmetadata_yaml())


def started(environment, text):
    """Names of which a server makes administrators when it starts with an environment and an openmetadata.yaml.

    ``text`` is ``None`` where that is not a file that can be read.
    """
    written = _written(text)
    if written is None:
        written = substitution.reference(VARIABLE, ",".join(SHIPPED_LIST))
    return names(substitution.substitute(written, environment))


def stored_names(tree):
    """Names in the stored rows, as a tree."""
    return names(dotted_path.read(tree, FIELD) or [])


def _written(text):
    """The list in openmetadata.yaml, ``None`` where it has none."""
    return next(
        (
            value.strip().strip("\"'")
            for where, value, _line in openmetadata_yaml.entries(text or "")
            if where == FIELD and value.strip()
        ),
        None,
    )


def _of_the_rows(case):
    """Names in the stored rows; ``None`` in releases that do not read them."""
    server = case.host.server()
    version = server.version()
    if version is None:
        raise HostError(f"Whether stored rows decide is not known: {server.no_version}.", OPTION)
    if not stored_config.decide(version, case.host.plan.stored_rows_since):
        return None
    return stored_names(SecurityApi(case.host.deployment, lambda: case.url, case.admin.token).peek())
