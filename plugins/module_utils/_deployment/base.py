# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface of a deployment: everything that the collection asks about the way a server is installed.

A new deployment is a subclass in a file of its own, its line in ``registry``, its templates, and its row in
``plugin_utils/_model/deployments.py``.
"""

import os
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._system import state_folder


class Deployment:
    """A server on this host. Methods raise ``HostError`` when the host does not allow what they do.

    ``options`` are the role's options of the target by name, without their prefix; ``templates`` is the rendered text
    by template name; ``variables`` are the planned variables; ``catalogue`` are the names of all variables of
    OpenMetadata.
    """

    #: value of ``om_sso_deployment``
    name = ""

    def __init__(self, options, templates, variables, catalogue):
        self.options = options
        self.templates = templates
        self.variables = variables
        self.catalogue = set(catalogue)

    # Where things are

    @property
    def folder(self):
        """The folder of the installation."""
        raise NotImplementedError

    @property
    def state_directory(self):
        """The folder for what the collection keeps on the host, as it is to be read from now."""
        return state_folder.current(self.options.get("state_directory"), self.folder)

    def prepare_state(self, writes=True):
        """Make that folder and take over what an earlier release kept elsewhere; without ``writes`` only say so.

        Returns (its path, sentences); ``HostError`` where others can decide what is in it.
        """
        given = self.options.get("state_directory")
        if writes:
            return state_folder.prepare(given, self.folder)
        return state_folder.inspected(given, self.folder)

    def exists(self):
        """Whether there is something to read, even where ``check`` fails."""
        raise NotImplementedError

    def key_folder(self, key_id):
        """The folder of the key pair with an id."""
        raise NotImplementedError

    def key_owner(self):
        """(uid, gid) of the user who runs the server, or ``None`` to keep the owner of the files that are written."""
        raise NotImplementedError

    def address(self, url):
        """A URL of the server's own view as this host reaches it."""
        raise NotImplementedError

    # What is there

    def check(self):
        """Raise ``HostError`` when the deployment does not exist or cannot be used."""
        raise NotImplementedError

    def prepare(self):
        """Checks that are made before a change only; raise ``HostError``."""

    def check_programs(self):
        """Whether the programs that a change calls are there; quick, and asked of all hosts before any is changed."""

    def changed_folders(self):
        """The folders in which a change writes; key folders are made below them."""
        return [self.folder]

    def findings(self):
        """Findings about the operator's own files."""
        return []

    def running(self):
        """Whether the server runs."""
        raise NotImplementedError

    def process(self):
        """A text that differs with every start of the server; ``None`` when it does not run, or that is not known."""

    def refuse_others(self):
        """``HostError`` where another process than the server's answers on its port."""

    def has_run(self):
        """Whether the server ever ran here, so that tokens and secrets may depend on its keys."""
        raise NotImplementedError

    def environments(self):
        """{service: environment, or ``None`` when it does not run}; the first service is the server."""
        raise NotImplementedError

    def environment(self):
        """The environment of the server, or ``None`` when it does not run."""
        return next(iter(self.environments().values()))

    def can_read(self, pair):
        """Whether the server's user can read the private key of a pair."""
        raise NotImplementedError

    def openmetadata_yaml(self):
        """The text of openmetadata.yaml, or ``None`` where it is not a file of this host."""

    #: Whether every path that the server reads is one of this host, so that a file which is not there is absent.
    SHARES_FILES = False

    def content_of(self, path):
        """The text of a file that the server names by a path, or ``None`` where it is not a file of this host."""

    def sources(self, env_files=()):
        """Every file that affects the configuration, as ``Source``.

        ``env_files`` are those that the operator gives by name.
        """
        raise NotImplementedError

    def installed_release(self):
        """The release that the installed files name, or ``None`` where they do not."""

    def project_files(self):
        """The paths of the Compose files of the project, in their order; empty without Compose."""
        return []

    def container_files(self):
        """Files that only the running server has: a list of ``path``, ``kind``, ``dialect``, ``text``."""
        return []

    def server_files(self):
        """The files of the server as an audit reads them, a ``ServerFiles``."""
        raise NotImplementedError

    # Changes

    def files(self):
        """The planned files, as ``FileChange``."""
        raise NotImplementedError

    def places(self):
        """(folder, regular expression of a path below it) of every file that a plan for this deployment can name."""
        raise NotImplementedError

    def may_write(self, path):
        """Whether a plan for this deployment can name a file; records that name another one do not count."""
        for folder, pattern in self.places():
            # An earlier release recorded paths without their links.
            for place in (folder.rstrip("/"), os.path.realpath(folder)):
                if path.startswith(place + "/") and re.fullmatch(pattern, path[len(place) + 1 :]):
                    return True
        return False

    def kept_starting(self):
        """Whether a server that does not run now is started again and again, as systemd and Docker do."""
        return False

    def restart(self, force=False):
        """Bring the files into effect; with ``force`` also when they are in effect already."""
        raise NotImplementedError

    def stop(self):
        """Stop a server that did not run before the change."""
        raise NotImplementedError

    def alive(self):
        """``None``, or why the server will not come up."""
        raise NotImplementedError

    # The ops command

    def ops(self, arguments, text):
        """Run a program with the server's environment in its home, with ``text`` as input; a ``commands.Result``."""
        raise NotImplementedError

    def ops_environment(self):
        """What ``ops`` needs when the server does not run any more, or ``None`` where it needs nothing."""

    def use_environment(self, environment):
        """Give ``ops`` what ``ops_environment`` returned earlier; until the next restart, that counts."""

    # The log

    def log_mark(self):
        """A moment in the server's log, for ``log_since``."""
        raise NotImplementedError

    def log_since(self, mark):
        """What the server logged since a mark."""
        raise NotImplementedError
