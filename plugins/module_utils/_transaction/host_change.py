# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The change of a host to its plan: own key pair, files, stored rows, restart, and what is verified then."""

import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.findings import errors, to_data
from ansible_collections.openmetadata.sso.plugins.module_utils._core.result import Result, fields_of
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_checks, key_verification
from ansible_collections.openmetadata.sso.plugins.module_utils._server import authorization_request, drift
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.files import mode_of
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import release_checks
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.current_state import CurrentState
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.host_target import HostTarget
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.lockout_guard import Administrators

MASKED = (
    "secrets in the stored rows are masked for om_sso_admin_token and were not compared; "
    "a run without the token compares them"
)


class HostChange(HostTarget):
    """Its current state is a ``CurrentState``.

    What is to be verified are the stored rows, ``None`` where they do not decide.
    """

    def __init__(self, host, folder):
        super().__init__(host, folder)
        self.administrators = Administrators(host)
        self.pair = None
        #: where the rows of ``last_good`` are kept when another release has replaced them
        self.kept = None

    def read(self, interrupted):
        """The ``CurrentState``. After an interrupted run the server may run with what was restored since."""
        outdated = interrupted is not None and (interrupted["restarted"] or interrupted["rows"] is not None)
        current = CurrentState(self.host, outdated, self.last_good.read())
        self._refuse(current)
        return current

    def differs(self):
        """Whether a file is another one: then the rows, which take Java some seconds, need not be read."""
        return any(change.differs(files.read(change.path)) for change in self.host.deployment.files())

    def _refuse(self, current):
        found = self._findings(current, current.version, current.running)
        if errors(found):
            own = key_checks.servers_own(self.host, current)
            raise HostError(
                "The change is not possible with what is on the host; nothing was changed.",
                fix=self._secure_rows(current),
                findings=to_data(found),
                **({} if own is None else {"servers_own_key_id": own}),
            )
        if current.running and current.served is not None and current.kids and current.version is None:
            message = f"Whether stored rows decide is not known, since the server runs and {current.reason}."
            raise HostError(message, fix="Check that OpenMetadata answers there.")
        key_verification.refuse(self.host, current.pair)
        self.pair = current.pair
        if current.changed and current.reason is None:
            self.administrators.refuse()

    def _findings(self, current, version, running):
        plan = self.host.plan
        release = release_checks.findings(
            plan.release, version, running, current.last_good, self.kept or self.last_good.path, bool(self.kept)
        )
        return [*self.host.findings(version), *release, *key_checks.findings(self.host, current)]

    def _secure_rows(self, current):
        """Where the rows are exported to before the operator changes the release, in words; empty otherwise."""
        changes_release = release_checks.differs(self.host.plan.release, current.version)
        if not (changes_release and current.stored is not None and self.holds_lock):
            return ""
        text = current.stored_text or self.host.rows.read()[0]
        path = self.exports.keep(text, current.version, time.strftime("%Y-%m-%d %H:%M:%S"))
        return f"The stored rows of {current.version} are kept in {path}."

    def begin(self, current):
        """Complete the own key pair, whose files are among the changes, and open the journal."""
        if current.pair is not None:
            current.pair.complete(current.changes, self.host.deployment)
        return self.open_journal(current.changes, current.running)

    def make(self, current, entry):
        """Files, then rows, then the restart that reads both. Returns the rows as they are then."""
        if current.pair is not None:
            current.pair.make_folder()
        self.write_files(current.changes)
        if current.row_changes:
            self._change_rows(entry, current.stored_text, current.stored, current.row_changes)
        if current.restart:
            self.restart(entry, force=current.stale or (bool(current.row_changes) and self.host.rows.needs_restart))
        return self._late_rows(entry, current)

    def _change_rows(self, entry, text, stored, changes):
        """The rows are restored from their export, so it is on disk before they change."""
        self.journal.keep_rows(entry, text, drift.merged(stored, changes))
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
                self.restart(entry, force=True)
            _text, stored = self.host.rows.read()
        return stored

    def seen(self, current):
        """The stored rows as they were read."""
        self.notes += [MASKED] if current.masked else []
        return current.stored

    def verify(self, seen):
        """Environment byte for byte, rows, and what is served: all as planned, or ``HostError``."""
        self.host.deployment.refuse_others()
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
            fields_of(path for path, _value in drift.row_changes(self.host.variables, seen)) if seen is not None else []
        )
        if wrong:
            raise HostError(f"The stored rows hold another value of {some(wrong)}.", "om_sso_stored_configuration")
        version = server.version()
        if version is None:
            raise HostError(f"The server does not tell its release: {server.no_version}.")
        shown, unseen = authorization_request.shown(server.redirect, self.host.plan.served, self.host.variables, served)
        self.notes += [unseen] if unseen else []
        self._judge(drift.served_drift(self.host.plan.served, shown), version)
        administrators = self.administrators.verify(version, seen, self.log_since_restart)
        return {
            "version": version,
            "kids": kids,
            "stored": seen,
            "served": served,
            "shown": shown,
            "administrators": administrators,
        }

    def _judge(self, differing, version):
        if not differing:
            return
        words = some(["{} {!r} instead of {!r}".format(*row) for row in differing], 4)
        if self.host.ignores_rows(version):
            self.notes.append(f"the stored rows are left alone as asked, and the server serves {words}")
            return
        raise HostError(
            "The server ({}) serves {}.".format(version or "release unknown", words),
            fix=authorization_request.fix(differing) or "Check the server's log.",
        )

    def keep(self, current, verified, entry):
        """Record what is on the host now, and export the rows as they were.

        That is done where it is asked for, and where the record would replace rows of another release.
        """
        before = self.last_good.rows_of_another_release(verified["version"])
        if before is not None:
            self.kept = self.exports.keep(before["rows"], before["version"], before["when"])
        stored = verified["stored"]
        if current.masked and entry is None:
            rows = current.last_good["rows"]  # never a mask
        else:
            rows = None if stored is None else config_export.write(stored)
        self.last_good.keep(
            self.host.fingerprint(),
            verified["version"],
            current.wanted,
            rows,
            verified["served"],
            self.host.deployment.ops_environment(),
            self.host.deployment.process(),
        )
        if entry is not None and entry["rows"] is not None and self.host.plan.keep_export:
            self.exports.keep(self.journal.rows(), verified["version"], entry["started"])

    def compare(self):
        """Compare files, environment, rows and what is served with the plan."""
        current = CurrentState(self.host, last_good=self.last_good.read(), peek=True)
        self.notes += [note for note in (current.reason, current.unseen) if note]
        if current.running and current.outdated_variables:
            self.notes.append("the server runs with another value of " + some(current.outdated_variables))
        if current.outlived:
            self.notes.append("the server runs with rows from before they were changed; it must be restarted")
        reachable = current.reason is None
        if reachable:
            self.host.deployment.refuse_others()
        administrators = self.administrators.status(current.version, current.stored) if reachable else None
        result = self.result(current, None)
        return result._replace(changed=False, reachable=reachable, administrators=administrators)

    def contents(self, current):
        """The texts and modes of the files, and the environments of the running services."""
        names = self.host.plan.catalogue
        found = {path: [text, mode_of(path)] for path, text in current.present.items()}
        for service, actual in current.environments.items():
            known = None if actual is None else {name: actual[name] for name in names if name in actual}
            found[f"the environment of {service}"] = known
        return found

    def result(self, current, verified):
        """The ``Result``; without a verification it tells the current state."""
        if verified is None:
            verified = {"version": current.version, "kids": current.kids}
            effective = current.table()
        else:
            effective = current.table(verified["shown"], verified["stored"], applied=True)
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
            findings=to_data(self._findings(current, verified["version"], current.running or self.seconds is not None)),
            notes=self.notes,
        )
