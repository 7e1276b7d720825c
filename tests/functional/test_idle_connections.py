# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Over SSH through a proxy that drops idle connections, a start that takes far longer is seen to its end.

With OM_TEST_FULL_SIZE=1 the proxy waits 20 s, the start takes 120 s, and the intervals are those of an operator. Else
the calls are shorter, so that a busy machine has time to spare.
"""

import os
import re
import time

import pytest
from bench import apply
from bench.kinds import bare_metal
from lab import docker, targets
from lab.idle_proxy import IdleProxy

pytestmark = pytest.mark.thorough

FULL = bool(os.environ.get("OM_TEST_FULL_SIZE"))
#: How much shorter the calls are; seconds that the proxy waits, and that the start takes.
FASTER, IDLE, START = (1, 20, 120) if FULL else (10, 10, 30)
HOST = "idle-1"
FAULT = "mkdir -p /opt/openmetadata/faults && printf '{}\\nonce' >/opt/openmetadata/faults/slow_start"


@pytest.fixture(scope="module")
def target():
    """A host that boots systemd and runs the server as a unit."""
    apply.prepare([HOST])
    yield HOST
    targets.remove(HOST)


def test_a_start_longer_than_the_idle_timeout_is_seen_to_its_end(target, controller):
    with IdleProxy((targets.address(target), 22), IDLE) as proxy:
        through = {**targets.variables(target), "ansible_host": "127.0.0.1", "ansible_port": proxy.port}
        controller.inventory({target: through}, **bare_metal.OPERATOR, om_sso_preflight="off")
        docker.docker("exec", targets.container(target), "sh", "-c", FAULT.format(START))
        begun = time.monotonic()
        run = controller.run(
            "sso",
            "-e",
            "om_sso_client_id=AClientOfAuth0",
            OM_TEST_FASTER=str(FASTER),
            ANSIBLE_SSH_ARGS="-o ControlMaster=auto -o ControlPersist=60s -o ServerAliveInterval=0",
        ).passed()
        took = time.monotonic() - begun
    lines = re.findall(rf"^{target}  waiting for .+ at most.*$", run.output, re.MULTILINE)
    print("\n".join([*lines, f"{took:.0f} s, {proxy.accepted} connections, {proxy.dropped} dropped when idle"]))
    assert took > START and lines
    assert re.search(r"restart +healthy after \d+ s", run.output)
