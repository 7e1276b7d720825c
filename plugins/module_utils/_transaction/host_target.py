# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A host as the target of a transaction: its lock and journal, the restart, and how everything is restored."""

import contextlib
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import telling
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export
from ansible_collections.openmetadata.sso.plugins.module_utils._server import stored_config
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files, keyed_record, lock, waiting
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction import access, journal, last_good, row_merge
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.journal import Journal
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.last_good import LastGood
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.row_exports import RowExports
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.settling import Settling
from ansible_collections.openmetadata.sso.plugins.module_utils._transaction.transaction import Target


class HostTarget(Target):
    """``host`` bundles plan, deployment, rows and mask; ``folder`` is the state folder.

    The current state has ``served``: what the server served before the change, or ``None``.
    """

    def __init__(self, host, folder):
        super().__init__()
        self.host = host
        self.folder = folder
        self.journal = Journal(folder, host.deployment.may_write)
        self.last_good = LastGood(folder, host.deployment.may_write)
        self.exports = RowExports(folder)
        #: whether this run holds the lock, and may write to the state folder
        self.holds_lock = False
        self.log_mark = None
        #: the ``Settling`` of the server that this run restarted last
        self.settling = None

    @contextlib.contextmanager
    def lock(self):
        """The lock of the host: that of the state folder, and of the installation where another one is in use."""
        with lock.held(self.folder), lock.of_installation(self.host.deployment.folder):
            yield

    def refresh(self):
        """Set records aside that do not count, and remove the copies that a killed run left: they hold secrets."""
        self.holds_lock = True
        keyed_record.upgrade(self.folder, (journal.NAME, last_good.NAME, "pipelines.json"))
        self.notes += [said for said in (self.journal.repair(), self.last_good.record.repair()) if said]
        if self.journal.interrupted() is None:
            self.journal.tidy()
        return True

    def interrupted(self):
        """The open journal, or ``None``; one that does not count is said."""
        entry = self.journal.interrupted()
        for record in (self.journal.record, self.last_good.record):
            if (
                not self.holds_lock
                and (record is self.journal.record or self.last_good.read() is None)
                and record.broken
            ):
                self.notes.append(f"{record.path} does not count: {record.broken}; a run that changes sets it aside")
        return entry

    def close(self):
        """Remove the journal and the originals."""
        self.journal.close()

    def prepare(self, current):
        """Whether the files can be written, and what the deployment checks before a change."""
        access.require_for(self.host.deployment, current.changes)
        self.host.deployment.prepare()

    def open_journal(self, changes, running):
        """Keep the originals of the ``FileChange`` of a change; ``running`` tells whether the server runs."""
        return self.journal.begin(changes, running, self.host.deployment.ops_environment())

    def write_files(self, changes):
        """Write the files of a change."""
        for change in changes:
            files.write(change.path, change.text, change.mode, change.owner)

    def restart(self, entry, force):
        """Restart the server and wait until it is healthy."""
        self.journal.restarting(entry)
        self.log_mark = self.host.deployment.log_mark()
        with waiting.marked(self.log_mark):
            self.host.deployment.restart(force)
            self.seconds = self._wait()

    def _wait(self):
        """Wait until the restarted server is healthy; returns the seconds it took."""
        server, deployment, plan = self.host.server(), self.host.deployment, self.host.plan
        with waiting.waiting("a healthy server", plan.health_timeout):
            seconds = server.wait(plan.health_timeout, deployment.alive)
        self.settling = Settling(server, deployment, plan.settle_time, plan.health_timeout)
        return seconds

    def settle(self):
        """Wait until the restarted server has settled."""
        if self.settling is not None:
            with waiting.waiting("a server that stays healthy", self.host.plan.settle_time):
                self.settling.wait()

    def log(self, entry):
        """The last words of a server that was restarted."""
        if not entry["restarted"]:
            return ""
        try:
            return self.host.logged(self.log_mark, telling)
        except HostError as error:  # the first failure is reported without a log, too
            return str(error)

    def log_since_restart(self):
        """What the server logged since this run restarted it; nothing when it did not."""
        return "" if self.log_mark is None else self.host.deployment.log_since(self.log_mark)

    def undo(self, entry):
        """Restore files, then rows, of an interrupted run; what others changed since is kept and said.

        The restart is left to the change that follows.
        """
        self.notes += self.journal.restore(entry)
        if entry["rows"] is not None:
            self.host.deployment.use_environment(self.journal.environment())
            self.host.rows.write(self._rows_without_change())

    def _rows_without_change(self):
        """The export to write: that from before the change, with what an administrator has changed since."""
        text, planned = self.journal.rows(), self.journal.planned_rows()
        if planned is None:
            return text
        try:
            now, present = stored_config.StoredRows(self.host.deployment).read()
        except HostError:  # a server that cannot read them has not taken a change of them, either
            return text
        before = config_export.read(text)
        rows, conflict = row_merge.undone(before, planned, present)
        if conflict:
            path = self.exports.keep(now, "changed", time.strftime("%Y-%m-%d %H:%M:%S"))
            self.notes.append(f"the stored rows were changed since the collection wrote them; as they were: {path}")
        elif rows != before:
            self.notes.append("the stored rows were changed since the collection wrote them; other fields stay as now")
        return text if rows == before else config_export.write(rows)

    def restore(self, current, entry):
        """Restore files and rows, then the server as it ran before."""
        said = self.journal.restore(entry)
        if entry["rows"] is not None:
            self.host.deployment.use_environment(self.journal.environment())
            self.host.rows.write(self.journal.rows())
        outcome, restored = self._restart_as_before(current, entry)
        return " ".join([outcome, *(f"{one}." for one in said)]), restored

    def _restart_as_before(self, current, entry):
        deployment, rows = self.host.deployment, entry["rows"] is not None
        if not entry["restarted"] and not rows:
            return "Nothing was restarted; the old files are back.", True
        if not entry["running"] and not current.kept_starting:
            deployment.stop()
            return "The old files are back; the server did not run before and was stopped.", True
        what = "The old files and stored rows are" if rows else "The old files are"
        with waiting.marked(deployment.log_mark()):
            deployment.restart(rows)
            try:
                seconds = self._wait()
                self.settle()
            except HostError as failure:
                if current.served is not None:
                    raise
                return f"{what} back; the server did not answer before the change, either: {failure.message}", True
        if current.served is not None and self.host.server().served()[0] != current.served:
            return f"Not as before: {what.lower()} back and the server is healthy, but it serves something else.", False
        return f"{what} back and the server is healthy again after {seconds} s, serving what it served before.", True
