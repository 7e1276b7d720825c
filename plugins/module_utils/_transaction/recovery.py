# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Restore the last configuration that was verified on this host, without a token and without a plan."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, lock
from ansible_collections.openmetadata.sso.plugins.module_utils._system.files import FileChange
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Transaction


class Recovery(Transaction):
    """The same journal and the same way back as any other change."""

    def apply(self):
        with lock.held(self.folder):
            self._undo_interrupted()
            good = self._good()
            state = self._state(good)
            self.host.deployment.prepare()
            entry = self.journal.begin(
                [change.path for change in state["files"]], state["running"], self.host.deployment.ops_environment()
            )
            with self.putting_back(entry, state["served"]):
                for change in state["files"]:
                    files.write(change.path, change.text, change.mode, change.owner)
                if good["rows"] is not None:
                    self.journal.keep_rows(entry, self.host.rows.read()[0])
                    self.host.rows.write(good["rows"])
                self._restart(entry, force=True)
                answer = self._recovered(good)
            self.journal.close()
        return dict(self._answer(good, state), **answer)

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

    def _answer(self, good, state):
        changed = [change.path for change in state["files"] if files.read(change.path) != change.text]
        return {
            "changed": True,
            "when": good["when"],
            "restarted": self.seconds is not None,
            "seconds": self.seconds,
            "rows": good["rows"] is not None
            and stored_config.decide(good["version"], self.host.plan["stored_rows_since"]),
            "files": [{"path": change.path, "changed": change.path in changed} for change in state["files"]],
            "diff": [],
            "served": good["served"],
            "kids": None,
            "version": good["version"],
            "administrators": None,
            "effective": [],
            "findings": [],
            "notes": self.notes,
        }
