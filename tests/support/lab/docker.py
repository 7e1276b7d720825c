# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Docker of this machine, through its command line: nothing has to be installed for it."""

import subprocess

from .venvs import Missing


class Failed(Exception):
    """A command of Docker failed; the text holds the command and Docker's own words."""


def docker(*arguments: str, text: str | None = None) -> str:
    """Run one command of Docker and give what it prints."""
    command = ["docker", *arguments]
    try:
        answer = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Missing("the docker command is not installed (Debian: docker.io)") from None
    if answer.returncode:
        raise Failed(f"{' '.join(command)}: {answer.stderr.strip() or answer.stdout.strip()}")
    return answer.stdout.strip()


def available() -> None:
    """Raise what is missing when no Docker serves this user."""
    try:
        docker("info", "--format", "{{.ServerVersion}}")
    except Failed as failed:
        raise Missing(f"no Docker serves this user: {failed}") from None


def image_exists(tag: str) -> bool:
    """Whether Docker holds the image *tag*."""
    return bool(docker("image", "ls", "--quiet", tag))
