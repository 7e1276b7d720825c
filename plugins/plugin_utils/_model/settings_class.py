# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Written by docs/generate.py from plugins/plugin_utils; do not edit.
"""The fields of settings, with their types. A class here is only a type: nothing makes an instance of it."""

from __future__ import annotations

from typing import Any, Protocol


class DeliverSettings(Protocol):
    """A dictionary deliver."""

    path: str
    variable: str | None
    host: str | None
    owner: str | None
    group: str | None
    mode: str


class DeliverSecretsSettings(Protocol):
    """A dictionary deliver_secrets."""

    name: str
    key: str
    namespace: str | None


class BotsSettings(Protocol):
    """A dictionary bots."""

    name: str
    expiry: str | None
    renew_within: int
    create: bool
    email: str | None
    deliver: list[DeliverSettings] | None
    deliver_secrets: list[DeliverSecretsSettings] | None


class ClientRegistrationSettings(Protocol):
    """A dictionary client_registration."""

    name: str
    state: str
    provider: str | None
    url: str | None
    allow_http: bool
    exact: bool
    adopt: bool
    admin_client_id: str | None
    admin_client_secret: str | None
    admin_username: str | None
    admin_password: str | None
    admin_realm: str | None
    admin_token: str | None
    profile: str | None
    deadline: int


class IdpSettings(Protocol):
    """A dictionary idp."""

    entity_id: str
    sso_login_url: str
    idp_x509_certificate: str | None
    idp_x509_certificate_file: str | None
    authority_url: str | None
    name_id: str


class SpSettings(Protocol):
    """A dictionary sp."""

    entity_id: str | None
    acs: str | None
    callback: str | None
    sp_x509_certificate: str | None
    sp_x509_certificate_file: str | None
    sp_private_key: str | None
    sp_private_key_file: str | None


class SecuritySettings(Protocol):
    """A dictionary security."""

    strict_mode: bool
    validate_xml: bool
    token_validity: int
    send_encrypted_name_id: bool
    send_signed_auth_request: bool
    sign_sp_metadata: bool
    want_messages_signed: bool
    want_assertions_signed: bool
    want_assertion_encrypted: bool
    key_store_file_path: str | None
    key_store_alias: str | None
    key_store_password: str | None


class SamlSettings(Protocol):
    """A dictionary saml."""

    idp: IdpSettings
    sp: SpSettings
    security: SecuritySettings
    debug_mode: bool
    saml_display_name_attributes: list[str] | None


class CustomTrustManagerConfigSettings(Protocol):
    """A dictionary custom_trust_manager_config."""

    trust_store_file_path: str | None
    trust_store_file_password: str | None
    trust_store_file_format: str | None
    verify_hostname: bool | None
    examine_validity_dates: bool | None


class HostNameConfigSettings(Protocol):
    """A dictionary host_name_config."""

    allow_wild_cards: bool | None
    acceptable_host_names: list[str] | None


class JvmDefaultConfigSettings(Protocol):
    """A dictionary jvm_default_config."""

    verify_hostname: bool | None


class TrustAllConfigSettings(Protocol):
    """A dictionary trust_all_config."""

    examine_validity_dates: bool | None


class TrustStoreConfigSettings(Protocol):
    """A dictionary trust_store_config."""

    custom_trust_manager_config: CustomTrustManagerConfigSettings
    host_name_config: HostNameConfigSettings
    jvm_default_config: JvmDefaultConfigSettings
    trust_all_config: TrustAllConfigSettings


class LdapSettings(Protocol):
    """A dictionary ldap."""

    host: str
    port: int
    ssl_enabled: bool
    max_pool_size: int
    dn_admin_principal: str
    dn_admin_password: str
    is_full_dn: bool | None
    user_base_dn: str
    mail_attribute_name: str
    username_attribute_name: str | None
    group_base_dn: str | None
    group_attribute_name: str | None
    group_attribute_value: str | None
    group_member_attribute_name: str | None
    all_attribute_name: str | None
    role_admin_name: str | None
    auth_roles_mapping: Any
    auth_reassign_roles: list[str] | None
    recursive_group_membership: bool | None
    truststore_format: str | None
    truststore_config_type: str
    trust_store_config: TrustStoreConfigSettings


