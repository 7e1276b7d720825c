# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for an OpenMetadata server: what matters to single sign-on, nothing else."""
