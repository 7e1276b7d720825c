# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts that cost a careless reader minutes: each is short, and a reader that goes back and forth in it is slow."""

LENGTH = 40_000
#: {what it is: the text}
SLOW = {
    "empty lines": "\n" * LENGTH,
    "blank lines": " \n" * (LENGTH // 2),
    "a line of blanks": "k: a" + " " * LENGTH + "b",
    "a list entry of blanks": "- k" + " " * LENGTH + "x",
    "a variable that is blank": "OIDC_CLIENT_SECRET=" + " " * LENGTH,
    "env_file and blanks": "env_file: a" + " " * LENGTH + "b",
    "many words": "a." * (LENGTH // 2),
    "heads of tokens": "eyJ" * (LENGTH // 3),
    "heads of certificates": "-----BEGIN A-----" * (LENGTH // 17),
    "lines that set a variable": "A=b\n" * (LENGTH // 4),
    "keys of YAML": "a: b\n" * (LENGTH // 5),
    "lists without entries": "env_file:\n" * (LENGTH // 10),
    "texts for another reader": "cat <<A\n" * (LENGTH // 8),
    "open conditions": "if true\n" * (LENGTH // 8),
    "open references": "${" * (LENGTH // 2),
    "references": "${A:-b}" * (LENGTH // 7),
    "literal references": "$${A}" * (LENGTH // 5),
    "brackets": "<" * LENGTH,
    "quotes": '"' * LENGTH,
}
#: Lines that set variables; each names those before it, so that the last one would have gigabytes.
GROWING = "A0=lollollol\n" + "".join(f"A{number}={f'${{A{number - 1}}}' * 10}\n" for number in range(1, 16))
#: The same with nothing in it: the text stays empty, and what leads to it grows.
WAYS = "A0=\n" + "".join(f'A{number}="{"".join(f"$A{other}" for other in range(number))}"\n' for number in range(1, 28))
#: Seconds of processor time that a reader has for one of them, on a busy machine with room.
SECONDS = 1.5
