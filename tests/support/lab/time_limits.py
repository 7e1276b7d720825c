# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A limit for what is done in a second, and would take half a minute or for ever if it were wrong."""

import contextlib
import time

#: Seconds. A busy machine may hold a test up for some of them.
AT_ONCE = 15


@contextlib.contextmanager
def at_once():
    """Fail where the block takes longer; what it raises is raised all the same."""
    begin = time.monotonic()
    yield
    assert time.monotonic() - begin < AT_ONCE
