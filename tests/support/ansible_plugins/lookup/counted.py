# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A secret store that counts how often it is asked: `lookup('counted', TEXT, of=HOST)` gives TEXT back."""

from __future__ import annotations

import os

from ansible.plugins.lookup import LookupBase

DOCUMENTATION = """
name: counted
short_description: Counts its calls
description: Adds a line, `read` or what it is for, to the file that OM_TEST_READS names, and gives its terms back.
options: {}
"""


class LookupModule(LookupBase):
    def run(self, terms, *, of="read", **_more):
        with open(os.environ["OM_TEST_READS"], "a", encoding="utf-8") as stream:
            stream.write(f"{of}\n")
        return terms
