# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing secret leaves the host.

Diffs and messages are masked here, with a keyed hash that tells change from no change.
"""

import hashlib
import hmac
import json
import re

from ansible_collections.openmetadata.sso.plugins.module_utils._formats import managed_block

MINIMUM = 4
#: Parts of an error that hold text.
ERROR_TEXTS = ("message", "outcome", "words")
#: The name in a line that sets a variable, in any of our files.
ASSIGNMENT = re.compile(r"\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*[=:]")
FOREIGN_LINE = "# (a line that the collection did not write)\n"
SECRET_NAME = re.compile(r"PASSWORD|PASSWD|PWD|SECRET|TOKEN|FERNET|ACCESS_KEY|PRIVATE")
#: Variables with the name of a secret and the path of a file; a shell notes folders in the first two.
PATH_NAME = re.compile(r"(OLD)?PWD$|.*_(FILE|PATH|DIR)$")
PATH = re.compile(r"\.{0,2}/")


class Mask:
    """Masks by variable name in files and by value in texts. ``key`` never leaves the host."""

    def __init__(self, key, names, values):
        self._key = key
        self._line = re.compile(
            r"^(\s*(?:export\s+)?(?:{})\s*[=:]\s*)(\S.*)".format("|".join(map(re.escape, names)) or r"(?!)")
        )
        self._values = sorted({value for value in values if len(value) >= MINIMUM}, key=len, reverse=True)

    def also(self, environment):
        """Hide secrets of the operator's own as well: a server that cannot read its file may quote all of it."""
        found = {
            value
            for name, value in (environment or {}).items()
            if SECRET_NAME.search(name) and len(value) >= MINIMUM
            if not (PATH_NAME.match(name) and PATH.match(value))
        }
        self._values = sorted(found | set(self._values), key=len, reverse=True)

    def digest(self, value):
        """``sha256:`` and eight hex digits of a keyed hash."""
        return "sha256:" + hmac.new(self._key, value.encode("utf-8", "surrogateescape"), hashlib.sha256).hexdigest()[:8]

    def file(self, text):
        """A configuration file with the values of secret variables replaced, and every secret wherever it appears."""
        return self.text("".join(self._masked(line) for line in (text or "").splitlines(True)))

    def _masked(self, line):
        match = self._line.match(line.rstrip())
        return f"{match.group(1)}<{self.digest(match.group(2))}>\n" if match else line

    def text(self, text):
        """A message of another program, without any secret that we know."""
        for value in self._values:
            text = text.replace(value, "<secret>")
        return text

    def error(self, answer):
        """The dictionary of an error with its texts masked: those of other programs may quote what they read."""
        masked = {part: self.text(answer[part]) for part in ERROR_TEXTS if answer.get(part)}
        return dict(answer, **masked)

    def diff(self, path, before, after, known=None):
        """One entry of Ansible's ``diff``; an empty side means no file. ``known`` is the file as it was last verified.

        Of a file of the operator's only our block is shown: the rest stays as it is and may hold secrets of theirs.
        Of what is in the place of our own text, lines that the collection did not write are only counted.
        """
        if managed_block.content(after) is not None:
            before, after = managed_block.content(before), managed_block.content(after)
        else:
            before = _own_lines(before, after, known)
        masked = [self.file(before), self.file(after)]
        if before != after and masked[0] == masked[1]:
            masked[1] += "# (only the order or spacing changes)\n"
        return {"before_header": path, "after_header": path, "before": masked[0], "after": masked[1]}

    def rows_diff(self, changes):
        """The same for stored rows; ``changes`` are (path, before, after, secret)."""
        sides = {"before": 1, "after": 2}
        texts = {
            side: "".join(f"{change[0]}: {self._shown(change[index], change[3])}\n" for change in changes)
            for side, index in sides.items()
        }
        return dict(texts, before_header="stored rows", after_header="stored rows")

    def _shown(self, value, secret):
        text = json.dumps(value, ensure_ascii=False)
        return f"<{self.digest(text)}>" if secret and value not in (None, "") else text


def _own_lines(text, *written):
    """A text with those lines of it that are in none of the texts which the collection wrote replaced by a comment."""
    if text is None:
        return None
    ours = {line for one in written for line in (one or "").splitlines()} | {""}
    ours |= {name for name in map(_name_of, ours) if name}
    return "".join(
        line if line.rstrip("\r\n") in ours or _name_of(line) in ours else FOREIGN_LINE
        for line in text.splitlines(True)
    )


def _name_of(line):
    """The variable that a line sets, ``None`` for another line."""
    match = ASSIGNMENT.match(line)
    return match and match.group(1)
