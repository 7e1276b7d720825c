# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The edge towards Ansible: the only part of plugin_utils that knows its variables, templates and folders."""
