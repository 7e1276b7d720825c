# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of Compose files, openmetadata.yaml, Helm values and manifests, units and workflows."""

import functools

from rule_cases._files import row

PUBLIC_KEYS = "AUTHENTICATION_PUBLIC_KEYS: ${AUTHENTICATION_PUBLIC_KEYS:-[]}"


def server(*lines, tail=""):
    """A Compose file whose server sets some variables, the first in line 5."""
    block = "\n".join(
        f"      {line}" for line in ("AUTHENTICATION_PROVIDER: ${AUTHENTICATION_PROVIDER:-basic}", *lines)
    )
    return f"services:\n  openmetadata-server:\n    environment:\n{block}\n{tail}"


compose = functools.partial(row, severity="error", kind="compose_file")
compose_info = functools.partial(row, severity="info", kind="compose_file")
compose_warning = functools.partial(row, severity="warning", kind="compose_file")

COMPOSE = [
    compose(
        "ENV-07",
        line=3,
        fires=server("OIDC_TYPE: x"),
        quiet=server(PUBLIC_KEYS),
        variables={"AUTHENTICATION_PUBLIC_KEYS": []},
    ),
    compose(
        "ENV-07", line=3, fires=server(), quiet=server(tail="    env_file: sso.env\n"), variables={"SAML_SP_ACS": ""}
    ),
    compose(
        "ENV-07",
        line=2,
        fires="services:\n  om:\n    image: openmetadata/server:1.12.6\n",
        quiet="services:\n  om-migrate:\n    image: openmetadata/server:1.12.6\n",
        variables={"SAML_SP_ACS": ""},
    ),
    compose(
        "LDAP-03",
        line=3,
        fires=server("AUTHENTICATION_LDAP_HOST: ${AUTHENTICATION_LDAP_HOST}"),
        quiet=server("AUTHENTICATION_LDAP_HOST: x", "AUTHENTICATION_LDAP_PORT: '636'"),
        provider="ldap",
    ),
    compose_warning(
        "ENV-09",
        line=5,
        fires=server("OIDC_CUSTOM_PARAMS: ${OIDC_CUSTOM_PARAMS:-{}}"),
        quiet=server("OIDC_CUSTOM_PARAMS: '{}'"),
    ),
    compose(
        "ENV-20",
        line=5,
        fires=server("OIDC_CLIENT_SECRET: abc$def"),
        quiet=server("OIDC_CLIENT_SECRET: abc$$def${OIDC_CLIENT_SECRET}"),
        more=("ENV-15",),
    ),
    compose(
        "JWK-09", line=5, fires=server("HTTPS_PROXY: http://proxy:3128"), quiet=server("HTTPS_PROXY: ${HTTPS_PROXY:-}")
    ),
    compose_warning(
        "MISC-06",
        line=5,
        fires=server("LOG_LEVEL: ${LOG_LEVEL:-DEBUG}"),
        quiet=server("LOG_LEVEL: ${LOG_LEVEL:-INFO}"),
        release="1.12.0",
    ),
    compose(
        "BOT-08",
        line=5,
        fires=server("SERVER_HOST_API_URL: http://localhost:8585/api"),
        quiet=server("SERVER_HOST_API_URL: ${X:-http://openmetadata-server:8585/api}"),
    ),
    compose_warning(
        "BOT-05",
        line=5,
        fires=server("SERVER_HOST_API_URL: https://om.acme.io/api"),
        quiet=server("SERVER_HOST_API_URL: http://om:8585/api"),
    ),
    compose(
        "SAML-01",
        line=5,
        fires=server("SAML_IDP_CERTIFICATE: /etc/idp.crt"),
        quiet=server('SAML_IDP_CERTIFICATE: ${SAML_IDP_CERTIFICATE:-""}'),
    ),
    compose_info(
        "ENV-19",
        line=5,
        fires=server("OIDC_CLIENT_SECRET: pR7sT2uV9wX4"),
        quiet=server(
            "OIDC_CLIENT_SECRET: ${S}", "FERNET_KEY: ${FERNET_KEY:-jJ/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA=}"
        ),
    ),
    compose("URL-17", line=4, fires=server().replace("-basic", "-customOidc"), quiet=server()),
    compose(
        "ENV-15", line=4, fires=server("OIDC_CLIENT_ID: abc"), quiet=server('OIDC_CLIENT_ID: ${OIDC_CLIENT_ID:-""}')
    ),
    compose(
        "ENV-18",
        line=5,
        fires=server("AUTHENTICATION_AUTHORITY: https://accounts.google.com").replace("-basic", "-okta"),
        quiet=server("AUTHENTICATION_AUTHORITY: https://accounts.google.com"),
    ),
    compose("ENV-30", line=2, fires="services:\n  a: [", quiet=server()),
    compose("ENV-30", line=1, fires="volumes: {}\n", quiet=server()),
    compose(
        "BOT-08",
        line=4,
        fires="services:\n  a:\n    environment:\n    - SERVER_HOST_API_URL=http://localhost:8585/api",
        quiet="services:\n  a:\n    environment:\n    - SERVER_HOST_API_URL\n",
    ),
]

