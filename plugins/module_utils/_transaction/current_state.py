# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The current state before a change, read once: files, environments, the server, its stored rows."""

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import config_export, env_file
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_store
from ansible_collections.openmetadata.sso.plugins.module_utils._server import authorization_request, drift
from ansible_collections.openmetadata.sso.plugins.module_utils._system import files
from ansible_collections.openmetadata.sso.plugins.module_utils._system.files import is_ours


class CurrentState:
    """Reads the state of a ``Host`` (plan, deployment and server) and changes nothing."""

    def __init__(self, host, restart_needed=False, last_good=None, peek=False):
        self.host = host
        self.last_good = last_good
        self.pair = key_store.find(host.plan.keys, host.deployment)
        self.wanted = wanted = host.deployment.files() + (self.pair.changes() if self.pair else [])
        self.present = {change.path: files.read(change.path) for change in wanted}
        self.changes = [change for change in wanted if change.differs(self.present[change.path])]
        rights = {change.path: change.other_rights(self.present[change.path]) for change in self.changes}
        #: {path: {"rights": owner and mode}} of files that differ in nothing else
        self.rights = {path: {"rights": words} for path, words in rights.items() if words}
        self.environments = host.deployment.environments()
        self.running = host.deployment.running()
        #: it does not run now, and comes back by itself
        self.kept_starting = not self.running and host.deployment.kept_starting()
        server = host.server()
        self.version = server.version() if self.running else self._last_version(last_good)
        host.release = self.version
        self.served, self.kids, self.reason = (
            server.served() if self.running else (None, None, "the server does not run")
        )
        if self.running and self.reason is None and self.version is None:
            self.reason = f"it does not tell its release: {server.no_version}"
        self.keys = server.keys
        self.shown, self.unseen = authorization_request.shown(
            server.redirect, host.plan.served, host.variables, self.served
        )
        #: whether the rows were read with masked secrets, and are those of the last good configuration otherwise
        self.masked = False
        self.rows_decide = host.rows_decide(self.version)
        self.stored_text, self.stored = self._rows(peek) if self.rows_decide else (None, None)
        self.row_changes = drift.row_changes(host.variables, self.stored) if self.rows_decide else []
        #: the environment is right, and yet the process must be another one
        self.stale = restart_needed or self._outdated(last_good) or authorization_request.SIGN_IN in (self.shown or {})
        rows_restart = bool(self.row_changes) and host.rows.needs_restart
        self.restart = self.stale or not self.running or self._environment_differs() or rows_restart

    @property
    def outlived(self):
        """The rows are as planned, and the running server still works with older ones."""
        return self.running and self.stale and not self.row_changes

    @property
    def changed(self):
        """Whether applying would write, change rows or restart."""
        return bool(self.changes) or bool(self.row_changes) or self.restart

    def _last_version(self, last_good):
        """The release of a server that does not run, from the last good configuration; so is its environment."""
        if last_good is None:
            return None
        self.host.deployment.use_environment(last_good.get("environment"))
        return last_good["version"]

    def _rows(self, peek):
        try:
            if peek:
                return None, self.host.rows.peek()
            seen = self._as_recorded()
            self.masked = seen is not None
            return (None, seen) if self.masked else self.host.rows.read()
        except HostError:
            if self.running:
                raise
            # Without a server its rows may not be there yet; they are read again once it runs.
            self.rows_decide = False
            return None, None

    def _as_recorded(self):
        """The rows with masked secrets where all else says that they are those of the last good configuration.

        That is the case with a token, while the process that was verified runs, and with the same plan and release. It
        spares the start of Java, which reads the secrets; one that was changed over the API meanwhile is not noticed.
        """
        record, process = self.last_good or {}, self.host.deployment.process()
        known = (record.get("version"), record.get("fingerprint"), record.get("process"))
        if process is None or known != (self.version, self.host.fingerprint(), process):
            return None
        if record["rows"] is None or self.changes:
            return None
        seen = self.host.rows.masked()
        if seen is None or drift.row_changes(self.host.variables, seen):
            return None
        return seen if drift.same_unless_masked(seen, config_export.read(record["rows"])) else None

    @property
    def outdated_variables(self):
        """Names whose value the running services do not have; all of them when nothing runs."""
        return sorted(
            {
                name
                for actual in self.environments.values()
                for name in drift.environment_errors(self.host.wanted, actual)
            }
        )

    def _environment_differs(self):
        text = "\n".join(text or "" for path, text in self.present.items() if is_ours(path))
        previous = [name for name in self.host.plan.catalogue if name + "=" in text]
        return any(
            drift.environment_differs(self.host.wanted, previous, actual) for actual in self.environments.values()
        )

    def _outdated(self, last_good):
        """Rows are read at a start only: this replica may run from before another one wrote them."""
        if not self.rows_decide:
            return False
        if self.row_changes and not self.host.rows.needs_restart:
            return False
        differing = drift.served_drift(self.host.plan.served, self.served or {})
        return bool(differing) or (last_good is not None and last_good["fingerprint"] != self.host.fingerprint())

    def written(self):
        """{variable: text} of our files on the host, ``None`` when there are none."""
        ours = [
            text
            for path, text in self.present.items()
            if is_ours(path) and path.endswith((".env", ".sh")) and text is not None
        ]
        found = {}
        for text in ours:
            found.update(env_file.texts(text))
        return found if ours else None

    def table(self, served=None, stored=None, applied=False):
        """The rows of the report; after an apply with what is there now."""
        version = self.host.release
        decide = self.host.rows_decide(version) or self.host.ignores_rows(version)
        layers = drift.Layers(
            self.host.wanted if applied else self.written(), stored or self.stored, served or self.shown, decide
        )
        return drift.table(self.host.variables, self.host.plan.served, layers, env_file.value, self.host.hide)

    def diff(self):
        """The entries of Ansible's ``diff``, without secrets."""
        entries = [self._diff_of(change) for change in self.changes]
        if self.row_changes:
            sides = drift.row_sides(self.host.variables, self.stored, self.row_changes)
            entries.append(self.host.mask.rows_diff(sides))
        return entries

    def _diff_of(self, change):
        """Of a key pair only its id and the fingerprint of its public half are shown."""
        before = self.present[change.path]
        if change.shown is None:
            known = {kept["path"]: kept["text"] for kept in (self.last_good or {}).get("files", [])}
            return self.host.mask.diff(change.path, before, change.text, known.get(change.path))
        return {
            "before_header": change.path,
            "after_header": change.path,
            "before": "" if before is None else change.shown,
            "after": change.shown,
        }

    def file_states(self):
        """[{"path", "changed"}] of every planned file, with "rights" where nothing but owner and mode differ."""
        changed = {change.path for change in self.changes}
        return [dict({"path": path, "changed": path in changed}, **self.rights.get(path, {})) for path in self.present]
