# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which addresses an Ingress serves without TLS, without any input or output."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

API_VERSION = "networking.k8s.io/v1"
#: A load balancer outside of the cluster has the certificate.
_CERTIFICATES = (
    "alb.ingress.kubernetes.io/certificate-arn",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "networking.gke.io/managed-certificates",
)


def leads_to(ingress: dict[str, Any], service: str) -> bool:
    """Whether one of its backends is a Service."""
    return service in _services(ingress.get("spec") or {})


def plain(ingress: dict[str, Any]) -> list[str]:
    """The hosts that it serves over http alone; ``*`` is every host."""
    spec, meta = ingress.get("spec") or {}, ingress["metadata"]
    if set(meta.get("annotations") or {}) & set(_CERTIFICATES):
        return []
    secured = [host for entry in spec.get("tls") or () for host in entry.get("hosts") or ["*"]]
    hosts = [rule.get("host") or "*" for rule in spec.get("rules") or ()] or ["*"]
    return [host for host in hosts if not any(_covers(other, host) for other in secured)]


def _covers(pattern: str, host: str) -> bool:
    return pattern in ("*", host) or (pattern.startswith("*.") and host.partition(".")[2] == pattern[2:])


def _services(spec: dict[str, Any]) -> Iterator[str]:
    backends = [spec.get("defaultBackend") or {}]
    for rule in spec.get("rules") or ():
        backends += [path.get("backend") or {} for path in (rule.get("http") or {}).get("paths") or ()]
    for backend in backends:
        yield str((backend.get("service") or {}).get("name", ""))
