# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a preflight check costs an identity provider at most."""

#: Requests to one provider, redirects that are followed among them.
REQUESTS = 12
