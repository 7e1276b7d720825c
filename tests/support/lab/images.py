# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The image of a target host: Debian trixie with systemd, sshd, and a Docker with Compose v2 of its own.

It is bootstrapped from Debian packages, for no registry of images may be in reach. That takes a minute,
so the tar is kept in the cache under the hash of its recipe.
"""

import re
import subprocess
import sys
from pathlib import Path

from . import cache
from .docker import docker, image_exists
from .venvs import Missing

SUITE = "trixie"
PACKAGES = [
    "ca-certificates",
    "curl",
    "dbus",
    "docker-cli",
    "docker-compose",
    "docker.io",
    "iproute2",
    "iptables",
    "openssh-server",
    "procps",
    "python3",
    "python3-yaml",
    "sudo",
    "systemd",
    "systemd-sysv",
    "wget",
]
"""bookworm's docker-compose is the old v1; trixie's is v2. curl and wget are for the tests' own checks of a target."""

CHANGES = ('CMD ["/sbin/init"]',)


def target() -> str:
    """The tag of the target image, made when Docker does not hold it yet."""
    tag = f"om-sso-target:{cache.key(SUITE, *PACKAGES, *CHANGES)}"
    with cache.lock("target-image"):
        if not image_exists(tag):
            changes = [word for change in CHANGES for word in ("--change", change)]
            docker("import", *changes, str(_tar(tag)), tag)
    return tag


def _tar(tag: str) -> Path:
    """The root file system of the image *tag*."""
    path = cache.directory("images") / f"{tag.replace(':', '-')}.tar"
    if not path.exists():
        partial = path.with_suffix(".partial")
        print(f"bootstrapping {path} (once)", file=sys.stderr, flush=True)
        options = ["--quiet", "--variant=apt", f"--include={','.join(PACKAGES)}", "--format=tar"]
        command = ["mmdebstrap", *options, SUITE, str(partial), *_mirror()]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise Missing(
                "mmdebstrap makes the image of a target host and is not installed (Debian: mmdebstrap)"
            ) from None
        if answer.returncode:
            raise Missing(f"mmdebstrap could not make the image of a target host: {answer.stderr[-2000:]}")
        partial.rename(path)
    return path


def _mirror() -> list[str]:
    """The Debian mirror of this machine; none leaves the choice to mmdebstrap."""
    folder = Path("/etc/apt")
    for path in [folder / "sources.list", *sorted(folder.glob("sources.list.d/*"))]:
        found = path.is_file() and re.search(r"https?://\S+/debian/?(?=\s|$)", path.read_text(encoding="utf-8"))
        if found:
            return [found.group()]
    return []
