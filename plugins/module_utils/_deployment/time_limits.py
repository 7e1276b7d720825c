# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a run waits for what takes minutes, in seconds; times of a real server are in docs/operate/transaction.md.

The wait for a healthy server is ``om_sso_health_timeout``.
"""

#: One run of openmetadata-ops.sh: 5 s on a quiet machine, 95 s on a busy one (run: 1.12.6, 2 cores), six times that.
OPS = 600
#: ``docker compose up``, which waits for the migration: 340 s of an empty database on a busy machine (run: 1.12.6, 2
#: cores), five times that for one with data.
COMPOSE_UP = 1800
#: ``systemctl restart`` and ``stop``: systemd itself gives up after 90 s unless the unit says otherwise.
SYSTEMCTL = 300
