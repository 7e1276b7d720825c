# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of the host that may decide what the server gets."""


class Source:
    """A file that may matter.

    ``kind`` and ``dialect`` are those of the rules; ``needed`` when its absence is worth a word. ``named_by`` are the
    files that name it, of which others may be the authors.
    """

    def __init__(self, path, kind, dialect=None, needed=False, named_by=()):
        self.path = path
        self.kind = kind
        self.dialect = dialect
        self.needed = needed
        self.named_by = tuple(named_by)