yaml_error = functools.partial(row, severity="error", kind="openmetadata_yaml")
yaml_warning = functools.partial(row, severity="warning", kind="openmetadata_yaml")
AUTHORIZER = (
    "authorizerConfiguration:\n  className: "
    "${AUTHORIZER_CLASS_NAME:-org.openmetadata.service.security.DefaultAuthorizer}\n"
)

OPENMETADATA_YAML = [
    yaml_error(
        "ENV-30",
        line=2,
        fires="web:\n  policy: a: b\n",
        quiet="web:\n  policy: ${WEB_CONF_XSS_CSP_POLICY:-\"font-src data:; img-src 'self'\"}\n",
    ),
    yaml_error(
        "CLM-20",
        line=2,
        fires="authorizerConfiguration:\n  prinicipalDomain: acme.io\n",
        quiet="authorizerConfiguration:\n  principalDomain: acme.io\n",
    ),
    yaml_error(
        "CLM-20",
        line=2,
        fires="jwtTokenConfiguration:\n  x: y\n",
        quiet="jwtTokenConfiguration:\n  keyId: y\n",
    ),
    yaml_error(
        "CLM-20",
        line=4,
        fires="authenticationConfiguration:\n  samlConfiguration:\n    security:\n      wantNameIdEncrypted: false\n",
        quiet="authenticationConfiguration:\n  oidcConfiguration:\n    customParams:\n      anything: x\n",
    ),
    yaml_error(
        "CLM-20",
        line=2,
        fires="authorizerConfiguration:\n  botPrincipals: [ingestion-bot]\n",
        quiet="authorizerConfiguration:\n  botPrincipals: []\n",
    ),
    yaml_error(
        "CLM-17",
        line=2,
        fires="authenticationConfiguration:\n  jwtTeamClaimMapping: groups\n",
        quiet="authenticationConfiguration:\n  jwtTeamClaimMapping: groups\n",
        release="1.11.5",
        quiet_context={"release": "1.11.6"},
    ),
    yaml_error(
        "ENV-08",
        line=1,
        fires=AUTHORIZER,
        quiet=AUTHORIZER + "  allowedDomains: ${AUTHORIZER_ALLOWED_DOMAINS:-[]}\n",
        variables={"AUTHORIZER_ALLOWED_DOMAINS": []},
    ),
    yaml_error(
        "ENV-08",
        line=1,
        fires=AUTHORIZER,
        quiet=AUTHORIZER + "  allowedDomains: ${AUTHORIZER_ALLOWED_DOMAINS:-[]}\n",
        variables={"AUTHORIZER_ALLOWED_DOMAINS": []},
        release="1.12.6",
    ),
    yaml_error(
        "ENV-08",
        line=1,
        fires=AUTHORIZER,
        quiet=AUTHORIZER,
        variables={"AUTHORIZER_DEFAULT_OAUTH_ROLE": "x"},
        quiet_context={"release": "1.12.5", "variables": {"AUTHORIZER_DEFAULT_OAUTH_ROLE": "x"}},
    ),
    yaml_error(
        "ENV-22",
        line=2,
        fires="authenticationConfiguration:\n  clientId: ${AUTHENTICATION_CLIENT_ID:-<Client ID>}\n",
        quiet='authenticationConfiguration:\n  clientId: ${AUTHENTICATION_CLIENT_ID:-""}\n',
    ),
    yaml_warning(
        "ENV-08",
        line=1,
        fires="clientId: ${AUTHENTICATION_CLEINT_ID:-x}\n",
        quiet="clientId: ${AUTHENTICATION_CLIENT_ID:-x}\na: ${AUTHENTICATION_CLEINT_ID:-}\nb: ${CLIENT_IDS}\n",
    ),
    yaml_error(
        "ENV-09",
        line=1,
        fires="customParams: ${OIDC_CUSTOM_PARAMS:-{}}\n",
        quiet="customParams: ${OIDC_CUSTOM_PARAMS:-}\n",
    ),
    yaml_error(
        "ENV-12",
        line=2,
        fires="authorizerConfiguration:\n  className: org.openmetadata.service.security.NoopAuthorizer\n",
        quiet=AUTHORIZER,
    ),
]


