# shellcheck shell=sh
# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sourced by the scripts in bin/ and by no other: write `export NAME=VALUE` lines here.
