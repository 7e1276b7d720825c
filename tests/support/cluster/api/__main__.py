# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cluster that is none, for tests.

`python -m cluster.api --folder DIR --port PORT --release RELEASE`, run with `tests/support` as Python path.
DIR holds `server.pem`, the certificate with its key.

An API server with one namespace's worth of kinds, a controller of Deployments and a kubelet, written by what Kubernetes
documents and what `kubernetes.core` and `helm` send; the same tests pass against a real one (`cluster/real`). It says
that it is ready in a line on standard output.
"""

import argparse
import signal
import sys
import threading
import time
from pathlib import Path

from . import deployments, server
from .kubelet import Kubelet
from .rules import Rules
from .store import Store


def _follow(store: Store, kubelet: Kubelet) -> None:
    """Controller and kubelet: a round after each change, and some for probes."""
    seen = -1
    while True:
        with store.changed:
            if store.version == seen:
                store.changed.wait(0.2)
            seen = store.version
        deployments.reconcile(store)
        kubelet.follow()


def main() -> None:
    """Serve until a signal comes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--release", required=True)
    options = parser.parse_args()
    store = Store()
    kubelet = Kubelet(store, options.folder, options.release)
    rules = Rules(
        options.folder / "rules.json", options.folder / "requests.jsonl", "system:serviceaccount:data:deployer"
    )
    http = server.serve(options.port, options.folder / "server.pem", store, kubelet, rules)
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(0))
    for target, arguments in ((http.serve_forever, ()), (_follow, (store, kubelet))):
        threading.Thread(target=target, args=arguments, daemon=True).start()
    print("ready", flush=True)
    try:
        while True:
            time.sleep(3600)
    finally:
        kubelet.stop()


if __name__ == "__main__":
    main()
