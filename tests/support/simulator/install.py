# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a bare-metal install of the OpenMetadata simulator with the layout of a real one.

    install.py --directory DIR --release 1.9.7 [--port 8585] [--admin-port 8586] [--start-delay SECONDS]

What the layout holds is told in README.md. The host that runs the install needs python3 with PyYAML.
"""

import argparse
import json
import os
import re
import shutil
import sys
from typing import List

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from om_simulator import migrations, releases, store  # noqa: E402 (the path has to be set first)

FILES = os.path.join(HERE, "files")
SCRIPTS = {"bin": ("openmetadata.sh", "openmetadata-server-start.sh"), "bootstrap": ("openmetadata-ops.sh",)}
MARK = re.compile(r"  # @(since|until)=(\S+)$")


def configuration(template: str, release: str, port: int, admin_port: int) -> str:
    """conf/openmetadata.yaml of a release: the marked lines that it has, and the ports as defaults."""
    lines = []
    for line in template.split("\n"):
        mark = MARK.search(line)
        if mark:
            newer = releases.as_numbers(release) >= releases.as_numbers(mark.group(2))
            if newer != (mark.group(1) == "since"):
                continue
            line = line[: mark.start()]
        if not line.startswith("# (Template:"):
            lines.append(line)
    text = "\n".join(lines)
    return text.replace("@RELEASE@", release).replace("@PORT@", str(port)).replace("@ADMIN_PORT@", str(admin_port))


def _copy(name: str, directory: str, mode: int) -> None:
    target = os.path.join(directory, name)
    shutil.copyfile(os.path.join(FILES, name), target)
    os.chmod(target, mode)


def _copy_code(libs: str) -> None:
    package = os.path.join(libs, "om_simulator")
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(os.path.join(HERE, "om_simulator"), package, ignore=shutil.ignore_patterns("__pycache__"))
    _copy("simulator.py", libs, 0o644)


def install(options: argparse.Namespace) -> None:
    """Writes the install; one that is there keeps its database, its keys and its openmetadata-env.sh."""
    home = os.path.abspath(options.directory)
    for name in ("bin", "bootstrap", "conf", "libs", "logs", "faults"):
        os.makedirs(os.path.join(home, name), exist_ok=True)
    for folder, names in SCRIPTS.items():
        for name in names:
            _copy(name, os.path.join(home, folder), 0o755)
    _copy_code(os.path.join(home, "libs"))
    conf = os.path.join(home, "conf")
    with open(os.path.join(FILES, "openmetadata.yaml"), encoding="utf-8") as stream:
        text = configuration(stream.read(), options.release, options.port, options.admin_port)
    with open(os.path.join(conf, "openmetadata.yaml"), "w", encoding="utf-8") as stream:
        stream.write(text)
    for name, mode in (("openmetadata-env.sh", 0o644), ("public_key.der", 0o644), ("private_key.der", 0o600)):
        if not os.path.exists(os.path.join(conf, name)):
            _copy(name, conf, mode)
    settings = {
        "release": options.release,
        "start_delay": options.start_delay,
        "bot_token_seconds": options.bot_token_seconds,
        "database": options.database,
        "switches": releases.parse_switches(",".join(options.switch)),
        "asks_provider": options.ask_provider,
        "mounts": dict(mount.split("=", 1) for mount in options.mount),
    }
    releases.behaviours(options.release, settings["switches"])  # refuses an unknown switch here, not at the start
    with open(os.path.join(home, "libs", "simulator.json"), "w", encoding="utf-8") as stream:
        json.dump(settings, stream, indent=1)
    if options.database and options.migrate:
        migrations.run(store.FileStore(os.path.join(home, options.database)), options.release)


def main(arguments: List[str]) -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description="Makes a bare-metal install of the OpenMetadata simulator.")
    parser.add_argument("--directory", required=True)
    parser.add_argument("--release", required=True, help="three numbers, such as 1.9.7")
    parser.add_argument("--port", type=int, default=8585)
    parser.add_argument("--admin-port", type=int, default=8586)
    parser.add_argument(
        "--bot-token-seconds", type=float, default=1.0, help="seconds for which a bot's token is kept in memory"
    )
    parser.add_argument("--start-delay", type=float, default=0.0, help="seconds before a start serves")
    parser.add_argument(
        "--database",
        default="data/database.json",
        metavar="FILE",
        help="rows, relative to DIR; share it for replicas; '' takes the host of the JDBC URL",
    )
    parser.add_argument(
        "--no-migrate",
        dest="migrate",
        action="store_false",
        help="leave the database as it is: a start then asks for openmetadata-ops migrate",
    )
    parser.add_argument(
        "--switch",
        action="append",
        default=[],
        metavar="NAME=true|false",
        help="a behaviour of releases.py against what its release has",
    )
    parser.add_argument(
        "--mount",
        action="append",
        default=[],
        metavar="PATH=FOLDER",
        help="key files that the configuration names below PATH are read below FOLDER, as in a container",
    )
    parser.add_argument(
        "--ask-provider",
        action="store_true",
        help=(
            "sign-ins ask the configured identity provider; "
            "without it its endpoints are made up, and it is never called"
        ),
    )
    options = parser.parse_args(arguments)
    try:
        install(options)
    except ValueError as error:
        parser.error(str(error))
    print("OpenMetadata simulator %s installed in %s" % (options.release, options.directory))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
