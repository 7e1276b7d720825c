# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of one host: applied and verified, or restored.

Steps: lock, restore what an interrupted run left, read the current state, compare (check mode ends here), keep the originals,
write files and rows, restart when the environment or the rows differ, wait for health, verify; on any failure restore everything.
"""

import contextlib

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError, defect
from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import errors, to_data
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result, fields_of
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some, telling
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_checks, key_verification
from ansible_collections.openmetadata.sso.plugins.module_utils._server import authorization_request, drift
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, lock
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.current_state import CurrentState
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.journal import Journal
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.last_good import LastGood
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.lockout_guard import Administrators


class Transaction:
    """``host`` bundles plan, deployment, rows and mask; ``folder`` is the state folder."""

    def __init__(self, host, folder):
        self.host = host
        self.folder = folder
        self.journal = Journal(folder)
        self.last_good = LastGood(folder)
        self.administrators = Administrators(host)
        self.notes = []
        self.seconds = None
        self.pair = None
        self.log_mark = None

    def apply(self):
        """Bring the plan into effect and return what happened."""
        with lock.held(self.folder):
            restart_needed = self._undo_interrupted()
            current = CurrentState(self.host, restart_needed, self.last_good.read())
            self._refuse(current)
            if current.changed:
                self.host.deployment.prepare()
                verified = self._change(current)
            else:
                verified = self._verify_result(current.stored)
                self._keep(current, verified)
        return self._result(current, verified["table"](current), verified)

    def predict(self):
        """What ``apply`` would do, without a lock and without a trace (check mode)."""
        entry = self.journal.interrupted()
        if entry is not None:
            self.notes.append(
                "a run of {0} was interrupted; what it changed would be restored first".format(entry["started"])
            )
        current = CurrentState(self.host, entry is not None and entry["restarted"], self.last_good.read())
        self._refuse(current)
        if current.changed:
            self.host.deployment.prepare()
            return self._result(current, current.table(), {"version": current.version, "kids": current.kids})
        verified = self._verify_result(current.stored)
        return self._result(current, verified["table"](current), verified)

    def verify(self):
        """Compare and change nothing: files, environment, rows and what is served."""
        if self.journal.interrupted() is not None:
            self.notes.append("a run was interrupted here; the next apply restores what it changed")
        current = CurrentState(self.host, last_good=self.last_good.read(), peek=True)
        self.notes += [note for note in (current.reason, current.unseen) if note]
        if current.running and current.outdated_variables:
            self.notes.append("the server runs with another value of " + some(current.outdated_variables))
        if current.outlived:
            self.notes.append("the server runs with rows from before they were changed; it must be restarted")
        administrators = self.administrators.status(current.version, current.stored) if current.reason is None else None
        result = self._result(
            current,
            current.table(),
            {"version": current.version, "kids": current.kids, "administrators": administrators},
        )
        return result._replace(changed=False, reachable=current.reason is None)

    def _refuse(self, current):
        found = self.host.findings(current.version) + key_checks.findings(self.host, current)
        if errors(found):
            raise HostError(
                "The change is not possible with what is on the host; nothing was changed.", findings=to_data(found)
            )
        key_verification.refuse(self.host, current.pair)
        self.pair = current.pair
        if current.changed and current.reason is None:
            self.administrators.refuse()

    def _undo_interrupted(self):
        """Restore files and rows from the journal that an interrupted run left. Returns whether the server must be restarted."""
        entry = self.journal.interrupted()
        if entry is None:
            self.journal.tidy()
            return False
        self._restore_layers(entry)
        self.journal.close()
        self.notes.append(
            "a run of {0} was interrupted; what it had changed was restored first".format(entry["started"])
        )
        return entry["restarted"] or entry["rows"] is not None

    def _change(self, current):
        if current.pair is not None:
            current.pair.complete(current.changes, self.host.deployment)
        entry = self.journal.begin(
            [change.path for change in current.changes], current.running, self.host.deployment.ops_environment()
        )
        with self.restoring(entry, current.served):
            if current.pair is not None:
                current.pair.make_folder()
            for change in current.changes:
                files.write(change.path, change.text, change.mode, change.owner)
            if current.row_changes:
                self._change_rows(entry, current.stored_text, current.stored, current.row_changes)
            if current.restart:
                self._restart(
                    entry, force=current.stale or (bool(current.row_changes) and self.host.rows.needs_restart)
                )
            verified = self._verify_result(self._late_rows(entry, current))
            self._keep(current, verified)  # a change that could not be recorded would have no way back
            if self.host.plan.keep_export:
                self.journal.keep_export(entry)
        self.journal.close()
        return verified

    def _keep(self, current, verified):
        self.last_good.keep(
            self.host.fingerprint(),
            verified["version"],
            current.wanted,
            verified["stored"],
            verified["served"],
            self.host.deployment.ops_environment(),
        )

    @contextlib.contextmanager
    def restoring(self, entry, served):
        """Restore everything when anything inside fails. ``served`` is what the server served before."""
        try:
            yield
        except Exception as failure:
            self._restore(entry, served, failure if isinstance(failure, HostError) else defect(failure))

    def _restart(self, entry, force):
        self.journal.restarting(entry)
        self.log_mark = self.host.deployment.log_mark()
        self.host.deployment.restart(force)
        self.seconds = self.host.server().wait(self.host.plan.health_timeout, self.host.deployment.alive)

    def _change_rows(self, entry, text, stored, changes):
        """The export is the way back, so it is on disk before the rows change."""
        self.journal.keep_rows(entry, text)
        try:
            self.host.rows.change(stored, changes)
        except HostError as refusal:
            if refusal.more.pop("untouched", False):
                self.journal.forget_rows(entry)
            raise

    def _late_rows(self, entry, current):
        """Rows as they are after the change. A server that did not run could not tell before which release it is."""
        self.host.release = self.host.server().version()
        if not self.host.rows_decide(self.host.release):
            return None
        text, stored = self.host.rows.read()
        changes = drift.row_changes(self.host.variables, stored)
        if changes and not current.rows_decide:
            self._change_rows(entry, text, stored, changes)
            if self.host.rows.needs_restart:
                self._restart(entry, force=True)
            _text, stored = self.host.rows.read()
        return stored

    def _verify_result(self, stored):
        """Environment byte for byte, rows, and what is served: all as planned, or ``HostError``."""
        for service, actual in self.host.deployment.environments().items():
            wrong = drift.environment_errors(self.host.wanted, actual)
            if wrong:
                raise HostError(f"{service} runs without the planned value of {some(wrong)}.")
        server = self.host.server()
        served, kids, reason = server.served()
        if reason is not None:
            raise HostError(f"The server does not answer: {reason}.")
        if not kids:
            raise HostError(
                "The server publishes no key of its own: tokens of bots could not be verified.",
                fix="Check RSA_PUBLIC_KEY_FILE_PATH.",
            )
        key_verification.verify(self.host, self.pair, server)
        wrong = (
            fields_of(path for path, _value in drift.row_changes(self.host.variables, stored))
            if stored is not None
            else []
        )
        if wrong:
            raise HostError(f"The stored rows hold another value of {some(wrong)}.", "om_sso_stored_configuration")
        version = server.version()
        shown, unseen = authorization_request.shown(server.url, self.host.plan.served, self.host.variables, served)
        self.notes += [unseen] if unseen else []
        self._judge(drift.served_drift(self.host.plan.served, shown), version)
        administrators = self.administrators.verify(version, stored, self._log)
        verified = {
            "version": version,
            "kids": kids,
            "stored": stored,
            "served": served,
            "administrators": administrators,
        }
        return dict(verified, table=lambda current: current.table(shown, stored, applied=True))

    def _judge(self, differing, version):
        if not differing:
            return
        words = ", ".join("{0} {1!r} instead of {2!r}".format(*row) for row in differing[:4])
        if self.host.ignores_rows(version):
            self.notes.append(f"the stored rows are left alone as asked, and the server serves {words}")
            return
        raise HostError(
            "The server ({0}) serves {1}.".format(version or "release unknown", words),
            fix=authorization_request.fix(differing) or "Check the server's log.",
        )

    def _restore(self, entry, served, failure):
        """Files, rows, then the service; the failure is reported together with how that ended."""
        words = self._words_of_the_log() if entry["restarted"] else ""
        try:
            self._restore_layers(entry)
            outcome = (
                self._restart_old(entry, served)
                if entry["restarted"] or entry["rows"] is not None
                else "Nothing was restarted; the old files are back."
            )
        except HostError as second:
            # The journal stays: the next run begins with restoring.
            outcome = f"NOT EVERYTHING COULD BE RESTORED: {second} The next run tries again first."
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

    def _restore_layers(self, entry):
        self.journal.restore(entry)
        if entry["rows"] is not None:
            self.host.deployment.use_environment(self.journal.environment(entry))
            self.host.rows.write(self.journal.rows(entry))

    def _restart_old(self, entry, served):
        deployment = self.host.deployment
        if not entry["running"]:
            deployment.stop()
            return "The old files are back; the server did not run before and was stopped."
        deployment.restart(entry["rows"] is not None)
        seconds = self.host.server().wait(self.host.plan.health_timeout, deployment.alive)
        what = "The old files and stored rows are" if entry["rows"] is not None else "The old files are"
        if served is not None and self.host.server().served()[0] != served:
            return f"NOT AS BEFORE: {what} back and the server is healthy, but it serves something else."
        return f"{what} back and the server is healthy again after {seconds} s, serving what it served before."

    def _log(self):
        """What the server logged since this run restarted it; nothing when it did not."""
        return "" if self.log_mark is None else self.host.deployment.log_since(self.log_mark)

    def _words_of_the_log(self):
        try:
            for environment in self.host.deployment.environments().values():
                self.host.mask.also(environment)
            self.host.mask.also(self.host.deployment.ops_environment())
            return self.host.mask.text(telling(self._log()))
        except HostError as error:  # the log is a help, its absence no second failure
            return str(error)

    def _result(self, current, effective, verified):
        return Result(
            changed=current.changed,
            restarted=self.seconds is not None,
            would_restart=current.restart,
            seconds=self.seconds,
            variables=current.outdated_variables,
            stale=current.outlived,
            rows=fields_of(path for path, _value in current.row_changes),
            rows_decide=current.rows_decide or verified.get("stored") is not None,
            files=current.file_states(),
            diff=current.diff(),
            effective=effective,
            kids=verified["kids"],
            version=verified["version"],
            administrators=verified.get("administrators"),
            pair=key_verification.result(current.pair, (self.host.plan.keys or {}).get("share")),
            findings=to_data(self.host.findings(verified["version"]) + key_checks.findings(self.host, current)),
            notes=self.notes,
        )
