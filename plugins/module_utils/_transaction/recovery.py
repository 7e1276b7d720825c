# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore the last configuration that was verified on this host, without a token and without a plan."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift, stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host_target import HostTarget


class RecoveryState:
    """The last good configuration, and the host before it is restored. A recovery always restarts the server."""

    changed = True

    def __init__(self, deployment, server, last_good):
        self.last_good = last_good
        self.running = deployment.running()
        self.kept_starting = not self.running and deployment.kept_starting()
        self.served = server().served()[0] if self.running else None
        if self.served is None:
            # A process that does not answer may be one that ends soon, with an environment that nothing can run with.
            deployment.use_environment(last_good.get("environment"))
        self.changes = [
            FileChange(kept["path"], kept["text"], kept["mode"], tuple(kept["owner"])) for kept in last_good["files"]
        ]
        self.file_states = [
            {"path": change.path, "changed": files.read(change.path) != change.text} for change in self.changes
        ]


class Recovery(HostTarget):
    """The change of a host to its last good configuration. Its current state is a ``RecoveryState``."""

    def read(self, _interrupted):
        """The ``RecoveryState``; ``HostError`` when no configuration was verified here."""
        last_good = self.last_good.read()
        if last_good is None:
            raise HostError(
                "No configuration was verified on this host yet.", "om_sso_recover_to", "Use om_sso_recover_to: basic."
            )
        return RecoveryState(self.host.deployment, self.host.server, last_good)

    def begin(self, current):
        """Open the journal."""
        return self.open_journal(current.changes, current.running)

    def make(self, current, entry):
        """Files, rows and the restart. Returns what was served when it was verified."""
        self.write_files(current.changes)
        rows = current.last_good["rows"]
        if rows is not None:
            self.journal.keep_rows(entry, self.host.rows.read()[0], config_export.read(rows))
            self.host.rows.write(rows)
        self.restart(entry, force=True)
        return current.last_good["served"]

    def verify(self, seen):
        """What the server serves, the same as when it was verified."""
        self.host.deployment.refuse_others()
        server = self.host.server()
        served, kids, reason = server.served()
        if reason is not None:
            raise HostError(f"The server does not answer: {reason}.")
        fields = [row[0] for row in drift.served_drift(seen, served)]
        if fields:
            raise HostError(f"The server serves another value of {some(fields)} than the one that was verified.")
        return {"kids": kids, "served": served, "version": server.version()}

    def result(self, current, verified):
        """The ``Result``; before it is restored, with what will be served."""
        last_good = current.last_good
        rows = (
            last_good["rows"] if stored_config.decide(last_good["version"], self.host.plan.stored_rows_since) else None
        )
        result = Result(
            changed=True,
            when=last_good["when"],
            restarted=self.seconds is not None,
            would_restart=True,
            seconds=self.seconds,
            rows=sorted(config_export.read(rows)) if rows else [],
            rows_decide=rows is not None,
            files=current.file_states,
            served=last_good["served"],
            version=last_good["version"],
            notes=self.notes,
        )
        return result._replace(**(verified or {}))
