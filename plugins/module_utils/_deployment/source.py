# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of the host that may decide what the server gets."""


class Source:
    """A file that may matter.

    ``kind`` and ``dialect`` are those of the rules; ``needed`` when its absence is worth a word.
    """

    def __init__(self, path, kind, dialect=None, needed=False):
        self.path = path
        self.kind = kind
        self.dialect = dialect
        self.needed = needed
