#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
until [ -x run ]; do cd ..; done # ansible-test works in a copy, inside the checkout
exec ./run test "$@" \
    tests/functional/test_chosen_hosts.py \
    tests/functional/test_examples.py \
    tests/functional/test_findings.py \
    tests/functional/test_findings_said_once.py \
    tests/functional/test_init.py \
    tests/functional/test_output.py
