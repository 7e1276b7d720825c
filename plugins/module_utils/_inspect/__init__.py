# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on a host already, made by whatever hand: read, and never changed."""
