# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A marked secret in every option that is one, in the files of an operator, and before a provider that quotes it."""

import itertools
import sys

import pytest
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model import options
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.catalogue import CATALOGUE
from ansible_collections.openmetadata.sso.plugins.plugin_utils._model.providers import PROVIDERS
from examples import EXAMPLES
from fakes.quoting import quoting
from lab.canary import MARK
from lab.playbooks import Unsafe

SECRET = f'{MARK}#1 &x="2" % + $y \\ {{{{ z }}}} ü'
#: Forms in which an operator may give a secret: as it should be, and as it cannot be one.
FORMS = {
    "text": Unsafe(SECRET),
    "list": [MARK],
    "dictionary": {MARK: MARK},
    "not-encodable": f"{MARK}\0",
    "template": f"{{{{ '{MARK}' | to_datetime }}}}",
    "key": f"-----BEGIN PRIVATE KEY-----\n{MARK}\n-----END PRIVATE KEY-----\n",
}
COMMON = {
    "om_sso_deployment": "bare_metal",
    "om_sso_home": "/opt/openmetadata",
    "om_sso_openmetadata_version": "1.12.14",
}
FROM_HOST = "- hosts: all\n  gather_facts: false\n  tasks: [openmetadata.sso.preflight: {from: host}]\n"


def secret_paths(found, start=()):
    """(names from the variable down to the key) of every option that is secret."""
    for option in found:
        name = option.name if start else option.variable
        if option.secret:
            yield (*start, name)
        yield from secret_paths(option.options, (*start, name))


def of_each_option():
    """{host: its variables}: a host for each secret option and form of its value."""
    everywhere = itertools.chain(*options.COMMON.values(), *options.OPENID_CONNECT.values())
    paths = {("auth0", path) for path in secret_paths(everywhere)}
    paths |= {(name, path) for name, each in PROVIDERS.items() for path in secret_paths(each.options)}
    paths |= {("auth0", ("om_sso_extra_environment", row.name)) for row in CATALOGUE.values() if row.secret}
    return {
        f"{'-'.join(path)}-{form}".replace("_", "-"): _set(_example(provider), path, value)
        for (provider, path), (form, value) in itertools.product(sorted(paths), FORMS.items())
    }


def _example(provider):
    """The first example of a provider: with the authorization code where there is one."""
    return next(each for name, each in EXAMPLES.items() if name.partition("-authorization-code")[0] == provider)


def _set(tree, path, value):
    """A copy of ``tree`` with a value at a path."""
    below = value if len(path) == 1 else _set(tree.get(path[0]) or {}, path[1:], value)
    return {**tree, path[0]: below}


def test_every_option_that_is_secret_in_every_form(readable):
    hosts = {name: {**variables, **COMMON} for name, variables in of_each_option().items()}
    assert len(hosts) >= 20 * len(FORMS), "every secret option and variable is there"
    readable.controller.inventory(hosts)
    run = readable.run("plan", "plan", succeeds=False)
    assert run.output.count("ERROR") > len(hosts) / 3, "most forms are refused"
    assert readable.traces() == {}


def at(url):
    """What an operator writes for Keycloak."""
    return {
        **COMMON,
        "om_sso_server_url": "https://metadata.acme.io",
        "om_sso_admin_principals": ["jane.doe"],
        "om_sso_principal_domain": "acme.io",
        "om_sso_provider": "keycloak",
        "om_sso_keycloak_url": url,
        "om_sso_keycloak_realm": "acme",
        "om_sso_client_id": "om",
        "om_sso_client_secret": Unsafe(SECRET),
    }


def directory(port):
    """What an operator writes for a directory."""
    found = {"host": "127.0.0.1", "port": port, "ssl_enabled": False, "dn_admin_principal": "cn=om,dc=acme,dc=io"}
    found.update(dn_admin_password=Unsafe(SECRET), user_base_dn="dc=acme,dc=io", mail_attribute_name="mail")
    return {"om_sso_provider": "ldap", "om_sso_ldap": found}


@pytest.mark.parametrize("place", ["controller", "host"])
def test_a_provider_that_quotes_what_it_is_sent(readable, tmp_path, place):
    (tmp_path / "host.yml").write_text(FROM_HOST, encoding="utf-8")
    verb = "preflight" if place == "controller" else str(tmp_path / "host.yml")
    local = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    with quoting() as refusing, quoting(500) as failing:
        hosts = {f"om-{server.status}": at(server.url) for server in (refusing, failing)}
        hosts["om-basic"] = {**at(refusing.url), "om_sso_client_auth_method": "client_secret_basic"}
        hosts["om-sample"] = {**at(refusing.url), "om_sso_sample_token": f"eyJhbGciOiJSUzI1NiJ9.e30.{MARK}"}
        hosts["om-text"] = {**at(refusing.url), "om_sso_sample_token": Unsafe(SECRET)}
        hosts["om-ldap"] = {**at(""), **directory(failing.port)}
        readable.controller.inventory({name: {**local, **variables} for name, variables in hosts.items()})
        readable.run("preflight", verb, succeeds=False)
        assert any(SECRET in text for text in refusing.asked)
    assert readable.traces() == {}


OWN = f"extraEnvs: [{{name: OIDC_CLIENT_SECRET_OF_MINE, value: '{MARK}'}}]\n"
VALUES = f"""
openmetadata:
  config:
    authentication:
      provider: auth0
      clientType: confidential
      publicKeys: [http://openmetadata:8585/api/v1/system/config/jwks, https://acme.eu.auth0.com/.well-known/jwks.json]
      authority: https://acme.eu.auth0.com
      clientId: Kx81abcdefgh
      callbackUrl: https://metadata.acme.io/callback
      oidcConfiguration: {{id: Kx81abcdefgh, secret: '{MARK}#1', discoveryUri: 'https://acme.eu.auth0.com/.well-known/openid-configuration'}}
    authorizer: {{initialAdmins: [jane], principalDomain: acme.io}}
"""


def test_values_of_a_chart(readable, operator):
    """Rendered, written anew, refused for several reasons; checked and adopted."""
    values = readable.controller.folder / "values.yaml"
    target = {"om_sso_deployment": "kubernetes", "om_sso_openmetadata_version": "1.12.12"}
    target.update(om_sso_helm_values_files=["values.yaml"], om_sso_kubernetes_namespace="data")
    rendered = {**operator, **target, "om_sso_client_secret": Unsafe(SECRET), "om_sso_render_directory": "gitops"}
    readable.controller.inventory({"om-prod": {}}, **rendered)
    values.write_text(OWN, encoding="utf-8")
    readable.run("render in check mode", "helm_values", "--check", "--diff")
    readable.run("render", "helm_values", "--diff")
    readable.run("render another secret", "helm_values", "--diff", om_sso_client_secret=f"{MARK}-2")
    readable.run("plan", "plan", "--diff")
    for number, text in enumerate(
        (OWN + f"x: [{MARK}", OWN.replace("_OF_MINE", ""), f"- {MARK}\n", f"'{MARK}': {MARK}\n")
    ):
        values.write_text(text, encoding="utf-8")
        readable.run(f"refused values {number}", "helm_values", "--diff", succeeds=number == 3)
    values.write_text(VALUES, encoding="utf-8")
    readable.controller.inventory({"om-prod": target}, om_sso_adopt_directory="adopted")
    readable.run("check_config of values", "check_config", succeeds=False)
    readable.run("adopt of values", "adopt", succeeds=False)
    assert readable.traces() == {}
