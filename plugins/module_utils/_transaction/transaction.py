# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of one host, from looking to proof, or back to what was there.

lock, undo what a killed run left, look, compare, (check mode ends here), keep the originals, write files and rows,
restart when the environment or the rows differ, wait for health, prove; on any failure put everything back.
"""

import contextlib

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some, telling
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_checks, key_verification
from ansible_collections.openmetadata.sso.plugins.module_utils._server import authorization_request
from ansible_collections.openmetadata.sso.plugins.module_utils._server import drift as comparison
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, lock
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.current_state import Look
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.journal import Journal
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.last_good import Proven
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.lockout_guard import Administrators


class Transaction:
    """``host`` bundles plan, deployment, rows and mask; ``folder`` is the state folder."""

    def __init__(self, host, folder):
        self.host = host
        self.folder = folder
        self.journal = Journal(folder)
        self.proven = Proven(folder)
        self.administrators = Administrators(host)
        self.notes = []
        self.seconds = None
        self.pair = None
        self.log_mark = None

    def apply(self):
        """Bring the plan into effect and return what happened."""
        with lock.held(self.folder):
            restart_needed = self._undo_interrupted()
            look = Look(self.host, restart_needed, self.proven.read())
            self._refuse(look)
            if look.changed:
                self.host.deployment.prepare()
                proof = self._change(look)
            else:
                proof = self._prove(look.stored)
                self._keep(look, proof)
        return self._result(look, proof["table"](look), proof)

    def predict(self):
        """What ``apply`` would do, without a lock and without a trace (check mode)."""
        entry = self.journal.interrupted()
        if entry is not None:
            self.notes.append(
                "a run of {0} was interrupted; what it changed would be put back first".format(entry["started"])
            )
        look = Look(self.host, entry is not None and entry["restarted"], self.proven.read())
        self._refuse(look)
        if look.changed:
            self.host.deployment.prepare()
            return self._result(look, look.table(), {"version": look.version, "kids": look.kids})
        proof = self._prove(look.stored)
        return self._result(look, proof["table"](look), proof)

    def verify(self):
        """Compare and change nothing: files, environment, rows and what is served."""
        if self.journal.interrupted() is not None:
            self.notes.append("a run was interrupted here; the next apply puts back what it changed")
        look = Look(self.host, proven=self.proven.read(), peek=True)
        self.notes += [note for note in (look.reason, look.unseen) if note]
        if look.running and look.outdated_variables:
            self.notes.append("the server runs with another value of " + some(look.outdated_variables))
        if look.outlived:
            self.notes.append("the server runs with rows from before they were changed; it must be restarted")
        administrators = self.administrators.look(look.version, look.stored) if look.reason is None else None
        answer = self._result(
            look, look.table(), {"version": look.version, "kids": look.kids, "administrators": administrators}
        )
        return dict(answer, changed=False, reachable=look.reason is None)

    def _refuse(self, look):
        found = self.host.findings(look.version) + key_checks.findings(self.host, look)
        if any(severity == "error" for _rule, severity, _option, _message, _fix in found):
            raise HostError("What is on the host forbids the change; nothing was touched.", findings=found)
        key_verification.refuse(self.host, look.pair)
        self.pair = look.pair
        if look.changed and look.reason is None:
            self.administrators.refuse()

    def _undo_interrupted(self):
        """A run that was killed left its journal: files and rows go back first. Returns whether the server must be restarted."""
        entry = self.journal.interrupted()
        if entry is None:
            self.journal.tidy()
            return False
        self._put_back_layers(entry)
        self.journal.close()
        self.notes.append(
            "a run of {0} was interrupted; what it had changed was put back first".format(entry["started"])
        )
        return entry["restarted"] or entry["rows"] is not None

    def _change(self, look):
        if look.pair is not None:
            look.pair.complete(look.changes, self.host.deployment)
        entry = self.journal.begin(
            [change.path for change in look.changes], look.running, self.host.deployment.ops_environment()
        )
        with self.putting_back(entry, look.served):
            if look.pair is not None:
                look.pair.make_folder()
            for change in look.changes:
                files.write(change.path, change.text, change.mode, change.owner)
            if look.row_changes:
                self._change_rows(entry, look.stored_text, look.stored, look.row_changes)
            if look.restart:
                self._restart(entry, force=look.stale or (bool(look.row_changes) and self.host.rows.needs_restart))
            proof = self._prove(self._late_rows(entry, look))
            self._keep(look, proof)  # a change that could not be recorded would have no way back
            if self.host.plan["keep_export"]:
                self.journal.keep_export(entry)
        self.journal.close()
        return proof

    def _keep(self, look, proof):
        self.proven.keep(
            self.host.fingerprint(),
            proof["version"],
            look.wanted,
            proof["stored"],
            proof["served"],
            self.host.deployment.ops_environment(),
        )

    @contextlib.contextmanager
    def putting_back(self, entry, served):
        """Whatever goes wrong inside, what was there comes back. ``served`` is what the server served before."""
        try:
            yield
        except Exception as failure:
            self._put_back(entry, served, failure if isinstance(failure, HostError) else defect(failure))

    def _restart(self, entry, force):
        self.journal.restarting(entry)
        self.log_mark = self.host.deployment.log_mark()
        self.host.deployment.restart(force)
        self.seconds = self.host.server().wait(self.host.plan["health_timeout"], self.host.deployment.alive)

    def _change_rows(self, entry, text, stored, changes):
        """The export is the way back, so it is on disk before the rows change."""
        self.journal.keep_rows(entry, text)
        try:
            self.host.rows.change(stored, changes)
        except HostError as refusal:
            if refusal.more.pop("untouched", False):
                self.journal.forget_rows(entry)
            raise

    def _late_rows(self, entry, look):
        """Rows as they are after the change. A server that did not run could not tell before which release it is."""
        self.host.release = self.host.server().version()
        if not self.host.rows_decide(self.host.release):
            return None
        text, stored = self.host.rows.read()
        changes = comparison.row_changes(self.host.variables, stored)
        if changes and not look.rows_decide:
            self._change_rows(entry, text, stored, changes)
            if self.host.rows.needs_restart:
                self._restart(entry, force=True)
            _text, stored = self.host.rows.read()
        return stored

    def _prove(self, stored):
        """Environment byte for byte, rows, and what is served: all as planned, or ``HostError``."""
        for service, actual in self.host.deployment.environments().items():
            wrong = comparison.environment_errors(self.host.wanted, actual)
            if wrong:
                raise HostError(f"{service} runs without the planned value of {some(wrong)}.")
        server = self.host.server()
        served, kids, reason = server.served()
        if reason is not None:
            raise HostError(f"The server does not answer: {reason}.")
        if not kids:
            raise HostError(
                "The server publishes no key of its own: tokens of bots could not be verified.",
                fix="Look at RSA_PUBLIC_KEY_FILE_PATH.",
            )
        key_verification.prove(self.host, self.pair, server)
        wrong = (
            [path.split(".", 1)[1] for path, _value in comparison.row_changes(self.host.variables, stored)]
            if stored is not None
            else []
        )
        if wrong:
            raise HostError(f"The stored rows hold another value of {some(wrong)}.", "om_sso_stored_configuration")
        version = server.version()
        shown, unseen = authorization_request.shown(server.url, self.host.plan["served"], self.host.variables, served)
        self.notes += [unseen] if unseen else []
        self._judge(comparison.served_drift(self.host.plan["served"], shown), version)
        log = (lambda: self.host.deployment.log_since(self.log_mark)) if self.log_mark is not None else (lambda: "")
        administrators = self.administrators.prove(version, stored, log)
        proof = {"version": version, "kids": kids, "stored": stored, "served": served, "administrators": administrators}
        return dict(proof, table=lambda look: look.table(shown, stored, applied=True))

    def _judge(self, drift, version):
        if not drift:
            return
        words = ", ".join("{0} {1!r} instead of {2!r}".format(*row) for row in drift[:4])
        if self.host.ignores_rows(version):
            self.notes.append(f"the stored rows are left alone as asked, and the server serves {words}")
            return
        raise HostError(
            "The server ({0}) serves {1}.".format(version or "release unknown", words),
            fix=authorization_request.fix(drift) or "Look at the server's log.",
        )

    def _put_back(self, entry, served, failure):
        """Files, rows, then the service; the failure is reported together with how that ended."""
        words = self._last_words() if entry["restarted"] else ""
        try:
            self._put_back_layers(entry)
            outcome = (
                self._restart_old(entry, served)
                if entry["restarted"] or entry["rows"] is not None
                else "Nothing was restarted; the old files are back."
            )
        except HostError as second:
            # The journal stays: the next run begins with putting back.
            outcome = f"NOT EVERYTHING COULD BE PUT BACK: {second} The next run tries again first."
        else:
            self.journal.close()
        raise HostError(
            failure.message,
            failure.option,
            failure.fix,
            restored=not outcome.startswith("NOT"),
            outcome=outcome,
            words=words,
        )

    def _put_back_layers(self, entry):
        self.journal.restore(entry)
        if entry["rows"] is not None:
            self.host.deployment.use_environment(self.journal.environment(entry))
            self.host.rows.write(self.journal.rows(entry))

    def _restart_old(self, entry, served):
        deployment = self.host.deployment
        if not entry["running"]:
            deployment.stop()
            return "The old files are back; the server did not run before and was stopped."
        deployment.restart(force=entry["rows"] is not None)
        seconds = self.host.server().wait(self.host.plan["health_timeout"], deployment.alive)
        what = "The old files and stored rows are" if entry["rows"] is not None else "The old files are"
        if served is not None and self.host.server().served()[0] != served:
            return f"NOT AS BEFORE: {what} back and the server is healthy, but it serves something else."
        return f"{what} back and the server is healthy again after {seconds} s, serving what it served before."

    def _last_words(self):
        try:
            for environment in self.host.deployment.environments().values():
                self.host.mask.also(environment)
            self.host.mask.also(self.host.deployment.ops_environment())
            return self.host.mask.text(telling(self.host.deployment.last_words()))
        except HostError as error:  # the log is a help, its absence no second failure
            return str(error)

    def _result(self, look, rows, proof):
        return {
            "changed": look.changed,
            "restarted": self.seconds is not None,
            "would_restart": look.restart,
            "seconds": self.seconds,
            "variables": look.outdated_variables,
            "stale": look.outlived,
            "rows": [path.split(".", 1)[1] for path, _value in look.row_changes],
            "rows_decide": look.rows_decide or proof.get("stored") is not None,
            "files": look.file_states(),
            "diff": look.diff(),
            "effective": rows,
            "kids": proof["kids"],
            "version": proof["version"],
            "administrators": proof.get("administrators"),
            "pair": key_verification.result(look.pair, (self.host.plan.get("keys") or {}).get("share")),
            "findings": self.host.findings(proof["version"]) + key_checks.findings(self.host, look),
            "notes": self.notes,
        }
