# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which addresses an Ingress serves without TLS."""

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._kubernetes import ingress


def made(hosts=("om.acme.io",), tls=None, **annotations):
    """An Ingress to the Service om."""
    backend = {"service": {"name": "om", "port": {"name": "http"}}}
    rules = [{"host": host, "http": {"paths": [{"path": "/", "backend": backend}]}} for host in hosts]
    spec = {"rules": rules, **({} if tls is None else {"tls": tls})}
    return {"metadata": {"name": "om", "annotations": annotations}, "spec": spec}


CASES = {
    "no tls": (made(), ["om.acme.io"]),
    "tls": (made(tls=[{"hosts": ["om.acme.io"], "secretName": "t"}]), []),
    "tls for another host": (made(tls=[{"hosts": ["x.acme.io"]}]), ["om.acme.io"]),
    "tls for every host": (made(tls=[{"secretName": "t"}]), []),
    "tls for a wildcard": (made(tls=[{"hosts": ["*.acme.io"]}]), []),
    "a wildcard is one level": (made(("a.om.acme.io",), [{"hosts": ["*.acme.io"]}]), ["a.om.acme.io"]),
    "one of two": (made(("om.acme.io", "old.acme.io"), [{"hosts": ["om.acme.io"]}]), ["old.acme.io"]),
    "every host": (made(("",)), ["*"]),
    "a load balancer's certificate": (made(**{"alb.ingress.kubernetes.io/certificate-arn": "arn:x"}), []),
}


@pytest.mark.parametrize("case", CASES)
def test_hosts_without_tls_are_named(case):
    content, hosts = CASES[case]
    assert ingress.plain(content) == hosts


def test_an_ingress_leads_to_a_service_by_a_path_or_by_default():
    assert ingress.leads_to(made(), "om") and not ingress.leads_to(made(), "other")
    default = {"metadata": {}, "spec": {"defaultBackend": {"service": {"name": "om"}}}}
    assert ingress.leads_to(default, "om") and ingress.plain(default) == ["*"]
