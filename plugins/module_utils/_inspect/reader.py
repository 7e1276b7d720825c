# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read what a host has already.

``run(wanted)`` is what the module calls. ``wanted`` has ``verb`` (``check`` or ``adopt``), ``deployment``, ``options``,
``catalogue``, ``environment`` (of the plan, empty without one), ``internal_url``, ``health_url`` and
``stored_rows_since``. The answer holds secrets and leaves the host sealed only.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import to_data
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import registry
from ansible_collections.openmetadata.sso.plugins.module_utils._inspect import config_files
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import Server
from ansible_collections.openmetadata.sso.plugins.module_utils._system.masking import Mask
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.last_good import LastGood


def run(wanted):
    """(answer, ``None``) or (``None``, error dictionary); never a traceback."""
    mask = Mask(b"", (), ())
    try:
        return _run(wanted, mask), None
    except HostError as error:
        return None, mask.error(error.to_dict())
    except Exception as error:  # the operator gets one line, whatever went wrong
        return None, defect(error).to_dict()


def _run(wanted, mask):
    options = wanted["options"]
    deployment = registry.make(wanted["deployment"], options, {}, wanted["environment"], wanted["catalogue"])
    deployment.check()
    listed = deployment.sources(options.get("compose_env_files") or [])
    found = config_files.read(listed, LastGood(deployment.state_directory))
    found["findings"] = _findings(deployment) if wanted["verb"] == "check" else []
    running = deployment.running()
    server = Server(deployment.address(wanted["internal_url"]), deployment.address(wanted["health_url"]))
    found["version"] = server.version() if running else None
    found["installed"] = deployment.installed_release()
    found["project_files"] = deployment.project_files()
    found["files"] += deployment.container_files()
    return (
        dict(found, **_in_effect(wanted, deployment, server, found["version"], mask))
        if wanted["verb"] == "adopt"
        else found
    )


def _findings(deployment):
    try:
        return to_data(deployment.findings())
    except HostError:  # a file that cannot be read is among the problems of the files
        return []


def _in_effect(wanted, deployment, server, version, mask):
    """What the running server works with: environment, stored rows and what it serves."""
    environment = deployment.environment()
    if environment is None or version is None:
        message = "The server does not run or does not answer, so what it works with cannot be read."
        raise HostError(message, fix="Start it, or correct om_sso_server_internal_url.")
    # The ops command may quote what it reads when it fails.
    mask.also(environment)
    mask.also({name: text.strip("\"'") for name, text in environment.items()})
    decide = stored_config.decide(version, wanted["stored_rows_since"])
    rows = stored_config.StoredRows(deployment).peek() if decide else None
    return {"environment": environment, "rows": rows, "served": server.served()[0]}
