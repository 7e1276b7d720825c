# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client registration: the application at the identity provider, made, kept and rotated from the role variables."""
