# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bare metal with OpenMetadata 1.9, whose files decide."""

from lab import cache, docker, targets

PREFIX = "bench"
PREPARE = """
systemctl disable --now docker.service docker.socket containerd.service
python3 /opt/simulator/install.py --directory /opt/openmetadata --release 1.9.7
useradd --system --home-dir /opt/openmetadata openmetadata
chown -R openmetadata: /opt/openmetadata
mkdir /etc/systemd/system/openmetadata.service.d
systemctl enable --now openmetadata.service
"""
OPERATOR = {
    "om_sso_provider": "auth0",
    "om_sso_auth0_domain": "acme.eu.auth0.com",
    "om_sso_server_url": "https://metadata.acme.io",
    "om_sso_client_secret": "a-secret-of-auth0",
    "om_sso_admin_principals": ["data.admin"],
    "om_sso_principal_domain": "acme.io",
    "om_sso_deployment": "bare_metal",
    # A server that stays healthy for a while is not what is measured.
    "om_sso_settle_time": 0,
}
#: What a change does to the server, without the rest of it.
RESTART = "systemctl restart openmetadata.service"
#: The playbook of somebody who follows the guide.
PLAYBOOK_BY_HAND = "by_hand.yml"
#: How many pings a run without a change may take.
NO_CHANGE = 1.2
#: {what is measured beside that: arguments} of runs without a change.
MORE = {}


def prepare(name):
    """Start a server on a host that has booted."""
    unit = cache.CHECKOUT / "molecule" / "bare_metal" / "files" / "openmetadata.service"
    docker.docker("cp", str(unit), f"{targets.container(name)}:/etc/systemd/system/openmetadata.service")
    docker.docker("exec", "--interactive", targets.container(name), "sh", "-eu", text=PREPARE)


def variables(_name):
    """What a host has beside the variables of all."""
    return {}
