# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of secretsManagerConfiguration: where OpenMetadata keeps the secrets of services."""

from ._variable import ABSENT, ALWAYS, MIGRATION_ONLY, section

_row = section("secretsManagerConfiguration", "openmetadata.config.secretsManager", ABSENT)

VARIABLES = (
    _row(
        "SECRET_MANAGER",
        "secretsManager",
        "db",
        "enum",
        choices=(
            "db",
            "managed-aws",
            "aws",
            "managed-aws-ssm",
            "aws-ssm",
            "managed-azure-kv",
            "azure-kv",
            "in-memory",
            "gcp",
            "kubernetes",
        ),
        later_choices=(("1.9.0", "kubernetes"),),
        compose=ALWAYS,
        helm_name="provider",
    ),
    _row("SECRET_MANAGER_PREFIX", "prefix", '""'),
    _row("SECRET_MANAGER_TAGS", "tags", "[]", "list"),
    _row("OM_SM_REGION", "parameters.region", '""', compose=ALWAYS, helm_name="additionalParameters.region"),
    _row("OM_SM_ACCESS_KEY_ID", "parameters.accessKeyId", '""', compose=ALWAYS, helm_name=None),
    _row("OM_SM_ACCESS_KEY", "parameters.secretAccessKey", '""', secret=True, compose=ALWAYS, helm_name=None),
    _row("OM_SM_CLIENT_ID", "parameters.clientId", '""', compose=MIGRATION_ONLY, helm_name=None),
    _row("OM_SM_CLIENT_SECRET", "parameters.clientSecret", '""', secret=True, compose=MIGRATION_ONLY, helm_name=None),
    _row("OM_SM_TENANT_ID", "parameters.tenantId", '""', compose=MIGRATION_ONLY, helm_name=None),
    _row("OM_SM_VAULT_NAME", "parameters.vaultName", '""', compose=MIGRATION_ONLY, helm_name=None),
    _row("OM_SM_PROJECT_ID", "parameters.projectId", '""', helm_name=None),
    _row("OM_SM_NAMESPACE", "parameters.namespace", '"default"', helm_name=None),
    _row("OM_SM_KUBECONFIG_PATH", "parameters.kubeconfigPath", '""', helm_name=None),
    _row("OM_SM_IN_CLUSTER", "parameters.inCluster", '"false"', helm_name=None),
)
