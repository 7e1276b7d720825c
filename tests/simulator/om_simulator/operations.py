# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""openmetadata-ops: reads the file with unknown keys tolerated, then runs one command."""
import sys
from typing import Dict, List

from om_simulator import configuration, migrations
from om_simulator.settings import Install
from om_simulator.store import Unavailable, from_url


def run(install: Install, arguments: List[str], environment: Dict[str, str]) -> int:
    """The exit code of a command."""
    print("OpenMetadata simulator %s: openmetadata-ops" % install.release, flush=True)
    try:
        settings = configuration.load(install.configuration, environment, install.release, strict=False)
        store = from_url((settings.get("database") or {}).get("url") or "", install.database)
        if arguments[:1] == ["migrate"]:
            migrations.run(store, install.release)
            print("OpenMetadata simulator: migrated to %s" % install.release)
            return 0
    except (configuration.ConfigurationError, Unavailable) as error:
        print(error, file=sys.stderr)
        return 1
    print("Unmatched argument at index 0: '%s'" % " ".join(arguments[:1]), file=sys.stderr)
    return 2
