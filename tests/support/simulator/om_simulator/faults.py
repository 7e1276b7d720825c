# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults on demand: files in a directory, read once at the start of a server or run of openmetadata-ops.

never_healthy  the process lives and answers 503 to everything
refuse_start   the process ends with a message and exit code 1
serve_other    another client id is served than the one configured
slow_start     content: seconds to wait before serving
dies_late      the process ends so many seconds (content) after it was healthy for the first time
bootstrap_fails  the administrators of the file are not made, with the log line of the real server
idp_unreachable  validation fails as with an identity provider that the server cannot reach
airflow_refuses  deployments of pipelines fail; content: the name of the only pipeline that does

Of openmetadata-ops, at its next run:
update_fails_before  update-security-config ends with exit code 1, nothing written
update_fails_after   the same with both rows written
slow_update  content: seconds that update-security-config takes before it writes

A file with the line `once` is removed when it has struck.
"""

import os
from typing import Dict, Tuple

NAMES = (
    "never_healthy",
    "refuse_start",
    "serve_other",
    "slow_start",
    "dies_late",
    "idp_unreachable",
    "airflow_refuses",
    "bootstrap_fails",
)
OF_OPERATIONS = ("update_fails_before", "update_fails_after", "slow_update")


def take(directory: str, names: Tuple[str, ...] = NAMES) -> Dict[str, str]:
    """Name -> content (without `once`) of the faults that strike this start or run."""
    found = {}
    for name in names:
        path = os.path.join(directory, name)
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as stream:
            lines = stream.read().split("\n")
        found[name] = "\n".join(line for line in lines if line.strip() != "once").strip()
        if any(line.strip() == "once" for line in lines):
            os.remove(path)
    return found