def helm(*lines, tail=""):
    """Values whose authentication block has some lines, the first in line 4."""
    block = "\n".join(f"      {line}" for line in lines)
    return f"openmetadata:\n  config:\n    authentication:\n{block}\n{tail}"


values = functools.partial(row, severity="error", kind="helm_values")
values_warning = functools.partial(row, severity="warning", kind="helm_values")
TWO = "replicaCount: 2\n"
AFFINITY = "ingress:\n  annotations:\n    nginx.ingress.kubernetes.io/affinity: cookie\n"


HELM = [
    values(
        "ENV-22",
        line=4,
        fires=helm("authority: https://<host>/realms/x"),
        quiet=helm("authority: https://{{ .Values.host }}/x"),
    ),
    values_warning(
        "ENV-08",
        line=2,
        fires="extraEnvs:\n  - {name: AUTHENTICATION_PUBLIC_KEY_URLS, value: '[]'}\n",
        quiet="extraEnvs:\n  - {name: LOG_LEVEL, value: INFO}\n  - {name: JAVA_OPTS_APPEND, value: -Da=b}\n",
    ),
    values_warning(
        "ENV-19",
        line=2,
        fires="extraEnvs:\n  - {name: AIRFLOW_PASSWORD, value: s3cret}\n",
        quiet="extraEnvs:\n  - name: AIRFLOW_PASSWORD\n    valueFrom: {secretKeyRef: {name: a, key: b}}\n",
    ),
    values("URL-17", line=4, fires=helm("provider: azureAD"), quiet=helm("provider: azure")),
    values("JWK-06", line=4, fires=helm("publicKeys: https://a.b/keys"), quiet=helm("publicKeys: [https://a.b/keys]")),
    values(
        "SES-01",
        line=5,
        fires=helm("clientType: confidential", tail="replicaCount: 2\n"),
        quiet=helm("clientType: confidential", tail=TWO + AFFINITY),
        release="1.12.0",
    ),
    values(
        "SES-01",
        line=5,
        fires=helm("clientType: confidential", tail=TWO),
        quiet=helm("clientType: confidential", tail=TWO),
        release="1.12.0",
        quiet_context={"release": "2.0.0"},
    ),
]

UNIT = "[Service]\nExecStart=/opt/openmetadata/bin/openmetadata-server-start.sh conf/{}\n"

REST = [
    row(
        "ENV-13",
        "error",
        "service_unit",
        2,
        UNIT.format("openmetadata-security.yaml"),
        UNIT.format("openmetadata.yaml"),
    ),
    row(
        "ENV-22",
        "error",
        "service_unit",
        2,
        "[Service]\nEnvironment=AUTHENTICATION_CLIENT_ID=your-client-id\n",
        "[Service]\nEnvironment=AUTHENTICATION_CLIENT_ID=client-id\n",
    ),
    row(
        "JWK-09",
        "error",
        "service_unit",
        2,
        '[Service]\nEnvironment="HTTPS_PROXY=http://proxy:3128"\n',
        "[Service]\nEnvironment=HTTPS_PROXY=http://proxy:3128 "
        '"OPENMETADATA_OPTS=-Dhttps.proxyHost=proxy -Dhttps.proxyPort=3128"\n',
    ),
    row("MISC-06", "warning", "service_unit", 1, "export LOG_LEVEL=DEBUG", "export LOG_LEVEL=INFO", release="1.12.0"),
    row(
        "BOT-03",
        "error",
        "ingestion_workflow",
        3,
        "workflowConfig:\n  openMetadataServerConfig:\n    authProvider: google\n",
        "workflowConfig:\n  openMetadataServerConfig:\n    authProvider: openmetadata\n",
    ),
    row(
        "BOT-05",
        "warning",
        "ingestion_workflow",
        3,
        "workflowConfig:\n  openMetadataServerConfig:\n    hostPort: https://om.acme.io/api\n",
        "workflowConfig:\n  openMetadataServerConfig:\n    hostPort: https://om.acme.io/api\n    verifySSL: validate\n",
    ),
]

TABLE = COMPOSE + OPENMETADATA_YAML + HELM + REST
