#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
until [ -x run ]; do cd ..; done # ansible-test works in a copy, inside the checkout
exec ./run test "$@" \
    tests/functional/automation \
    tests/functional/test_pipelines.py
