# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore the last configuration that was verified on this host, without a token and without a plan."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift, stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, lock
from ansible_collections.openmetadata.sso.plugins.module_utils._system.files import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction


class Recovery(Transaction):
    """A change like any other: the same journal, and the same restoring when it fails."""

    def apply(self):
        with lock.held(self.folder):
            self._undo_interrupted()
            good = self._good()
            state = self._state(good)
            self.host.deployment.prepare()
            entry = self.journal.begin(
                [change.path for change in state["files"]], state["running"], self.host.deployment.ops_environment()
            )
            with self.restoring(entry, state["served"]):
                for change in state["files"]:
                    files.write(change.path, change.text, change.mode, change.owner)
                if good["rows"] is not None:
                    self.journal.keep_rows(entry, self.host.rows.read()[0])
                    self.host.rows.write(good["rows"])
                self._restart(entry, force=True)
                seen = self._recovered(good)
            self.journal.close()
        return self._answer(good, state, seen)

    def predict(self):
        good = self._good()
        return self._answer(good, self._state(good))

    def _good(self):
        good = self.last_good.read()
        if good is None:
            raise HostError(
                "No configuration was verified on this host yet.", "om_sso_recover_to", "Use om_sso_recover_to: basic."
            )
        return good

    def _state(self, good):
        deployment = self.host.deployment
        running = deployment.running()
        if not running:
            deployment.use_environment(good.get("environment"))
        served = self.host.server().served()[0] if running else None
        wanted = [FileChange(kept["path"], kept["text"], kept["mode"], tuple(kept["owner"])) for kept in good["files"]]
        return {"running": running, "served": served, "files": wanted}

    def _recovered(self, good):
        served, kids, reason = self.host.server().served()
        if reason is not None:
            raise HostError(f"The server does not answer: {reason}.")
        differing = drift.served_drift(good["served"], served)
        if differing:
            raise HostError(
                f"The server serves another value of {some([row[0] for row in differing])} than the one that was verified."
            )
        return {"kids": kids, "served": served, "version": self.host.server().version()}

    def _answer(self, good, state, seen=None):
        """``seen`` is what the restored server serves, ``None`` before that is known."""
        changed = [change.path for change in state["files"] if files.read(change.path) != change.text]
        rows = good["rows"] if stored_config.decide(good["version"], self.host.plan.stored_rows_since) else None
        result = Result(
            changed=True,
            when=good["when"],
            restarted=self.seconds is not None,
            would_restart=True,
            seconds=self.seconds,
            rows=sorted(config_export.read(rows)) if rows else [],
            rows_decide=rows is not None,
            files=[{"path": change.path, "changed": change.path in changed} for change in state["files"]],
            served=good["served"],
            version=good["version"],
            notes=self.notes,
        )
        return result._replace(**(seen or {}))
