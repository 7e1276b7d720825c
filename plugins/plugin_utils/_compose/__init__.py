# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Docker Compose project read from its files as Compose reads it: the environment of each service, value by value."""
