# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the images that a Compose file of OpenMetadata names, from this machine's own files: no network is needed.

    images.py TAG [TAG ...]      as root where a Docker engine runs, with python3 and PyYAML of the distribution

A tag is a release: openmetadata/server:TAG, openmetadata/postgresql:TAG, and once elasticsearch/elasticsearch:8.11.4.
One base with Python and a shell is imported; the images are that base with files and an entry point.
"""

import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from typing import Dict, List, Optional, Set

HERE = os.path.dirname(os.path.abspath(__file__))
BASE = "om-simulator-base:latest"
SEARCH = "elasticsearch/elasticsearch:8.11.4"
PYTHON = "/usr/bin/python3"
PROGRAMS = (
    "bash",
    "sh",
    "python3",
    "cat",
    "cut",
    "grep",
    "sed",
    "ls",
    "mkdir",
    "rm",
    "sleep",
    "nohup",
    "env",
    "id",
    "date",
    "dirname",
    "tr",
    "head",
    "tail",
    "ps",
    "chown",
    "chmod",
    "cp",
    "mv",
    "find",
    "touch",
    "test",
    "tee",
    "mktemp",
)
HOME = "/opt/openmetadata"
SIMULATOR = HOME + "/libs/simulator.py"
PASSWD = "root:x:0:0:root:/root:/bin/bash\nopenmetadata:x:1000:1000::%s:/bin/bash\n" % HOME


def run(*command: str, stdin: Optional[bytes] = None) -> str:
    """The output of a command; raises CalledProcessError with its error text shown."""
    done = subprocess.run(command, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr.decode())
        raise subprocess.CalledProcessError(done.returncode, command)
    return done.stdout.decode().strip()


def libraries(binaries: List[str]) -> Set[str]:
    """Shared libraries of the binaries, and the loader."""
    found: Set[str] = set()
    for binary in binaries:
        for line in (
            subprocess.run(["ldd", binary], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
            .stdout.decode()
            .split("\n")
        ):
            words = line.replace("=>", " ").split()
            found.update(word for word in words if word.startswith("/"))
    return found


def python_folders() -> List[str]:
    """The standard library and PyYAML of the distribution's Python."""
    code = "import sysconfig, os, yaml; print(sysconfig.get_path('stdlib')); print(os.path.dirname(yaml.__file__))"
    return run(PYTHON, "-I", "-c", code).split("\n")


