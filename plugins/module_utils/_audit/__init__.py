# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit sees of one server, without changing anything. What it means is judged on the controller.

No secret is in what is given back: of a Fernet key, a token or a file with passwords only what is known *about* it.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._audit import (
    file_permissions,
    http_checks,
    keys,
    settings,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import registry
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._server.stored_config_api import SecurityApi


def look(wanted, pod=None):
    """(what was seen, ``None``) or (``None``, error dictionary).

    ``pod`` is the place of a server in a cluster, with what it answered there (``server``) and its stored rows.
    """
    try:
        deployment, place, reason = _place(wanted) if pod is None else (None, pod, pod.reason)
        url = _address(deployment, wanted["url"]).rstrip("/")
        asked = bool(url) or pod is None
        server = http_checks.server(url) if asked else pod.server
        if place is None and reason and not server["version"]:
            raise HostError(reason)
        found = settings.from_files(wanted["fields"], place)
        by_http = pod is None or (asked and wanted["admin_token"])
        rows, rows_reason = _rows(wanted, deployment, url, server) if by_http else pod.rows()
        found = settings.with_rows(found, rows, rows_reason)
        found = settings.with_served(found, server["served"], server["url"])
        seen = {
            "files_reason": reason or (place.reason if place is not None else ""),
            "settings": settings.shown(found, wanted["fields"]),
            "server": server,
        }
        seen["keys"] = keys.look(found, place, server)
        seen["files"] = file_permissions.look(place, wanted, found) if place is not None and pod is None else []
        seen["own_keys"] = http_checks.own_keys(found, lambda own: _address(deployment, own) if asked else None)
        seen["login"] = http_checks.login(url, server, found) if asked else None
        seen["administration"] = http_checks.administration(url, wanted["admin_token"], server)
        seen["cluster"] = None
        return seen, None
    except HostError as error:
        return None, error.to_dict()
    except Exception as error:  # the operator gets one line, whatever went wrong
        return None, defect(error).to_dict()


def _place(wanted):
    """(deployment, its files, why they cannot be seen). Over HTTP alone there is neither."""
    if wanted["deployment"] not in registry.CLASSES:
        return None, None, "only what the server answers over HTTP was checked"
    deployment = registry.make(wanted["deployment"], wanted["options"], catalogue=wanted["catalogue"])
    try:
        deployment.check()
        return deployment, deployment.server_files(), ""
    except HostError as error:
        # What can be read is checked all the same: a server that is down, Docker that does not answer, a user who is
        # not root.
        return deployment, deployment.server_files() if deployment.exists() else None, str(error)


def _address(deployment, url):
    """The URL as the host reaches it; where Docker does not answer, as configured."""
    try:
        return url if deployment is None else deployment.address(url)
    except HostError:
        return url


def _rows(wanted, deployment, url, server):
    """(the stored rows, why not); both ``None`` where this release does not read any."""
    release = server["version"] or wanted["release"]
    if release and not stored_config.decide(release, wanted["stored_rows_since"]):
        return None, None
    if not server["version"]:
        return None, "the server does not answer, and its stored rows may decide"
    if wanted["admin_token"]:
        reader = SecurityApi(deployment, lambda: url, wanted["admin_token"])
    elif deployment is None:
        return None, "the stored rows decide, and reading them over HTTP needs om_sso_admin_token"
    elif wanted["stored_configuration"] == "ignore":
        return None, "the stored rows decide, and om_sso_stored_configuration: ignore keeps them unread"
    else:
        reader = stored_config.StoredRows(deployment)
    try:
        return reader.peek(), None
    except HostError as error:
        return None, str(error)
