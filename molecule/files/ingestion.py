# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for ingestion.

Calls the server with the token that it finds in its file, again and again, and notes each outcome.

ingestion.py run URL ENV_FILE LOG        until it is ended
ingestion.py judge LOG                   {"calls", "failures", "outage" (seconds), "alive"} as JSON
"""

import json
import sys
import time
import urllib.error
import urllib.request

EVERY = 0.2


def token(path):
    """What follows OM_JWT_TOKEN= in an environment file."""
    with open(path, encoding="utf-8") as stream:
        return next((line.strip().partition("=")[2] for line in stream if line.startswith("OM_JWT_TOKEN=")), "")


def call(url, path):
    """HTTP status, 0 without an answer."""
    asked = urllib.request.Request(
        url + "/api/v1/users/loggedInUser", headers={"Authorization": "Bearer " + token(path)}
    )
    try:
        with urllib.request.urlopen(asked, timeout=2) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def run(url, path, log):
    """Never returns."""
    with open(log, "a", encoding="utf-8", buffering=1) as stream:
        while True:
            stream.write(f"{time.time():.3f} {call(url, path)}\n")
            time.sleep(EVERY)


def judge(log):
    """The outage is the time from the first call that failed to the last one: bots were out at least so long.

    The first good call after it may come seconds later where the machine is busy, and says nothing of the token.
    """
    with open(log, encoding="utf-8") as stream:
        calls = [
            (float(when), int(status)) for when, status in (line.split() for line in stream if line.endswith("\n"))
        ]
    failed = [number for number, (_when, status) in enumerate(calls) if status != 200]
    after = calls[failed[-1] + 1 :] if failed else calls
    outage = calls[failed[-1]][0] - calls[failed[0]][0] if failed else 0.0
    print(json.dumps({"calls": len(calls), "failures": len(failed), "outage": outage, "alive": bool(after)}))


if __name__ == "__main__":
    {"run": run, "judge": judge}[sys.argv[1]](*sys.argv[2:])
