# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployments and the flows, with the words that people use for them."""

DEPLOYMENTS = {"docker_compose": "Docker Compose", "bare_metal": "bare metal", "kubernetes": "Kubernetes"}
FLOWS = {"authorization_code": "authorization code", "implicit": "implicit"}