class Archive:
    """A tar in memory that holds each path once."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._tar = tarfile.TarFile(fileobj=self._stream, mode="w")
        self._seen: Set[str] = set()

    def add(self, path: str) -> None:
        """A file of this machine with the links that lead to it."""
        real_folder = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        if real_folder in self._seen:
            return
        self._seen.add(real_folder)
        self._tar.add(real_folder, arcname=real_folder.lstrip("/"), recursive=False)
        if os.path.islink(real_folder):
            self.add(os.path.join(os.path.dirname(real_folder), os.readlink(real_folder)))

    def add_folder(self, path: str, leave_out: tuple) -> None:
        """A folder of this machine."""

        def wanted(info: tarfile.TarInfo) -> Optional[tarfile.TarInfo]:
            return None if os.path.basename(info.name) in leave_out else info

        self._tar.add(path, arcname=path.lstrip("/"), filter=wanted)

    def link(self, path: str) -> None:
        """/bin, /lib and the like where they are links."""
        if os.path.islink(path):
            self._tar.add(path, arcname=path.lstrip("/"))

    def text(self, path: str, content: str, mode: int = 0o644) -> None:
        """A file of ours."""
        info = tarfile.TarInfo(path.lstrip("/"))
        info.size, info.mode = len(content.encode()), mode
        self._tar.addfile(info, io.BytesIO(content.encode()))

    def folder(self, path: str, mode: int) -> None:
        """An empty folder."""
        info = tarfile.TarInfo(path.lstrip("/"))
        info.type, info.mode = tarfile.DIRTYPE, mode
        self._tar.addfile(info)

    def tree(self, source: str, target: str, owner: int) -> None:
        """A folder of this machine at another place, with an owner."""

        def owned(info: tarfile.TarInfo) -> tarfile.TarInfo:
            info.uid = info.gid = owner
            info.uname = info.gname = ""
            return info

        self._tar.add(source, arcname=target.lstrip("/"), filter=owned)

    def content(self) -> bytes:
        """The archive."""
        self._tar.close()
        return self._stream.getvalue()


def base() -> bytes:
    """A root file system with a shell, Python and the stand-ins for psql, wget and curl."""
    archive = Archive()
    for name in ("/bin", "/sbin", "/lib", "/lib64"):
        archive.link(name)
    programs = [path for name in PROGRAMS for path in ("/usr/bin/" + name, "/bin/" + name) if os.path.exists(path)]
    stdlib, yaml_folder = python_folders()
    extensions = [os.path.join(stdlib, "lib-dynload", name) for name in os.listdir(os.path.join(stdlib, "lib-dynload"))]
    for path in programs + sorted(libraries(programs + extensions)):
        archive.add(path)
    leave_out = (
        "test",
        "tests",
        "idlelib",
        "tkinter",
        "lib2to3",
        "ensurepip",
        "dist-packages",
        "__pycache__",
        "config-%s" % os.path.basename(stdlib).replace("python", "") + "-x86_64-linux-gnu",
    )
    archive.add_folder(stdlib, leave_out)
    archive.add_folder(yaml_folder, ("__pycache__",))
    archive.folder("/tmp", 0o1777)
    archive.text("/etc/passwd", PASSWD)
    archive.text("/etc/group", "root:x:0:\nopenmetadata:x:1000:\n")
    for name in ("psql", "wget", "curl"):
        archive.text("/usr/local/bin/" + name, '#!/bin/sh\nexec python3 %s %s "$@"\n' % (SIMULATOR, name), 0o755)
    archive.text(
        "/openmetadata-start.sh",
        "#!/bin/bash\necho 'Starting OpenMetadata simulator'\n"
        "exec ./bin/openmetadata-server-start.sh conf/openmetadata.yaml\n",
        0o755,
    )
    return archive.content()


def image(name: str, home: str, changes: Dict[str, object]) -> None:
    """One image: the base, an install and the configuration of the real image."""
    archive = Archive()
    archive.tree(home, HOME, 1000)
    container = run("docker", "create", BASE, "true")
    try:
        run("docker", "cp", "-a", "-", container + ":/", stdin=archive.content())
        options: List[str] = []
        for key, value in changes.items():
            options += ["--change", "%s %s" % (key, value if isinstance(value, str) else json.dumps(value))]
        run("docker", "commit", *options, container, name)
    finally:
        run("docker", "rm", container)
    print("OpenMetadata simulator: image %s" % name, flush=True)


def main(tags: List[str]) -> int:
    """Makes all images; tags of the same simulator code are simply made again."""
    if not tags:
        print(__doc__)
        return 2
    run(
        "docker",
        "import",
        "--change",
        "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "-",
        BASE,
        stdin=base(),
    )
    process = ["python3", SIMULATOR]
    for tag in tags:
        with tempfile.TemporaryDirectory() as folder:
            home = os.path.join(folder, "openmetadata")
            run(PYTHON, os.path.join(HERE, "install.py"), "--directory", home, "--release", tag, "--database", "")
            image(
                "openmetadata/server:" + tag,
                home,
                {
                    "WORKDIR": HOME,
                    "USER": "openmetadata",
                    "ENTRYPOINT": ["/bin/bash"],
                    "CMD": ["/openmetadata-start.sh"],
                    "EXPOSE": "8585 8586",
                },
            )
            image(
                "openmetadata/postgresql:" + tag,
                home,
                {"ENTRYPOINT": process + ["database", "/var/lib/postgresql/data/database.json"], "EXPOSE": "5432"},
            )
            if tag == tags[0]:
                image(SEARCH, home, {"ENTRYPOINT": process + ["search"], "EXPOSE": "9200"})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
