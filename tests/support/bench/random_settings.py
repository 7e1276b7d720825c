# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan random settings and count what is said: findings are right, a traceback is not."""

import argparse
import collections
import sys
import time
from pathlib import Path

import hypothesis

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lab import cache

sys.path.insert(0, str(cache.collections_path()))

from ansible_collections.openmetadata.sso.plugins.plugin_utils._plan import plan
from ansible_collections.openmetadata.sso.plugins.plugin_utils._rules import RULES
from examples import randomly

#: Examples a round: hypothesis remembers what it has tried, and a long memory is slow.
ROUND = 2000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    tried, fired, usable = 0, collections.Counter(), 0

    def look(variables):
        nonlocal tried, usable
        made = plan.make(variables)
        tried += 1
        usable += bool(made.environment)
        fired.update({finding.rule for finding in made.findings})

    began, seed = time.monotonic(), arguments.seed
    while tried < arguments.examples:
        left = min(ROUND, arguments.examples - tried)
        quiet = hypothesis.settings(
            max_examples=left, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck)
        )
        hypothesis.seed(seed)(quiet(hypothesis.given(variables=randomly.settings())(look)))()
        seed += 1
    seconds = time.monotonic() - began
    known = {rule.id for rule in RULES}
    print(f"{tried} random settings in {seconds:.0f} s: no traceback, {usable} of them could be applied")
    print(
        f"{len(known & set(fired))} of {len(known)} rule ids spoke; silent: "
        f"{', '.join(sorted(known - set(fired))) or 'none'}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
