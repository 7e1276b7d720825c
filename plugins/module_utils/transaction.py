# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change of one host, from looking to proof, or back to what was there.

    lock, undo what a killed run left, look, compare, (check mode ends here), keep the originals, write,
    restart when the environment differs, wait for health, prove; on any failure put everything back.
"""

import os

from ansible_collections.openmetadata.sso.plugins.module_utils import comparison, files, lock, written
from ansible_collections.openmetadata.sso.plugins.module_utils.errors import HostError, defect, from_os_error
from ansible_collections.openmetadata.sso.plugins.module_utils.journal import Journal
from ansible_collections.openmetadata.sso.plugins.module_utils.openmetadata import Server


class Transaction(object):
    """``plan`` is what the controller sent, ``deployment`` how this host runs the server, ``mask`` hides secrets."""

    def __init__(self, plan, deployment, mask, folder):
        self.plan = plan
        self.deployment = deployment
        self.mask = mask
        self.folder = folder
        self.journal = Journal(folder)
        self.wanted = {variable["name"]: variable["text"] for variable in plan["environment"]}
        self.notes = []

    def server(self):
        """The server by the address that this host reaches; it may change with a new container."""
        address = self.deployment.address
        return Server(address(self.plan["internal_url"]), address(self.plan["health_url"]))

    def apply(self):
        """Bring the plan into effect and return what happened."""
        with lock.held(self.folder):
            self._undo_interrupted()
            look = self.look()
            self._refuse(look["findings"])
            if look["changed"]:
                self.deployment.prepare()
                self._change(look)
            rows, version = self._prove(look)
        return self._result(look, rows, version)

    def predict(self):
        """What ``apply`` would do, without a lock and without a trace (check mode)."""
        entry = self.journal.interrupted()
        if entry is not None:
            self.notes.append("a run of {0} was interrupted; its files would be put back first".format(entry["started"]))
        look = self.look()
        self._refuse(look["findings"])
        if look["changed"]:
            self.deployment.prepare()
        else:
            self._prove(look)
        rows = comparison.fields(self.plan["served"], None, look["served"])
        return self._result(look, rows, self.server().version() if look["running"] else None)

    def look(self):
        """Everything that can be known without changing anything."""
        wanted = self.deployment.files()
        present = {change.path: files.read(change.path) for change in wanted}
        changes = [change for change in wanted if present[change.path] != change.text or _mode(change.path) != change.mode]
        environments = self.deployment.environments()
        previous = self._names_so_far(present)
        restart = any(comparison.environment_differs(self.wanted, previous, actual) for actual in environments.values())
        running = self.deployment.running()
        return {
            "changes": changes,
            "diff": [self.mask.diff(change.path, present[change.path], change.text) for change in changes],
            "paths": [change.path for change in wanted],
            "restart": restart or not running,
            "variables": sorted(self._changed_variables(environments)),
            "running": running,
            "changed": bool(changes) or restart or not running,
            "findings": self._findings(running),
            "served": self.server().served()[0] if running else None,
        }

    def verify(self):
        """Compare and change nothing: files, environment and what is served."""
        if self.journal.interrupted() is not None:
            self.notes.append("a run was interrupted here; the next apply puts its files back first")
        look = self.look()
        auth, keys, reason = self.server().served() if look["running"] else (None, None, "the server does not run")
        look["kids"] = keys
        if reason:
            self.notes.append(reason)
        if look["running"] and look["variables"]:
            self.notes.append("the server runs with another value of " + some(look["variables"]))
        rows = comparison.fields(self.plan["served"], self._written(), auth)
        return dict(self._result(look, rows, self.server().version()), changed=False, restarted=False, reachable=reason is None)

    def _written(self):
        """{field: value as our file on the host has it}, ``None`` when there is no file of ours."""
        texts = {}
        for change in self.deployment.files():
            if change.path.endswith((".env", ".sh")):
                texts.update(written.texts(files.read(change.path) if os.path.basename(change.path).startswith("openmetadata-sso") else ""))
        if not texts:
            return None
        variables = self.plan["served_variables"]
        return {
            field: wanted if texts.get(variables[field]) == self.wanted[variables[field]] else written.value(texts.get(variables[field]))
            for field, wanted in self.plan["served"].items()
        }

    def _changed_variables(self, environments):
        """Names whose value the running services do not have; all of them when nothing runs."""
        return {name for actual in environments.values() for name in comparison.environment_errors(self.wanted, actual)}

    def _names_so_far(self, present):
        """Variables that files of ours set so far: a later plan may drop some."""
        text = "\n".join(content or "" for path, content in present.items() if os.path.basename(path).startswith("openmetadata-sso"))
        return [name for name in self.plan["catalogue"] if name + "=" in text]

    def _findings(self, running):
        found = list(self.deployment.findings())
        version = self.server().version() if running else None
        release = self.plan["release"]
        if version and release and version != release and not version.startswith(release + "."):
            message = "om_sso_openmetadata_version is {0}, but the server is {1}.".format(release, version)
            found.append(("MISC-01", "error", "om_sso_openmetadata_version", message, "Correct it, or leave it out: the server is asked."))
        return found

    def _refuse(self, findings):
        if any(severity == "error" for _rule, severity, _option, _message, _fix in findings):
            raise HostError("What is on the host forbids the change; nothing was touched.", findings=findings)

    def _undo_interrupted(self):
        """A run that was killed left its journal: its files go back first; the comparison then sees what runs."""
        entry = self.journal.interrupted()
        if entry is not None:
            self.journal.restore(entry)
            self.journal.close()
            self.notes.append("a run of {0} was interrupted; its files were put back first".format(entry["started"]))

    def _change(self, look):
        entry = self.journal.begin([change.path for change in look["changes"]], look["running"])
        try:
            for change in look["changes"]:
                files.write(change.path, change.text, change.mode, change.owner)
            if look["restart"]:
                self.journal.restarting(entry)
                self.deployment.restart()
                look["seconds"] = self.server().wait(self.plan["health_timeout"], self.deployment.alive)
            self._prove(look)
        except Exception as failure:  # whatever it was, what was there comes back
            self._put_back(entry, look, failure if isinstance(failure, HostError) else defect(failure))
        self.journal.close()

    def _prove(self, look):
        """The environment arrived byte for byte and the server serves what was planned; raises ``HostError``."""
        for service, actual in self.deployment.environments().items():
            wrong = comparison.environment_errors(self.wanted, actual)
            if wrong:
                raise HostError("{0} runs without the planned value of {1}.".format(service, some(wrong)))
        server = self.server()
        auth, keys, reason = server.served()
        if reason is not None:
            raise HostError("The server does not answer: {0}.".format(reason))
        if not keys:
            raise HostError("The server publishes no key of its own: tokens of bots could not be verified.", fix="Look at RSA_PUBLIC_KEY_FILE_PATH.")
        rows = comparison.fields(self.plan["served"], self.plan["served"], auth)
        drift = comparison.drift(rows)
        version = server.version()
        if drift:
            raise HostError(self._drift_message(drift, version), "om_sso_stored_configuration", self._drift_fix(version))
        look["kids"] = keys
        return rows, version

    def _drift_message(self, drift, version):
        served = ", ".join("{0} {1!r} instead of {2!r}".format(row["field"], row["served"], row["wanted"]) for row in drift[:4])
        return "The server ({0}) serves {1}.".format(version or "release unknown", served)

    def _drift_fix(self, version):
        if self.plan["stored_rows_win"].get(".".join((version or "").split(".")[:2])):
            return (
                "Files and environment hold the plan, but this release reads the rows stored in its database at its first start. This version "
                "of the collection does not write them: run bootstrap/openmetadata-ops.sh remove-security-config --force and run this again."
            )
        return "Look at the server's log."

    def _put_back(self, entry, look, failure):
        """Files, then the service; the failure is reported together with how that ended."""
        words = self._last_words() if entry["restarted"] else ""
        self.journal.restore(entry)
        outcome = "Nothing was restarted."
        if entry["restarted"]:
            outcome = self._restart_old(entry, look)
        self.journal.close()
        raise HostError(failure.message, failure.option, failure.fix, restored=True, outcome=outcome, words=words)

    def _restart_old(self, entry, look):
        try:
            if not entry["running"]:
                self.deployment.stop()
                return "The old files are back; the server did not run before and was stopped."
            self.deployment.restart()
            seconds = self.server().wait(self.plan["health_timeout"], self.deployment.alive)
        except HostError as second:
            return "THE OLD FILES ARE BACK, BUT THE SERVER DID NOT COME UP WITH THEM: {0}".format(second)
        if look["served"] is not None and self.server().served()[0] != look["served"]:
            return "The old files are back and the server is healthy, BUT IT SERVES SOMETHING ELSE THAN BEFORE."
        return "The old files are back and the server is healthy again after {0} s, serving what it served before.".format(seconds)

    def _last_words(self):
        try:
            return self.mask.text(telling(self.deployment.last_words()))
        except HostError as error:  # the log is a help, its absence no second failure
            return str(error)

    def _result(self, look, rows, version):
        return {
            "changed": look["changed"],
            "restarted": "seconds" in look,
            "would_restart": look["restart"],
            "seconds": look.get("seconds"),
            "variables": look["variables"],
            "files": self.file_states(look),
            "diff": look["diff"],
            "effective": rows,
            "kids": look.get("kids"),
            "version": version,
            "findings": look["findings"],
            "notes": self.notes,
        }

    def file_states(self, look):
        changed = {change.path for change in look["changes"]}
        return [{"path": path, "changed": path in changed} for path in look["paths"]]


def telling(log):
    """The lines of a log that say what is wrong, the last four; the last two lines when none does."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    loud = [line for line in lines if any(word in line for word in ("ERROR", "WARN", "Exception", "refused", "failed"))]
    return "\n".join(loud[-4:] or lines[-2:])


def some(names):
    """A list of names that stays readable."""
    return ", ".join(names[:5]) + (" and {0} more".format(len(names) - 5) if len(names) > 5 else "")


def _mode(path):
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        return None
    except OSError as error:
        raise from_os_error(error, "look at")
