# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apply to Kubernetes: a transaction whose host is a Helm release. Modules are run by a given function."""
