# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan brought into effect in a cluster, from the controller, with a release of Helm as the host. No Ansible: modules are called by a function."""
