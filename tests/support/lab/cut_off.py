# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a closed laptop does to a run: its process and all that it started on this machine end at once.

A command, from the folder tests: `python3 -m lab.cut_off URL COMMAND...` runs the command until the server at URL does
not answer any more, that is, until the run is in the middle of changing it; then it kills the command. Exit status 0:
it was cut off.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

SECONDS = 120


def main(url: str, *command: str) -> int:
    """The command."""
    with subprocess.Popen(command, start_new_session=True) as process:
        end = time.monotonic() + SECONDS
        while answers(url):
            if process.poll() is not None or time.monotonic() > end:
                print(f"{url} has answered all the time", file=sys.stderr)
                break
            time.sleep(0.05)
        else:
            os.killpg(process.pid, signal.SIGKILL)
            return 0
        process.terminate()
        return 1


def answers(url: str) -> bool:
    """Whether anything answers there."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
