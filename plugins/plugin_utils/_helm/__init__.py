# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as input of OpenMetadata's Helm chart: values and Secrets. Pure: no I/O, no Ansible, no cluster."""
