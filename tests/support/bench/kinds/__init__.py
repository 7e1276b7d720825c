# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts that `apply` is measured on, a file a kind of installation."""
