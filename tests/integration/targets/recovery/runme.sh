#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
until [ -x run ]; do cd ..; done # ansible-test works in a copy, inside the checkout
exec ./run test "$@" \
    tests/functional/test_idle_connections.py \
    tests/functional/test_interruptions.py \
    tests/functional/test_killed.py \
    tests/functional/test_progress.py \
    tests/functional/test_recover.py
