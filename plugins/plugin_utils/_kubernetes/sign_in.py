# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pod answers where a sign-in begins: status and redirect, which is not followed.

BusyBox's wget, the one of OpenMetadata's image, follows every redirect. The image has bash, with which its start
script runs, and bash opens a connection by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

#: ``$server`` is host and port, and each positional parameter is a path. Prints, behind its number, the first
#: line and the Location of each answer; the caller's ``say`` encodes them. ``head`` is for an answer without an end.
ASK = r"""
number=0 host=${server%:*}
host=${host#\[} host=${host%\]}
for path; do
  command -v bash >/dev/null || { echo bash missing; break; }
  timeout 60 bash -c 'exec 3<>"/dev/tcp/$0/$1" &&
    printf "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n" "$2" "$3" >&3 && head -c 65536 <&3' \
    "$host" "${server##*:}" "$path" "$server" 2>/dev/null |
    sed -n -e 1p -e '/^[Ll]ocation:/p' -e '/^.\{0,1\}$/q' | say "sign-in/$number"
  number=$((number + 1))
done
"""

Answer = tuple[int, str | None]


def options(url: str, paths: list[str]) -> list[str]:
    """Host with port, and the paths, for ``ASK``; without paths where bash cannot speak to the server."""
    parts = urlsplit(url)
    host = parts.netloc if parts.port else f"{parts.netloc}:80"
    return [host, *(paths if parts.scheme == "http" else [])]


def answers(url: str, paths: list[str], parts: dict[str, str], decoded: Callable[[str], str]) -> dict[str, Answer]:
    """{path: (HTTP status, where the redirect leads or ``None``)}; 0 and the reason where no answer was seen.

    ``parts`` are the lines of the output by their first word.
    """
    if urlsplit(url).scheme != "http":
        return dict.fromkeys(paths, (0, f"{url} cannot be asked without following redirects in the pod, only http"))
    if parts.get("bash") == "missing":
        return dict.fromkeys(paths, (0, "the image has no bash, which asks the server in its pod"))
    return {path: _answer(decoded(parts.get(f"sign-in/{number}", ""))) for number, path in enumerate(paths)}


def _answer(head: str) -> Answer:
    """The first line of an answer and its Location, as status and address."""
    first, *headers = head.splitlines() or [""]
    words = first.split()
    if len(words) < 2 or not words[0].startswith("HTTP/") or not words[1].isdigit():
        return 0, "the pod does not answer where a sign-in begins"
    where = headers[0].partition(":")[2].strip() if headers else ""
    return int(words[1]), where or None
