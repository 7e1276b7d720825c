# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a command of the simulator that lies beside this file."""

import os
import sys

from om_simulator import command_line

sys.exit(command_line.main(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), sys.argv[1:]))
