# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send many awkward values along every way of deployment to the server's real loader, and count those that arrive.

Needs Docker, Java and Maven. Exit code 1 when a value was changed.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lab import cache

sys.path.insert(0, str(cache.collections_path()))

from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.encoding import process_text
from oracles import dropwizard_oracle, readers, roundtrip, values


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--values", type=int, default=20000, help="how many at least (default 20000)")
    parser.add_argument(
        "--seed", type=int, default=int(time.time()), help="of the random values (default: another one each time)"
    )
    arguments = parser.parse_args()
    started = time.perf_counter()
    cases = values.cases(arguments.values, arguments.seed)
    made = time.perf_counter()
    texts = [process_text(value, kind) for value, kind in cases]
    encoded = time.perf_counter()
    print(
        f"seed {arguments.seed}: {len(cases)} values in {made - started:.1f} s: "
        f"{dict(Counter(kind for _value, kind in cases))}"
    )
    print(f"encoded in {encoded - made:.2f} s, {sum(map(len, texts)) / 1e6:.1f} MB of text")
    with readers.Target() as target:
        compared, failures = roundtrip.compare(cases, target, dropwizard_oracle.load)
    print(
        f"{compared} values by {len(roundtrip.PATHS)} ways in {time.perf_counter() - encoded:.1f} s: "
        f"{len(failures)} changed"
    )
    for failure in failures[:10]:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
