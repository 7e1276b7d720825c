# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server unpacked into a folder and run by systemd, or by ``bin/openmetadata.sh`` alone."""

import os
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._core.host_findings import host_finding
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
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.bare_metal_unit import Unit
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
        self.unit = Unit(self.service)
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
            self.unit.check()
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
            self.unit.refuse_restart()
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
        user = self.unit.show("User").get("User", "") if self.service else self.user
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
        return bool(self.service) and self.unit.kept_starting()

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
        pid = self.unit.main_pid() if self.service else self.script.pid()
        return bare_metal_process.java_of(pid) if pid and processes.alive(pid) else 0

    def _belongs(self, pid):
        if not self.service:
            return self.script.runs_here(pid)
        return bare_metal_process.in_control_group(pid, self.unit.show("ControlGroup").get("ControlGroup", ""))

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
            return self.unit.restart()
        self._stop_script()
        return self.script.start()

    def _stop_script(self):
        self.script.stop({self._server.own() or 0})

    def stop(self):
        if self.service:
            return self.unit.stop()
        return self._stop_script()

    def alive(self):
        if self.service:
            return self.unit.defect()
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
