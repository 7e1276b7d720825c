#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The target hosts as an inventory: asked anew for each playbook, as an address may change with a restart.
cd "$(dirname "$0")/../../tests/support" && exec python3 -m lab.inventory
