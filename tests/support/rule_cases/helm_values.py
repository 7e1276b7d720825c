# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values of the Helm chart in which a rule fires, and others in which it does not."""

from typing import Any, NamedTuple


class HelmRow(NamedTuple):
    """One values file that fires and one that does not; ``context`` is what else the check is given."""

    rule: str
    fires: str
    quiet: str
    context: dict[str, Any]
    quiet_context: dict[str, Any]


REFERENCE = "clientSecret: {secretRef: a, secretKey: c}"
KEYS = "publicKeys: [https://acme.eu.auth0.com/.well-known/jwks.json]"
GOOD = f"""
openmetadata:
  config:
    authentication:
      provider: auth0
      clientType: confidential
      authority: https://acme.eu.auth0.com
      {KEYS}
      oidcConfiguration:
        enabled: true
        clientId: {{secretRef: a, secretKey: b}}
        clientSecret: {{secretRef: a, secretKey: c}}
        customParams: '{{}}'
extraEnvs:
  - {{name: TZ, value: UTC}}
"""


#: GOOD, and pods that restart when a Secret changes.
RELOADED = GOOD + "deploymentAnnotations: {reloader.stakater.com/auto: 'true'}\n"


def changed(*pairs):
    """GOOD with texts replaced, given as (old, new)."""
    text = GOOD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


MUST_FIRE = {
    "FLOW-04": [
        changed(("        enabled: true\n", "")),
        changed(("enabled: true", "enabled: false")),
        changed(("enabled: true", 'enabled: "true"')),
        changed(("authentication:\n", "oidcConfiguration: {enabled: true}\n    authentication:\n")),
        changed(("oidcConfiguration:\n", "oidcConfiguration:\n        oidcConfiguration: {enabled: true}\n")),
        "authentication: {oidcConfiguration: {enabled: true}}",
    ],
    "ENV-19": [
        changed((REFERENCE, "clientSecret: canary")),
        changed((REFERENCE, "clientSecret: {secretRef: '', secretKey: c}")),
        changed((REFERENCE, "clientSecret: {secretRef: a}")),
        changed(("extraEnvs:\n", "extraEnvs:\n  - {name: OIDC_CLIENT_SECRET, value: canary}\n")),
        changed(("provider: auth0", "provider: auth0\n      clientSecret: canary")),
        "openmetadata: {config: {authentication: {ldapConfiguration: {dnAdminPassword: 1234}}}}",
        "openmetadata: {config: {authentication: {oidcConfiguration: {secret: canary}}}}",
        "openmetadata: {config: {fernetkey: {value: canary}}}",
    ],
    "ENV-18": [
        changed(("authority: https://acme.eu.auth0.com", "authority: https://accounts.google.com")),
        changed(("      authority: https://acme.eu.auth0.com\n", "")),
        changed((f"      {KEYS}\n", "")),
        changed((KEYS, "publicKeys: [http://openmetadata:8585/api/v1/system/config/jwks]")),
    ],
    "ENV-10": [changed(("customParams: '{}'", "customParams: {a: b}"))],
    "HELM-02": [
        "a: [",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec: {values: {}}",
        "- a",
        "{{ toYaml .Values }}: x",
        "\tkey: 1",
    ],
}
MUST_NOT_FIRE = {
    "FLOW-04": [
        GOOD,
        "",
        changed(("clientType: confidential", "clientType: public"), ("enabled: true", "enabled: false")),
    ],
    "ENV-19": [
        GOOD,
        changed(
            ("clientType: confidential", "clientType: public"),
            (REFERENCE, "clientSecret: {secretRef: '', secretKey: ''}"),
        ),
        "openmetadata: {config: {fernetkey: {value: 'jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA='}}}",
        "openmetadata: {config: {fernetkey: {secretRef: a, secretKey: b}}}",
        "ingress: {tls: [{secretName: a}]}",
        changed(
            (
                "extraEnvs:\n",
                "extraEnvs:\n  - {name: OIDC_CLIENT_SECRET, valueFrom: {secretKeyRef: {name: a, key: b}}}\n",
            )
        ),
    ],
    "ENV-18": [
        GOOD,
        "",
        changed(
            ("provider: auth0", "provider: google"),
            ("authority: https://acme.eu.auth0.com", "authority: https://accounts.google.com"),
        ),
        changed(
            ("      authority: https://acme.eu.auth0.com\n", ""),
            ("name: TZ, value: UTC", "name: AUTHENTICATION_AUTHORITY, value: 'https://x'"),
        ),
        "openmetadata: {config: {authentication: {provider: ldap}}}",
    ],
    "ENV-10": [GOOD],
    "HELM-02": [GOOD, "", "# nothing\n"],
}

OF_SCHEMA_WRONG = """\
openmetadata:
  config:
    authentication:
      provider: custom-oidc
      oidcConfiguration:
        enabled: true
        id: openmetadata
        useNonce: "true"
    authorizer:
      adminPrincipals: [jane]
"""
OF_SCHEMA_RIGHT = """\
openmetadata:
  config:
    authentication:
      provider: custom-oidc
      oidcConfiguration:
        enabled: true
        clientId: {secretRef: openmetadata-oidc, secretKey: clientId}
        useNonce: true
    authorizer:
      initialAdmins: [jane]
"""
OKTA = "openmetadata: {config: {authentication: {provider: okta}}}\n"
CHART = {"version": "1.12.12"}

#: One row a rule: the first of its texts, and rules that need to know more than the text.
TABLE = [
    *(HelmRow(rule, texts[0], MUST_NOT_FIRE[rule][0], {}, {}) for rule, texts in MUST_FIRE.items()),
    HelmRow("ENV-17", GOOD, RELOADED, {"references": ["openmetadata-sso"]}, {"references": ["openmetadata-sso"]}),
    HelmRow(
        "HELM-01",
        changed(("name: TZ, value: UTC", "name: OIDC_SCOPE, value: openid")),
        GOOD,
        {"planned": ["OIDC_SCOPE"]},
        {"planned": ["OIDC_SCOPE"]},
    ),
    HelmRow("HELM-04", OF_SCHEMA_WRONG, OF_SCHEMA_RIGHT, CHART, CHART),
    HelmRow("HELM-05", "authentication: {provider: okta}\n", OKTA, CHART, CHART),
    HelmRow("HELM-06", "image: {tag: 2.0.0}\n", "image: {tag: 1.13.1}\n", {"version": "2.0.0"}, {"version": "1.13.1"}),
    HelmRow("HELM-08", "image: {tag: 1.11.0}\n", OKTA, {"version": "1.11.0"}, {"version": "1.11.1"}),
    HelmRow("HELM-07", f"catalog:\n  {OKTA}", OKTA, {}, {}),
]
