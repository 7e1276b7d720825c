# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that Docker Compose runs."""

import os
import re
import time

from ansible_collections.openmetadata.sso.plugins.module_utils._core.errors import HostError
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment import (
    compose_address,
    compose_containers,
    compose_files,
    compose_pending,
    compose_program,
    compose_sources,
    container_user,
    docker_daemon,
    server_log,
    time_limits,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.base import Deployment
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_call import ComposeCall
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_files import ENV_FILE
from ansible_collections.openmetadata.sso.plugins.module_utils._deployment.compose_server_files import (
    ComposeServerFiles,
)
from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block
from ansible_collections.openmetadata.sso.plugins.module_utils._keys import key_store
from ansible_collections.openmetadata.sso.plugins.module_utils._system import commands, file_content, files, waiting
from ansible_collections.openmetadata.sso.plugins.module_utils._system.file_change import FileChange

NAME_FILES = "Name the files of the project."
#: So often a server that does not come up is started before that is an error.
RESTARTS = 3


class DockerCompose(Deployment):
    """A server that Docker Compose runs.

    ``options``: ``compose_directory``, ``compose_files``, ``compose_project``, ``compose_services`` (the server first).
    """

    name = "docker_compose"

    def __init__(self, options, templates, variables, catalogue):
        super().__init__(options, templates, variables, catalogue)
        self.names = options["compose_files"] or []
        self.project = options["compose_project"]
        self.services = options["compose_services"]
        self._layout = None
        self._containers = compose_containers.Containers(self.folder, self.project, self._directory)
        self._program = compose_program.ComposeProgram()
        self._compose = ComposeCall(self.folder, self.project, self.catalogue, self._containers)
        #: the ``user`` of the server that Compose is about to bring up, as far as its files name one
        self._user = ""
        #: restarts of the server's container that Docker counted before this run brought it up
        self._restarts_before = 0

    @property
    def folder(self):
        return self.options["compose_directory"]

    def exists(self):
        return os.path.exists(self.folder)

    @property
    def layout(self):
        """Which Compose files the project has, and where ours is among them."""
        if self._layout is None:
            self._layout = compose_files.layout(self.folder, self.names)
        return self._layout

    def _directory(self):
        return compose_files.directory(self.folder, self.layout.bases)

    def check(self):
        if not os.path.isdir(self.folder):
            raise HostError(
                f"{self.folder} does not exist.",
                "om_sso_compose_directory",
                "Set it to the folder of the Compose file.",
            )
        if not self.layout.bases:
            raise HostError(f"{self.folder} holds no Compose file.", "om_sso_compose_files", NAME_FILES)
        for path in [os.path.join(self.folder, name) for name in self.layout.bases]:
            fault = file_content.fault(path)
            if fault:
                raise HostError(f"The Compose file {path} {fault}.", "om_sso_compose_files", NAME_FILES)
        docker_daemon.require_own()
        self._containers.forget()
        compose_containers.refuse_several(self._containers.every(), self.services[0])
        self._refuse_paused()

    def _refuse_paused(self):
        """A paused container answers nobody, and neither ``up`` nor ``exec`` reaches it."""
        for service in self.services:
            container = self._container(service)
            if container is not None and container["State"].get("Paused"):
                raise HostError(
                    f"The container of {service} is paused.",
                    self.folder,
                    f"Run docker compose unpause {service} in that folder, then this again.",
                )

    def check_programs(self):
        self._program.require()

    def prepare(self):
        """Before a change, and only then: what Compose itself says about the project."""
        version = self._program.require()
        composed = self._compose.config_of(self.services, self.layout.bases)
        known = composed["services"]
        for service in self.services:
            if service not in known:
                message = "The Compose project has no service {}; it has {}.".format(service, ", ".join(sorted(known)))
                raise HostError(
                    message, "om_sso_compose_services", "Name the services that run OpenMetadata, the server first."
                )
        compose_containers.refuse_replicas(self.services[0], known[self.services[0]])
        self._containers.refuse_another_project(composed["name"])
        self._user = str(known[self.services[0]].get("user") or "")
        self._refuse_lost(known[self.services[0]])
        compose_pending.refuse_unapplied(
            self._compose.hashes(), self.services, self._containers.by_service(), self.folder, version
        )
        compose_pending.refuse_unhealthy(self.services, known, self._containers.by_service())

    def _refuse_lost(self, composed):
        """The server may have been brought up by another call than a plain one."""
        server, folder, container = self.services[0], self.folder, self.container()
        if container is None:
            return
        compose_pending.refuse_other_files(server, container, folder, self.layout.bases)
        env_files = compose_pending.other_env_files(container, folder)
        if env_files:
            planned = {variable["name"] for variable in self.variables}
            options = [item for path in env_files for item in ("--env-file", path)]
            given = self._compose.config_of(self.services, self.layout.bases, *options)["services"][server]
            plain, given = (compose_pending.without(each, planned) for each in (composed, given))
            compose_pending.refuse_lost_values(server, env_files, folder, plain, given)

    def files(self):
        path = os.path.join(self.folder, ".env")
        block = self.layout.dotenv
        env_file = self.templates["compose.env.j2"] + (block or "")
        changes = [
            FileChange(os.path.join(self.folder, ENV_FILE), env_file, 0o600),
            FileChange(
                os.path.join(self.folder, self.layout.override), self.templates["compose.override.yml.j2"], 0o600
            ),
        ]
        present = files.read(path)
        if block is not None:
            mode = files.mode_of(path) if present is not None else 0o644
            changes.append(FileChange(path, managed_block.replaced(present, block), mode))
        return changes

    def places(self):
        names = (compose_files.OWN_OVERRIDE, compose_files.NAMED_OVERRIDE, ENV_FILE, ".env")
        return [(self.folder, "|".join(map(re.escape, names))), (self.folder, key_store.PATTERN)]

    def sources(self, env_files=()):
        return compose_sources.sources(self, env_files)

    def project_files(self):
        return compose_sources.project_files(self)

    def container_files(self):
        return compose_sources.container_files(self)

    def server_files(self):
        return ComposeServerFiles(self)

    def content_of(self, path):
        """Of a file that is mounted into the container; a volume is for root only, and is not read for others."""
        where = ComposeServerFiles(self).on_host(path)
        try:
            return files.read(where) if where and files.is_file(where) else None
        except HostError:
            return None

    def has_run(self):
        """A container that was ever started; without one only the last verified configuration can tell."""
        container = self.container()
        return container is not None and not container["State"]["StartedAt"].startswith("0001-")

    def key_folder(self, key_id):
        return os.path.join(self.folder, key_store.FOLDER, key_id)

    def key_owner(self):
        return container_user.owner(self.container(), self._user, self.ops, self.folder)

    def can_read(self, pair):
        path = f"{key_store.IN_CONTAINER}/{pair.key_id}/{key_store.PRIVATE}"
        return self.ops(["test", "-r", path], None).status == 0

    def _container(self, service):
        return self._containers.by_service().get(service)

    def container(self):
        """What ``docker inspect`` says of the server's container, or ``None``."""
        return self._container(self.services[0])

    def environments(self):
        containers = self._containers.by_service()
        return {service: self._environment(containers.get(service)) for service in self.services}

    def _environment(self, container):
        if container is None:
            return None
        return dict(pair.split("=", 1) for pair in container["Config"].get("Env") or () if "=" in pair)

    def labels(self):
        """What Compose noted on the server's container; nothing when there is none."""
        container = self.container()
        return container["Config"]["Labels"] if container else {}

    def running(self):
        container = self.container()
        return container is not None and compose_containers.runs(container)

    def kept_starting(self):
        container = self.container()
        return container is not None and bool(container["State"].get("Restarting"))

    def process(self):
        container = self.container()
        return "{} {}".format(container["Id"], container["State"]["StartedAt"]) if self.running() else None

    def ops(self, arguments, text):
        """In the server's container; in one of its own with the same configuration when the server does not run."""
        self._containers.wait_for_writers()
        container = self.container()
        if container is not None and compose_containers.runs(container):
            command, environment = ["docker", "exec", "--interactive", container["Id"]] + arguments, None
        else:
            once = self._program.one_off() + ["--entrypoint", arguments[0], self.services[0]]
            command, environment = self._compose.command(once + arguments[1:]), self._compose.environment()
        with waiting.waiting("openmetadata-ops.sh", time_limits.OPS):
            return commands.run(command, cwd=self.folder, timeout=time_limits.OPS, environment=environment, text=text)

    def restart(self, force=False):
        """Bring the project up as a plain call does, migrations first; Compose recreates what differs.

        ``--no-deps`` would be narrower, but Compose leaves dependencies out of the container's hash then, and the
        operator's next plain call would make the server anew (measured with 2.26). ``pull_policy`` does not count: a
        change of the configuration brings no other image, and needs no registry. ``force`` restarts the server also
        when nothing differs.
        """
        self._containers.forget()
        before = self.container()
        self._compose.run("up", "--detach", "--pull=missing", *self.services, timeout=time_limits.COMPOSE_UP)
        after = self.container()
        same = before is not None and after is not None and before["Id"] == after["Id"]
        if force and same:
            self._compose.run("restart", self.services[0])
            after = self.container()
        # Docker counts from 0 again for a container that somebody starts, but not for one that Compose left alone.
        self._restarts_before = min(before["RestartCount"], after["RestartCount"]) if same and after else 0

    def stop(self):
        self._compose.run("stop", *self.services)

    def alive(self):
        self._containers.forget()
        container = self.container()
        if container is None:
            return "its container is gone"
        state = container["State"]
        if state["Status"] in ("exited", "dead"):
            return "its container ended with exit status {}".format(state["ExitCode"])
        if state.get("Paused"):
            return "its container is paused"
        restarts = container["RestartCount"] - self._restarts_before
        return f"its container was restarted {restarts} times" if restarts >= RESTARTS else None

    def address(self, url):
        """The published port, else the container's own address; ``url`` is as the server sees itself."""
        container = self.container()
        return url if container is None else compose_address.of(container, url)

    def log_mark(self):
        return int(time.time())

    def _logging(self):
        """The server's container; while it does not run, that of the migration before it, which runs or ran last."""
        found = [one for one in map(self._container, self.services) if one is not None]
        if not found or self.running():
            return self.container()
        return max(found, key=lambda one: (one["State"]["Running"], one["State"]["StartedAt"]))

    def log_since(self, mark):
        self._containers.forget()
        container = self._logging()
        result = (
            commands.run(
                ["docker", "logs", "--since", str(mark), "--tail", server_log.LAST, container["Id"]], timeout=30
            )
            if container
            else None
        )
        # One that Compose replaces meanwhile is gone, and what docker says then is not its log.
        return result.out + result.err if result and result.status == 0 else ""
