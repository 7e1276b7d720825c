#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
until [ -x run ]; do cd ..; done # ansible-test works in a copy, inside the checkout
exec ./run test "$@" \
    tests/functional/test_callers.py \
    tests/functional/test_canary.py \
    tests/functional/test_canary_options.py \
    tests/functional/test_canary_verbs.py \
    tests/functional/test_fleet.py \
    tests/functional/test_reports.py \
    tests/functional/test_reads_of_files.py \
    tests/functional/test_ssh_calls.py