class Settings(Protocol):
    """Settings of a host. A field of another provider is None or missing."""

    provider: str
    server_url: str
    server_internal_url: str
    public_key_urls: list[str] | None
    trusted_redirect_uris: list[str] | None
    replicas: int
    sticky_sessions: bool
    production: bool
    admin_principals: list[str]
    principal_domain: str
    enforce_principal_domain: bool
    allowed_domains: list[str]
    self_signup: bool
    use_roles_from_provider: bool
    default_role: str | None
    session_expiry: int | None
    max_sessions_per_user: int | None
    secure_session_cookie: bool | None
    auto_redirect: bool | None
    jwt_principal_claims: list[str]
    jwt_principal_claims_mapping: list[str]
    jwt_key_id: str | None
    jwt_private_key: str | None
    mint_admin_token: bool
    force_fernet_key: bool
    openmetadata_version: str | None
    target_version: str | None
    deployment: str
    compose_directory: str | None
    compose_files: list[str] | None
    compose_project: str | None
    compose_services: list[str]
    home: str
    service: str
    user: str
    stored_configuration: str
    keep_export: bool
    admin_token: str | None
    cluster: str | None
    recover_to: str | None
    recover_self_signup: bool
    health_timeout: int
    settle_time: int
    health_url: str
    state_directory: str | None
    template_directory: str | None
    extra_environment: dict[str, Any] | None
    ignore_rules: dict[str, Any] | None
    report_path: list[str] | None
    render_directory: str | None
    verify_from: str
    api_url: str | None
    plan_file: str | None
    plan_file_key: str | None
    plan_file_expires: int
    plan_read_hosts: bool
    plan_markdown: str | None
    plan_detailed_exitcode: bool
    compose_env_files: list[str] | None
    adopt_directory: str | None
    adopt_overwrite: bool
    bots: list[BotsSettings] | None
    bot_delivery_tasks: str | None
    redeploy_pipelines: bool
    admin_email: str | None
    admin_password: str | None
    kubernetes_secret: str
    kubernetes_namespace: str | None
    kubernetes_release: str | None
    kubernetes_kubeconfig: str | None
    kubernetes_context: str | None
    kubernetes_chart: str | None
    kubernetes_helm: str | None
    kubernetes_secret_style: str
    kubernetes_secret_store: str | None
    kubernetes_secret_path: str | None
    kubernetes_render: str
    helm_values_files: list[str] | None
    preflight: str
    preflight_ca_file: str | None
    sample_token: str | None
    sample_claims: dict[str, Any] | None
    sample_user: str | None
    saml_metadata_url: str | None
    preflight_timeout: int
    client_registration: ClientRegistrationSettings
    register_client: bool
    client_secret_file: str | None
    client_registration_delivery_tasks: str | None
    client_secret_days: int
    client_secret_overlap: int
    client_secret_warn_days: int
    audit_fail_on: str
    flow: str | None
    client_id: str | None
    client_secret: str | None
    authority: str | None
    discovery_uri: str | None
    callback_url: str | None
    scopes: list[str] | None
    pkce: bool | None
    prompt: str | None
    max_age: int | None
    client_auth_method: str | None
    token_validity: int | None
    max_clock_skew: int | None
    token_validation_algorithm: str | None
    auth0_domain: str | None
    azure_tenant_id: str | None
    okta_issuer: str | None
    cognito_region: str | None
    cognito_user_pool_id: str | None
    oidc_issuer: str | None
    oidc_jwks_uri: str | None
    oidc_display_name: str | None
    keycloak_url: str | None
    keycloak_realm: str | None
    onelogin_domain: str | None
    saml: SamlSettings | None
    ldap: LdapSettings | None
