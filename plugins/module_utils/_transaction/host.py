# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module call does on a host: one request, one answer, never a traceback."""

import json

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_findings import host_finding
from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_plan import HostPlan
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import registry
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import rotation_status
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift, stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._server.server import Server
from ansible_collections.openmetadata.sso.plugins.module_utils._server.stored_config_api import SecurityApi
from ansible_collections.openmetadata.sso.plugins.module_utils._system.keyed_record import key_of
from ansible_collections.openmetadata.sso.plugins.module_utils._system.masking import Mask
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import access, runs
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host_change import HostChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.recovery import Recovery
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction


class Host:
    """A plan and the host that it is for: deployment, server, stored rows and mask."""

    def __init__(self, plan, deployment, mask):
        self.plan = plan
        self.deployment = deployment
        self.mask = mask
        token = plan.admin_token
        self.rows = (
            SecurityApi(deployment, lambda: self.server().url, token) if token else stored_config.StoredRows(deployment)
        )
        #: the release that runs, once it is known
        self.release = None
        self.wanted = {variable["name"]: variable["text"] for variable in plan.environment}

    @property
    def variables(self):
        """The planned variables that the running release reads; the others are in the files for the next upgrade.

        Fields that only the stored rows have are among them.
        """
        beside = self.plan.stored_fields if self.rows_decide(self.release) else []
        return [variable for variable in self.plan.environment + beside if stored_config.reads(variable, self.release)]

    def server(self):
        """The server by the address that this host reaches; it may change with a new container."""
        address = self.deployment.address
        return Server(address(self.plan.internal_url), address(self.plan.health_url))

    def rows_decide(self, version):
        """Whether stored rows decide in this release, and the operator lets the collection change them."""
        return self.plan.stored_configuration == "reconcile" and stored_config.decide(
            version, self.plan.stored_rows_since
        )

    def ignores_rows(self, version):
        """Whether stored rows decide in this release, and the operator keeps the collection from changing them."""
        return self.plan.stored_configuration == "ignore" and stored_config.decide(version, self.plan.stored_rows_since)

    def hide(self, value):
        """A keyed hash that takes the place of a secret value."""
        return self.mask.digest(json.dumps(value, sort_keys=True))

    def fingerprint(self):
        """A keyed hash of what the rows should hold."""
        paths = drift.stored_paths(self.variables)
        return self.hide({path: variable["value"] for path, variable in paths.items()})

    def findings(self, version):
        """Findings about the host: files of the operator, and fields that the release does not read."""
        return list(self.deployment.findings()) + self._undelivered(version)

    def _undelivered(self, version):
        """Fields that this server does not read; where the operator named the release, the plan has reported them."""
        if self.plan.release or version is None or self.plan.stored_configuration != "reconcile":
            return []
        found = []
        for field in self.plan.stored_fields:
            reason = None if stored_config.reads(field, version) else f"OpenMetadata {version} has no such field"
            if not self.rows_decide(version):
                reason = f"OpenMetadata {version} reads files alone, and no variable of openmetadata.yaml carries it"
            if reason:
                found.append(host_finding("ENV-28", field["name"], "not_in_release", reason=reason))
        return found

    def logged(self, mark, chosen):
        """What the server logged since ``mark``, of that the lines that ``chosen`` picks, without secrets."""
        if mark is None:
            return ""
        for environment in self.deployment.environments().values():
            self.mask.also(environment)
        self.mask.also(self.deployment.ops_environment())
        # A secret may be cut by what picks, or be hidden by what it makes readable.
        return self.mask.text(chosen(self.mask.text(self.deployment.log_since(mark))))


def deployment_of(plan):
    """The ``Deployment`` that a plan is for."""
    return registry.make(plan.deployment, plan.options, plan.templates, plan.environment, plan.catalogue)


def run(content, check_mode):
    """Carry out the request ``content``, a ``HostPlan`` as a dictionary.

    Returns (answer, ``None``) or (``None``, error dictionary).
    """
    mask = None
    try:
        plan = HostPlan(**content)
        deployment = deployment_of(plan)
        if plan.verb == "follow":
            folder, _notes = deployment.prepare_state(writes=False)
            mask = Mask(key_of(folder, False), plan.secret_names, plan.secrets)
            return runs.followed(Host(plan, deployment, mask), folder), None
        deployment.check()
        writes = plan.writes(check_mode)
        if plan.verb in ("access", "confirm"):
            access.require(deployment)
        if plan.verb == "access":
            return {"installation": access.installation(deployment)}, None
        if plan.verb == "rotation_status":
            return rotation_status.of(Host(plan, deployment, None)), None
        folder, notes = deployment.prepare_state(writes)
        mask = Mask(key_of(folder, writes), plan.secret_names, plan.secrets)
        target = (Recovery if plan.verb == "recover" else HostChange)(Host(plan, deployment, mask), folder)
        target.notes += notes
        target.review = plan.review
        earlier = runs.Earlier(folder)
        target.notes += earlier.notes
        target.at_work = earlier.at_work
        transaction = Transaction(target)
        if plan.verb == "confirm":
            # Whatever there is to say is said by the change at its turn.
            sure = not target.notes and target.last_good.read() is not None
            answer = transaction.confirm() if sure else {}
            return dict(answer, installation=access.installation(deployment)), None
        if writes:
            return runs.carried_out(target.host, folder, lambda: earlier.forgotten(transaction.apply().to_dict())), None
        return (transaction.compare() if plan.verb == "verify" else transaction.predict()).to_dict(), None
    except HostError as error:
        return None, error.to_dict() if mask is None else mask.error(error.to_dict())
    except Exception as error:  # the operator gets one line, whatever went wrong
        return None, defect(error).to_dict()
