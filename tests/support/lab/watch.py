# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks servers all the time whether they are healthy, and notes when none of them was.

A command, from the folder tests: `python3 -m lab.watch FILE URL...` asks until FILE is there, and then prints as JSON
how often it asked, how often nobody was healthy, and which were not at least once.
"""

import json
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SECONDS = 600


def main(file: str, *urls: str) -> int:
    """The command."""
    asked, nobody, down = 0, 0, set()
    end = time.monotonic() + SECONDS
    with ThreadPoolExecutor(len(urls)) as pool:
        while not Path(file).exists():
            if time.monotonic() > end:
                print(f"{file} did not come in {SECONDS} s", file=sys.stderr)
                return 1
            healthy = dict(zip(urls, pool.map(is_healthy, urls), strict=True))
            asked += 1
            nobody += not any(healthy.values())
            down |= {url for url, well in healthy.items() if not well}
            time.sleep(0.02)
    print(json.dumps({"asked": asked, "nobody": nobody, "down": sorted(down)}))
    return 0


def is_healthy(url: str) -> bool:
    """Whether the health check at *url* says so."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
