# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The environment of a server on bare metal, read from its files as systemd and the shell read them."""
