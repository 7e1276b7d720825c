# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""openmetadata-ops: reads the file with unknown keys tolerated, then runs one command.

Exit codes are picocli's: 2 for a command line it does not understand, else what the command returns.
"""

import argparse
import os
import sys
import time
from contextlib import suppress
from typing import Dict, List, TextIO

from om_simulator import configuration, migrations, operations_security, operations_users
from om_simulator.settings import Install
from om_simulator.store import Unavailable, from_url


class _PrintStream:
    """Java's own goes on when nobody reads it any more, so a killed caller ends no command."""

    def __init__(self, stream: TextIO):
        self._stream = stream

    def write(self, text: str) -> int:
        """What could not be written is lost."""
        try:
            return self._stream.write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """The same."""
        with suppress(OSError):
            self._stream.flush()


def run(install: Install, arguments: List[str], environment: Dict[str, str]) -> int:
    """The exit code of a command."""
    sys.stdout, sys.stderr = _PrintStream(sys.stdout), _PrintStream(sys.stderr)  # type: ignore[assignment]
    print("OpenMetadata simulator %s: openmetadata-ops" % install.release, flush=True)
    try:
        options = _parser(install).parse_args(arguments)
    except SystemExit as usage:
        return int(usage.code or 0)
    if options.command is None:
        print("Subcommand needed: see --help", flush=True)
        return 0
    _note(install, options.command)
    try:
        if options.command == "update-security-config" and not operations_security.confirmed_update(options, install):
            return 0
        settings = configuration.load(install.configuration, environment, install.release, strict=False)
        store = from_url((settings.get("database") or {}).get("url") or "", install.database)
        return options.function(options, install, store, settings)
    except (configuration.ConfigurationError, operations_security.Failed, Unavailable) as error:
        print("OpenMetadata simulator: failed due to: %s" % error, file=sys.stderr)
        return 1


def _note(install: Install, command: str) -> None:
    """logs/ops.log counts the runs, for tests; the real one has no such file."""
    try:
        with open(os.path.join(install.home, "logs", "ops.log"), "a", encoding="utf-8") as stream:
            stream.write("%s %s\n" % (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), command))
    except OSError as error:
        print("OpenMetadata simulator: logs/ops.log: %s" % error, file=sys.stderr)


def _migrate(_options: argparse.Namespace, install: Install, store: object, _settings: Dict[str, object]) -> int:
    migrations.run(store, install.release)
    print("OpenMetadata simulator: migrated to %s" % install.release)
    return 0


def _parser(install: Install) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="openmetadata-ops.sh", allow_abbrev=False)
    parser.add_argument("-c", "--config", help="ignored: always ../conf/openmetadata.yaml")
    parser.add_argument("-d", "--debug", action="store_true")
    commands = parser.add_subparsers(dest="command")

    def command(name: str, function: object) -> argparse.ArgumentParser:
        added = commands.add_parser(name, allow_abbrev=False)
        added.set_defaults(function=function)
        return added

    migrate = command("migrate", _migrate)
    migrate.add_argument("--force", action="store_true")
    create = command("create-user", operations_users.create)
    create.add_argument("-u", "--user", required=True)
    create.add_argument("-p", "--password", required=True, nargs="?", const=None)
    create.add_argument("--admin", action="store_true")
    reset = command("reset-password", operations_users.reset_password)  # -e and -p [S 1.12.6]
    reset.add_argument("-e", "--email", required=True)
    reset.add_argument("-p", "--password", required=True, nargs="?", const=None)
    if install.has["security_ops"]:
        command("get-security-config", operations_security.get).add_argument("-o", "--output-file", required=True)
        update = command("update-security-config", operations_security.update)
        update.add_argument("-f", "--config-file", required=True)
        update.add_argument("--force", action="store_true")
        command("remove-security-config", operations_security.remove).add_argument("--force", action="store_true")
    return parser
