#!/usr/bin/env bash
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu
until [ -x run ]; do cd ..; done # ansible-test works in a copy, inside the checkout
exec ./run test "$@" \
    tests/functional/test_admin_token.py \
    tests/functional/test_faults.py \
    tests/functional/test_first_sso.py \
    tests/functional/test_key_pair.py \
    tests/functional/test_odd_files.py \
    tests/functional/test_odd_files_of_compose.py \
    tests/functional/test_old_hosts.py \
    tests/functional/test_processes.py \
    tests/functional/test_replicas.py \
    tests/functional/test_reviewed_plan.py \
    tests/functional/test_server_environment.py \
    tests/functional/test_sign_in.py \
    tests/functional/test_stored_fields.py \
    tests/functional/test_stored_rows.py
