# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a server is installed on a host.

Each deployment is one subclass of ``base.Deployment`` in a file of its own, listed in ``registry``.
"""
