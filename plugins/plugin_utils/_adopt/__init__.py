# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a configuration made by hand to role variables.

Read what is in effect, say it in the operator's words, and verify that it is the same.
"""
