# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking an identity provider: the same code on the controller and on a host.

Answers are plain data and hold no secret.
"""

from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import container as containers
from ansible_collections.openmetadata.sso.plugins.module_utils._preflight import ldap, oidc, saml

KINDS = {"oidc": oidc.ask, "ldap": ldap.ask, "saml": saml.ask}


def ask(wanted):
    """Ask the provider that ``wanted`` (made by plugin_utils/preflight) describes; never raises for what it says."""
    return KINDS[wanted["kind"]](wanted)


def ask_from(wanted, container):
    """(answers, from where they were had): from inside the network of the server's container when there is one."""
    if container is None:
        return ask(wanted), "the host"
    try:
        answers = containers.inside(containers.pid_of(container), lambda: ask(wanted))
    except containers.Outside as reason:
        return ask(wanted), f"the host, not the container: {reason}"
    return answers, "the network of the container of {}".format(container["service"])
