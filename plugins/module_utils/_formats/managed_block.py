# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines that the collection manages in a file of the operator, between two markers."""

BEGIN = "# BEGIN openmetadata.sso"
END = "# END openmetadata.sso"


def _split(text):
    """(lines of the file, index of the first marker, index behind the last one); both 0 when there is no block."""
    lines = (text or "").splitlines(True)
    bare = [line.rstrip("\r\n") for line in lines]
    if BEGIN in bare and END in bare and bare.index(BEGIN) < bare.index(END):
        return lines, bare.index(BEGIN), bare.index(END) + 1
    return lines, 0, 0


def content(text):
    """The lines between the markers, or ``None``."""
    lines, begin, end = _split(text)
    return "".join(line.rstrip("\r\n") + "\n" for line in lines[begin + 1 : end - 1]) if end else None


def without(text):
    """The file as its owner wrote it."""
    lines, begin, end = _split(text)
    return "".join(lines[:begin] + lines[end:])


def first_line(text):
    """The number of the line of the first marker (from 1), or ``None``."""
    _lines, begin, end = _split(text)
    return begin + 1 if end else None


def blanked(text):
    """The file with empty lines in place of the block, so that the other lines keep their numbers."""
    lines, begin, end = _split(text)
    return "".join(lines[:begin] + ["\n"] * (end - begin) + lines[end:])


def replaced(text, block):
    """The owner's text, then the block, so that the block is read last."""
    own = without(text)
    if own and not own.endswith("\n"):
        own += "\n"
    return f"{own}{BEGIN}\n{block}{END}\n"
