# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server unpacked into a folder and run by systemd, or by ``bin/openmetadata.sh`` alone."""

import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_findings import host_finding
from ansible_collections.openmetadata.sso.plugins.module_utils._core.text import some
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import (
    bare_metal_process,
    bare_metal_session,
    bare_metal_sources,
    server_log,
    time_limits,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal_process import ServerProcess
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal_script import StartScript
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal_server_files import (
    BareMetalServerFiles,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.base import Deployment
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import (
    env_file,
    managed_block,
    openmetadata_yaml,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_store
from ansible_collections.openmetadata.sso.plugins.module_utils._system import (
    commands,
    file_content,
    files,
    processes,
    waiting,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange

#: States of a unit between a failed start and the next one (systemd, ``service_state_table``; the second since 254).
AUTO_RESTART = ("auto-restart", "auto-restart-queued")
#: Settings of a unit that is started or stopped only with another one (systemd.unit).
REFUSES = ("RefuseManualStart", "RefuseManualStop")


class BareMetal(Deployment):
    """``options``: ``home``, ``service`` (a unit, or empty), ``user``, ``server_internal_url``."""

    name = "bare_metal"
    SHARES_FILES = True

    def __init__(self, options, templates, variables, catalogue):
        super().__init__(options, templates, variables, catalogue)
        self.home = options["home"]
        self.service = options["service"]
        self.user = options["user"]
        self._kept = None
        #: whether the environment that was given counts even while a process runs, which may be a broken one
        self._pinned = False
        self._main_pid = None
        self._refuses = []
        self.configuration = os.path.join(self.home, "conf", "openmetadata.yaml")
        self.hook = os.path.join(self.home, bare_metal_sources.HOOK)

    @property
    def folder(self):
        return self.home

    def exists(self):
        return os.path.exists(self.configuration)

    def check(self):
        fault = file_content.fault(self.configuration)
        if fault:
            raise HostError(
                f"{self.configuration} {fault}.",
                "om_sso_home",
                "Set om_sso_home to the installation folder.",
            )
        file_content.refuse_untrusted(self.configuration)
        if self.service:
            self._check_unit()
            return
        script = self.script.path
        fault = file_content.fault(script)
        if fault:
            raise HostError(f"{script} {fault}.", "om_sso_home", "Set om_sso_service if systemd runs the server.")
        if not os.access(script, os.X_OK):
            raise HostError(f"{script} cannot be executed.", script, "Make it executable for the user that connects.")

    def prepare(self):
        """A server that cannot write its log does not start, with the old files neither.

        One that lost what a shell gave it may start with another database.
        """
        if self.service:
            self._refuse_unit()
            return
        for path in self._logs():
            fault = file_content.fault(path)
            if fault not in ("", "is a device", "does not exist") and not fault.endswith("does not exist"):
                raise HostError(f"The log {path} {fault}; nothing was changed.", path, "Move it away.")
        bare_metal_session.refuse_lost(
            self.home, self.environments()["server"] or {}, self.script.environment(), self.catalogue
        )

    @property
    def script(self):
        """The start script, which counts where there is no service."""
        return StartScript(self.home, self.user, self.catalogue)

    def _check_unit(self):
        shown = self._show("LoadState", "MainPID", *REFUSES)
        if not shown:
            raise HostError(
                "systemd does not answer on this host.",
                "om_sso_service",
                "Set om_sso_service to '' if the server runs without systemd.",
            )
        state = shown.get("LoadState")
        if state == "masked":
            raise HostError(
                f"The systemd unit {self.service} is masked.", "om_sso_service", f"Run: systemctl unmask {self.service}"
            )
        if state not in ("loaded", "not-found", None):
            raise HostError(
                f"systemd cannot load the unit {self.service} ({state}).",
                "om_sso_service",
                f"Correct the unit; systemctl status {self.service} says what is wrong.",
            )
        if state != "loaded":
            raise HostError(
                f"The host has no systemd unit {self.service}.",
                "om_sso_service",
                "Set om_sso_service to the unit's name.",
            )
        if os.geteuid() != 0:
            raise HostError(
                "Only root may change and restart a systemd service.",
                "ansible_become",
                "Set become: true, and no become_user but root.",
            )
        self._main_pid = int(shown.get("MainPID") or 0)
        self._refuses = [name for name in REFUSES if shown.get(name) == "yes"]

    def _refuse_unit(self):
        """The restart of a change would fail, and that of the restored files as well."""
        if self._refuses:
            settings = some([f"{name}=yes" for name in self._refuses])
            raise HostError(
                f"The systemd unit {self.service} has {settings}: it cannot be restarted by itself; nothing was "
                "changed.",
                "om_sso_service",
                "Set om_sso_service to a unit that can be restarted, or remove the setting from the unit.",
            )

    def _show(self, *properties):
        result = commands.run(["systemctl", "show", "--property", ",".join(properties), self.service], timeout=30)
        return dict(line.split("=", 1) for line in result.out.splitlines() if "=" in line) if result.status == 0 else {}

    def files(self):
        conf = os.path.join(self.home, "conf")
        if self.service:
            unit = self.service if self.service.endswith(".service") else self.service + ".service"
            return [
                FileChange(os.path.join(conf, "openmetadata-sso.env"), self.templates["systemd.env.j2"], 0o600),
                FileChange(
                    f"/etc/systemd/system/{unit}.d/50-openmetadata-sso.conf",
                    self.templates["systemd.conf.j2"],
                    0o644,
                ),
            ]
        hook = files.read(self.hook)
        mode = files.mode_of(self.hook) if hook is not None else 0o644
        return [
            FileChange(os.path.join(conf, "openmetadata-sso.sh"), self.templates["shell.env.j2"], 0o600, self._owner()),
            FileChange(self.hook, managed_block.replaced(hook, self.templates["shell.hook.j2"]), mode),
        ]

    def changed_folders(self):
        return [os.path.join(self.home, "conf")]

    def places(self):
        conf = os.path.join(self.home, "conf")
        return [
            (conf, r"openmetadata-(sso\.env|sso\.sh|env\.sh)"),
            (conf, key_store.PATTERN),
            ("/etc/systemd/system", r"[^/]+\.service\.d/50-openmetadata-sso\.conf"),
        ]

    def _owner(self):
        """The server's script reads the file itself, so it must belong to the user that runs it."""
        return files.owner_of(self.user) if os.geteuid() == 0 else None

    def has_run(self):
        return self.running() or any(
            files.is_file(os.path.join(self.home, "logs", name)) for name in ("openmetadata.log", "catalog.pid")
        )

    def key_folder(self, key_id):
        return os.path.join(self.home, "conf", key_store.FOLDER, key_id)

    def key_owner(self):
        """The user of the unit, which the server really runs as; without systemd the one that is named."""
        if os.geteuid() != 0:
            return None
        user = self._show("User").get("User", "") if self.service else self.user
        if not user:
            return 0, 0
        return files.owner_of(user)

    def can_read(self, pair):
        path = os.path.join(pair.folder, key_store.PRIVATE)
        return commands.run(["test", "-r", path], timeout=30, user=self.key_owner()).status == 0

    def findings(self):
        text = files.read(self.configuration) or ""
        for name, number, path in openmetadata_yaml.literals(text, self.variables):
            yield host_finding("ENV-25", f"{self.configuration}:{number}", "literal", path=path, name=name)
        for name in openmetadata_yaml.unread(text, [variable for variable in self.variables if variable["explicit"]]):
            yield host_finding("ENV-08", self.configuration, "not_in_configuration", name=name)
        names = {variable["name"] for variable in self.variables}
        for line in env_file.SHELL.assignments(managed_block.without(files.read(self.hook))):
            if line.name in names:
                cause = "read_after" if self.service else "read_before"
                yield host_finding("ENV-26", f"{self.hook}:{line.number}", cause, name=line.name)

    def openmetadata_yaml(self):
        return files.read(self.configuration)

    def content_of(self, path):
        path = os.path.join(self.home, path)
        return files.read(path) if files.is_file(path) else None

    def sources(self, _env_files=()):
        return bare_metal_sources.sources(self)

    def installed_release(self):
        return bare_metal_sources.release(self.home)

    def server_files(self):
        return BareMetalServerFiles(self)

    def running(self):
        return self._pid() is not None

    def kept_starting(self):
        return bool(self.service) and self._show("SubState").get("SubState") in AUTO_RESTART

    def process(self):
        pid = self._pid()
        return None if pid is None else processes.identity(pid)

    def refuse_others(self):
        self._server.refuse_others()

    def environments(self):
        pid = self._pid()
        return {"server": None if pid is None else bare_metal_process.environment(pid)}

    def _pid(self):
        return self._server.pid()

    @property
    def _server(self):
        place = self.service or f"the installation in {self.home}"
        return ServerProcess(self.options["server_internal_url"], place, self._started, self._belongs)

    def _started(self):
        if self.service:
            # Asking systemd takes longer than all the rest of a run that changes nothing.
            if not self._main_pid or not processes.alive(self._main_pid):
                self._main_pid = int(self._show("MainPID").get("MainPID") or 0)
            pid = self._main_pid
        else:
            pid = self.script.pid()
        return bare_metal_process.java_of(pid) if pid and processes.alive(pid) else 0

    def _belongs(self, pid):
        if not self.service:
            return self.script.runs_here(pid)
        return bare_metal_process.in_control_group(pid, self._show("ControlGroup").get("ControlGroup", ""))

    def ops_environment(self):
        """What the ops command needs: it does not read openmetadata-env.sh itself."""
        pid = None if self._pinned else self._pid()
        if pid is not None:
            self._kept = bare_metal_process.environment(pid) or self._kept
        return self._kept

    def use_environment(self, environment):
        self._kept = environment
        self._pinned = environment is not None

    def ops(self, arguments, text):
        environment = self.ops_environment()
        if environment is None:
            raise HostError(
                "The server does not run, so its ops command has no environment to run with.",
                fix="Start the server first.",
            )
        user = files.owner_of(self.user) if os.geteuid() == 0 else None
        with waiting.waiting("openmetadata-ops.sh", time_limits.OPS):
            return commands.run(
                arguments, cwd=self.home, timeout=time_limits.OPS, user=user, text=text, environment=environment
            )

    def restart(self, _force=False):
        """Every restart reads everything anew, so it needs no force."""
        self._pinned = False
        if self.service:
            self._systemctl("daemon-reload")
            return self._systemctl("restart", self.service)
        self._stop_script()
        return self.script.start()

    def _stop_script(self):
        self.script.stop({self._server.own() or 0})

    def stop(self):
        if self.service:
            self._systemctl("daemon-reload")
            return self._systemctl("stop", self.service)
        return self._stop_script()

    def _systemctl(self, *arguments):
        with waiting.waiting("systemctl {}".format(" ".join(arguments)), time_limits.SYSTEMCTL):
            result = commands.run(["systemctl"] + list(arguments), timeout=time_limits.SYSTEMCTL)
        self._main_pid = None
        if result.status != 0:
            # Its last line says where to look for more, and the one before it what is wrong.
            said = [line for line in result.err.splitlines() if line.strip() and not line.startswith("See ")]
            reason = said[-1].strip() if said else result.last_line
            raise HostError("systemctl {} failed: {}".format(" ".join(arguments), reason))

    def alive(self):
        if self.service:
            shown = self._show("ActiveState", "Result", "NRestarts")
            if shown.get("ActiveState") == "failed" or int(shown.get("NRestarts") or 0) >= 3:
                return "{} is {} ({})".format(self.service, shown.get("ActiveState"), shown.get("Result"))
            return None
        return None if self._pid() else "its process ended"

    def address(self, url):
        return url

    def _logs(self):
        return [os.path.join(self.home, "logs", name) for name in server_log.FILES]

    def log_mark(self):
        return int(time.time()), server_log.sizes(self._logs())

    def log_since(self, mark):
        written = server_log.grown(mark[1])
        if self.service:
            since = f"@{mark[0]}"
            written += commands.run(
                ["journalctl", "--unit", self.service, "--since", since, "--lines", server_log.LAST]
                + ["--no-pager", "--output", "cat"],
                timeout=30,
            ).out
        return written
