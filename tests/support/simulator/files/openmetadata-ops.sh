#!/bin/sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# OpenMetadata simulator: the ops command. It reads ../conf/openmetadata.yaml whatever the caller's directory is and
# does not source openmetadata-env.sh, as the real one.
home=$(cd "$(dirname "$0")/.." && pwd) || exit 1
exec python3 "$home/libs/simulator.py" ops "$@"
