# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys that each version of OpenMetadata's chart takes: facts of the charts' schemas.

Written by tests/support/helm_chart/schema_facts.py from the charts; do not edit. ``chart_schema.py`` reads it.
"""

from __future__ import annotations

#: Every public version of the chart, in order, a release a line.
VERSIONS = """\
1.8.0 1.8.1 1.8.2 1.8.3 1.8.4 1.8.5 1.8.6 1.8.7 1.8.8 1.8.9 1.8.10 1.8.11 1.8.12
1.9.0 1.9.1 1.9.2 1.9.3 1.9.4 1.9.5 1.9.6 1.9.7 1.9.8 1.9.9 1.9.10 1.9.11 1.9.12 1.9.13 1.9.14 1.9.15 1.9.16 1.9.17
1.10.0 1.10.1 1.10.2 1.10.3 1.10.4 1.10.5 1.10.6 1.10.7 1.10.8 1.10.9 1.10.10 1.10.11 1.10.12 1.10.13 1.10.14 1.10.15
1.11.0 1.11.1 1.11.2 1.11.3 1.11.4 1.11.5 1.11.6 1.11.7 1.11.8 1.11.9 1.11.10 1.11.11 1.11.12 1.11.13 1.11.14
1.12.0 1.12.1 1.12.2 1.12.3 1.12.4 1.12.5 1.12.6 1.12.7 1.12.8 1.12.9 1.12.10 1.12.11 1.12.12 1.12.13
1.13.0 1.13.1
"""

#: One key a line, indented by one blank below the key that holds it: its name, its types, and what else limits it.
#: ``open`` is a mapping that takes other keys too, ``closed`` one that does not. ``=`` lists all choices, ``!`` the
#: required keys, ``>`` the least number of items. ``unset`` has no default in the chart, and ``@`` gives the versions
#: that have the key, where not all do.
KEYS = """\
affinity open
automountServiceAccountToken boolean
collate closed unset @1.11.7-
 aiProxy closed unset @1.11.7-
  enabled boolean unset @1.11.7-
commonLabels open
deploymentAnnotations open
envFrom array
extraEnvs array
extraInitContainers array
extraVolumeMounts array
extraVolumes array
fullnameOverride string
gateway closed @1.12.2-
 annotations open @1.12.2-
 enabled boolean @1.12.2-
 hostnames array @1.12.2-
  [] string @1.12.2-
 labels open @1.12.2-
 parentRefs array >1 @1.12.2-
  [] closed !name @1.12.2-
   group string @1.12.2-
   kind string @1.12.2-
   name string @1.12.2-
   namespace string @1.12.2-
   port integer @1.12.2-
   sectionName string @1.12.2-
 rules array @1.12.2-
  [] closed @1.12.2-
   backendRefs array @1.12.2-
    [] closed @1.12.2-
     group string @1.12.2-
     kind string @1.12.2-
     name string @1.12.2-
     namespace string @1.12.2-
     port integer @1.12.2-
     weight integer @1.12.2-
   filters array @1.12.2-
    [] open @1.12.2-
   matches array @1.12.2-
    [] open @1.12.2-
hpa closed
 apiVersion string
 behavior open
 enabled boolean
 maxReplicas number
 metrics array
  [] open
   type string
 minReplicas number
image open
 pullPolicy string
 repository string
imagePullSecrets array
ingress closed
 annotations open
 className string
 enabled boolean
 hosts array
  [] open
   host string
   paths array
    [] open
     path string
     pathType string
 tls array
istio closed @1.12.5-
 annotations open @1.12.5-
 destinationRule closed @1.12.5-
  annotations open @1.12.5-
  enabled boolean @1.12.5-
  exportTo array @1.12.5-
   [] string @1.12.5-
  host string @1.12.5-
  labels open @1.12.5-
  name string @1.12.5-
  subsets array @1.12.5-
   [] open @1.12.5-
  trafficPolicy open @1.12.5-
 enabled boolean @1.12.5-
 gateway closed @1.12.5-
  annotations open @1.12.5-
  create boolean @1.12.5-
  labels open @1.12.5-
  name string @1.12.5-
  selector open @1.12.5-
  servers array @1.12.5-
   [] open @1.12.5-
 labels open @1.12.5-
 virtualService closed @1.12.5-
  annotations open @1.12.5-
  gateways array @1.12.5-
   [] string @1.12.5-
  hosts array @1.12.5-
   [] string @1.12.5-
  http array @1.12.5-
   [] open @1.12.5-
  labels open @1.12.5-
  name string @1.12.5-
livenessProbe open
 failureThreshold integer
 httpGet open
  path string
  port string
 initialDelaySeconds integer
 periodSeconds integer
messages open unset
nameOverride string
networkPolicy closed
 enabled boolean
nodeSelector open
omjobOperator closed @1.11.12-
 enabled boolean @1.11.12-
 env closed @1.11.12-
  healthCheckPort string @1.11.12-
  logLevel string =DEBUG,INFO,WARN,ERROR @1.11.12-
  metricsPort string @1.11.12-
  pollingIntervalSeconds string @1.11.12-
  reconciliationThreads string @1.11.12-
  requeueDelaySeconds string @1.11.12-
  watchNamespaces string @1.11.12-
 healthCheck closed unset @1.11.12-
  enabled boolean unset @1.11.12-
 image closed @1.11.12-
  pullPolicy string =Always,Never,IfNotPresent @1.11.12-
  repository string @1.11.12-
  tag string @1.11.12-
 podSecurityContext open @1.12.7-
 resources closed @1.11.12-
  limits closed @1.11.12-
   cpu string @1.11.12-
   memory string @1.11.12-
  requests closed @1.11.12-
   cpu string @1.11.12-
   memory string @1.11.12-
 securityContext open @1.12.7-
openmetadata closed
 config closed
  authentication closed
   authority string
   callbackUrl string
   clientId string
   clientType string =public,confidential
   enableSelfSignup boolean
   enabled boolean
   jwtPrincipalClaims array
    [] string
   jwtPrincipalClaimsMapping array
    [] string
   ldapConfiguration closed
    allAttributeName string
    authReassignRoles array
     [] string
    authRolesMapping string
    dnAdminPassword closed
     secretKey string
     secretRef string
    dnAdminPrincipal string
    groupAttributeName string
    groupAttributeValue string
    groupBaseDN string
    groupMemberAttributeName string
    host string
    mailAttributeName string
    maxPoolSize integer
    port integer
    roleAdminName string
    sslEnabled boolean
    trustStoreConfig closed
     customTrustManagerConfig closed
      examineValidityDates boolean
      trustStoreFileFormat string
      trustStoreFilePassword closed
       secretKey string
       secretRef string
      trustStoreFilePath string
      verifyHostname boolean
     hostNameConfig open
      acceptableHostNames array
       [] string
      allowWildCards boolean
     jvmDefaultConfig open
      verifyHostname boolean
     trustAllConfig open
      examineValidityDates boolean
    truststoreConfigType string =CustomTrustStore,HostName,JVMDefault,TrustAll
    userBaseDN string
    usernameAttributeName string
   oidcConfiguration closed
    callbackUrl string
    clientAuthenticationMethod string
    clientId closed
     secretKey string
     secretRef string
    clientSecret closed
     secretKey string
     secretRef string
    customParams string|null
    disablePkce boolean
    discoveryUri string
    enabled boolean
    maxAge string
    maxClockSkew string
    oidcType string
    preferredJwsAlgorithm string
    promptType string
    responseType string
    scope string
    serverUrl string
    sessionExpiry string @1.8.2,1.8.4-
    tenant string
    tokenValidity string
    useNonce boolean
   provider string =basic,azure,auth0,custom-oidc,google,okta,aws-cognito,ldap,saml
   publicKeys array
    [] string
   responseType string
   saml closed
    debugMode boolean
    idp closed
     authorityUrl string
     entityId string
     idpX509Certificate closed
      secretKey string
      secretRef string
     nameId string
     ssoLoginUrl string
    security closed
     keyStoreAlias closed
      secretKey string
      secretRef string
     keyStoreFilePath string
     keyStorePassword closed
      secretKey string
      secretRef string
     sendEncryptedNameId boolean
     sendSignedAuthRequest boolean
     signSpMetadata boolean
     strictMode boolean
     tokenValidity integer
     validateXml boolean
     wantAssertionEncrypted boolean
     wantAssertionsSigned boolean
     wantMessagesSigned boolean
    sp closed
     acs string
     callback string
     entityId string
     spPrivateKey open
      secretKey string
      secretRef string
     spX509Certificate open
      secretKey string
      secretRef string
  authorizer closed
   allowedDomains array
    [] string
   allowedEmailRegistrationDomains array
    [] string
   className string =org.openmetadata.service.security.DefaultAuthorizer
   containerRequestFilter string =org.openmetadata.service.security.JwtFilter
   enableSecureSocketConnection boolean
   enabled boolean
   enforcePrincipalDomain boolean
   initialAdmins array
    [] string
   principalDomain string
   useRolesFromProvider boolean
  clusterName string
  database closed
   auth closed
    password closed
     secretKey string
     secretRef string
    username string
   checkConnectionOnBorrow boolean
   checkConnectionWhileIdle boolean
   databaseName string
   dbParams string
   dbScheme string
   driverClass string
   enabled boolean
   evictionInterval string
   host string
   initialSize integer
   maxSize integer
   minIdleTime string
   minSize integer
   port integer
  deployPipelinesConfig closed
   additionalArgs string
   debug boolean
   enabled boolean @1.9.14-
  elasticsearch closed
   auth closed
    enabled boolean
    password closed
     secretKey string
     secretRef string
    username string
   batchSize integer
   clusterAlias string
   connectionTimeoutSecs integer
   enabled boolean
   host string
   keepAliveTimeoutSecs integer
   payLoadSize integer
   port integer
   scheme string
   searchIndexMappingLanguage string
   searchType string =elasticsearch,opensearch
   socketTimeoutSecs integer
   trustStore closed
    enabled boolean
    password closed
     secretKey string
     secretRef string
    path string
  eventMonitor closed
   batchSize integer
   enabled boolean
   latency array
   pathPattern array
   type string =prometheus,cloudwatch
  fernetkey closed
   secretKey string
   secretRef string
   value string
  jwtTokenConfiguration closed
   enabled boolean
   jwtissuer string
   keyId string
   rsaprivateKeyFilePath string
   rsapublicKeyFilePath string
  logLevel string
  openmetadata closed
   adminPort integer
   host string
   idleThreadTimeout string
   maxThreads integer
   minThreads integer
   port integer
   uri string @-1.9.4
  pipelineServiceClientConfig closed
   airflow closed @1.11.12-
    apiEndpoint string @1.11.12-
    auth closed @1.11.12-
     enabled boolean @1.11.12-
     password closed @1.11.12-
      secretKey string @1.11.12-
      secretRef string @1.11.12-
     trustStorePassword closed @1.11.12-
      secretKey string @1.11.12-
      secretRef string @1.11.12-
     trustStorePath string @1.11.12-
     username string @1.11.12-
    className string @1.11.12-
    enabled boolean unset @1.11.12-
    healthCheckInterval integer @1.11.12-
    hostIp string @1.11.12-
    ingestionIpInfoEnabled boolean @1.11.12-
    metadataApiEndpoint string unset @1.11.12-
    sslCertificatePath string @1.11.12-
    verifySsl string @1.11.12-
   apiEndpoint string @-1.11.11
   apiEndpoint string unset @1.11.12-
   argoWorkflows closed unset @1.12.4-
    apiEndpoint string unset @1.12.4-
    automationResources closed unset @1.12.4-
     limits closed unset @1.12.4-
      cpu string unset @1.12.4-
      memory string unset @1.12.4-
     requests closed unset @1.12.4-
      cpu string unset @1.12.4-
      memory string unset @1.12.4-
    customConfig closed unset @1.12.5-
     containerParams open unset @1.12.5-
     enabled boolean unset @1.12.5-
     workflowParams open unset @1.12.5-
    extraEnvs array unset @1.12.4-
     [] string @1.12.4-
    imagePullPolicy string unset @1.12.4-
    imagePullSecrets string unset @1.12.4-
    ingestionImage string unset @1.12.4-
    ingestionResources closed unset @1.12.4-
     limits closed unset @1.12.4-
      cpu string unset @1.12.4-
      memory string unset @1.12.4-
     requests closed unset @1.12.4-
      cpu string unset @1.12.4-
      memory string unset @1.12.4-
    namespace string unset @1.12.4-
    pipelineConfigs string unset @1.12.4-
    serviceAccountName string unset @1.12.4-
   auth closed @-1.11.11
   auth closed unset @1.11.12-
    enabled boolean @-1.11.11
    enabled boolean unset @1.11.12-
    password closed @-1.11.11
    password closed unset @1.11.12-
     secretKey string @-1.11.11
     secretKey string unset @1.11.12-
     secretRef string @-1.11.11
     secretRef string unset @1.11.12-
    trustStorePassword closed @-1.11.11
    trustStorePassword closed unset @1.11.12-
     secretKey string @-1.11.11
     secretKey string unset @1.11.12-
     secretRef string @-1.11.11
     secretRef string unset @1.11.12-
    trustStorePath string @-1.11.11
    trustStorePath string unset @1.11.12-
    username string @-1.11.11
    username string unset @1.11.12-
   className string @-1.11.11
   className string unset @1.11.12-
   enabled boolean
   healthCheckInterval integer @-1.11.11
   healthCheckInterval integer unset @1.11.12-
   hostIp string @-1.11.11
   hostIp string unset @1.11.12-
   ingestionIpInfoEnabled boolean @-1.11.11
   ingestionIpInfoEnabled boolean unset @1.11.12-
   k8s closed @1.11.12-
    activeDeadlineSeconds integer @1.11.12-
    backoffLimit integer @1.11.12-
    className string @1.11.12-
    enableFailureDiagnostics boolean @1.11.12-
    extraEnvVars array @1.11.12-
     [] string @1.11.12-
    failedJobsHistoryLimit integer @1.11.12-
    imagePullPolicy string @1.11.12-
    imagePullSecrets string @1.11.12-
    ingestionImage string @1.11.12-
    metadataApiEndpoint string unset @1.11.12-
    namespace string @1.12.2-
    nodeSelector string @1.11.12-
    podAnnotations string @1.11.12-
    rbac closed @1.11.12-
     enabled boolean @1.11.12-
    resources closed @1.11.12-
     limits closed @1.11.12-
      cpu string @1.11.12-
      memory string @1.11.12-
     requests closed @1.11.12-
      cpu string @1.11.12-
      memory string @1.11.12-
    securityContext closed @1.11.12-
     fsGroup integer @1.11.12-
     runAsGroup integer @1.11.12-
     runAsNonRoot boolean @1.11.12-
     runAsUser integer @1.11.12-
    serviceAccountName string @1.11.12-
    successfulJobsHistoryLimit integer @1.11.12-
    tolerations array @1.12.5-
     [] open @1.12.5-
    ttlSecondsAfterFinished integer @1.11.12-
    useOMJobOperator boolean @1.11.12-
   metadataApiEndpoint string
   sslCertificatePath string @-1.11.11
   sslCertificatePath string unset @1.11.12-
   type string =airflow,k8s @1.11.12-1.12.3
   type string =airflow,k8s,argoWorkflows @1.12.4-
   verifySsl string @-1.11.11
   verifySsl string unset @1.11.12-
  rdf closed @1.9.14-
   baseUri string @1.9.14-
   dataset string @1.9.14-
   enabled boolean @1.9.14-
   password closed @1.9.14-
    secretKey string @1.9.14-
    secretRef string @1.9.14-
   remoteEndpoint string @1.9.14-
   storageType string =FUSEKI,BLAZEGRAPH,VIRTUOSO,REMOTE @1.9.14-
   username string @1.9.14-
  reindexConfig closed
   additionalArgs string
   debug boolean
   enabled boolean @1.9.14-
  secretsManager closed
   additionalParameters closed
    accessKeyId closed
     secretKey string
     secretRef string
    clientId closed
     secretKey string
     secretRef string
    clientSecret closed
     secretKey string
     secretRef string
    enabled boolean
    projectId closed
     secretKey string
     secretRef string
    region string
    secretAccessKey closed
     secretKey string
     secretRef string
    tenantId closed
     secretKey string
     secretRef string
    vaultName closed
     secretKey string
     secretRef string
   enabled boolean
   prefix string
   provider string =db,aws,aws-ssm,managed-aws,managed-aws-ssm,in-memory,managed-azure-kv,azure-kv,gcp
   tags array
    [] string
  upgradeMigrationConfigs closed
   additionalArgs string
   debug boolean
  web closed
   cacheControl string
   contentTypeOptions closed
    enabled boolean
   csp closed
    enabled boolean
    policy string
    reportOnlyPolicy string
   enabled boolean
   frameOptions closed
    enabled boolean
    option string
    origin string
   hsts closed
    enabled boolean
    includeSubDomains string
    maxAge string
    preload string
   permissionPolicy closed
    enabled boolean
    option string
   pragma string
   referrerPolicy closed
    enabled boolean
    option string
   uriPath string
   xssProtection closed
    block boolean
    enabled boolean
    onXss boolean
podAnnotations open
podDisruptionBudget closed
 config open
  maxUnavailable string @-1.12.3
  maxUnavailable string unset @1.12.4-
  minAvailable string
 enabled boolean
podSecurityContext open
preMigrateInitContainers array
readinessProbe open
 failureThreshold integer
 httpGet open
  path string
  port string
 initialDelaySeconds integer
 periodSeconds integer
replicaCount integer
resources open
route closed @1.11.12-
 annotations open @1.11.12-
 enabled boolean @1.11.12-
 host string @1.11.12-
 tls closed @1.11.12-
  enabled boolean @1.11.12-
  insecureEdgeTerminationPolicy string =Allow,Redirect,None @1.11.12-
  termination string =edge,reencrypt,passthrough @1.11.12-
 wildcardPolicy string =None,Subdomain @1.11.12-
securityContext open
service closed
 adminPort integer
 annotations open
 port integer
 type string
serviceAccount closed
 annotations open
 create boolean
 name string
sidecars array
startingDeadlineSeconds number
startupProbe open
 failureThreshold integer
 httpGet open
  path string
  port string
 periodSeconds integer
 successThreshold integer
testConnection closed @1.9.5-
 resources open @1.9.5-
tolerations array
topologySpreadConstraints array @1.12.2-
"""

#: What the charts set without values, as JSON, for the values that carry a variable of OpenMetadata's sign-in.
DEFAULTS = """\
openmetadata.config.authentication.authority "https://accounts.google.com"
openmetadata.config.authentication.callbackUrl ""
openmetadata.config.authentication.clientId ""
openmetadata.config.authentication.clientType "public"
openmetadata.config.authentication.enableSelfSignup true
openmetadata.config.authentication.enabled true
openmetadata.config.authentication.jwtPrincipalClaims ["email", "preferred_username", "sub"]
openmetadata.config.authentication.jwtPrincipalClaimsMapping []
openmetadata.config.authentication.ldapConfiguration.allAttributeName ""
openmetadata.config.authentication.ldapConfiguration.authReassignRoles []
openmetadata.config.authentication.ldapConfiguration.authRolesMapping ""
openmetadata.config.authentication.ldapConfiguration.dnAdminPrincipal "cn=admin,dc=example,dc=com"
openmetadata.config.authentication.ldapConfiguration.groupAttributeName ""
openmetadata.config.authentication.ldapConfiguration.groupAttributeValue ""
openmetadata.config.authentication.ldapConfiguration.groupBaseDN ""
openmetadata.config.authentication.ldapConfiguration.groupMemberAttributeName ""
openmetadata.config.authentication.ldapConfiguration.host "localhost"
openmetadata.config.authentication.ldapConfiguration.mailAttributeName "email"
openmetadata.config.authentication.ldapConfiguration.maxPoolSize 3
openmetadata.config.authentication.ldapConfiguration.port 10636
openmetadata.config.authentication.ldapConfiguration.roleAdminName ""
openmetadata.config.authentication.ldapConfiguration.sslEnabled false
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.customTrustManagerConfig.examineValidityDates true
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.customTrustManagerConfig.trustStoreFileFormat ""
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.customTrustManagerConfig.trustStoreFilePath ""
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.customTrustManagerConfig.verifyHostname true
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.hostNameConfig.acceptableHostNames []
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.hostNameConfig.allowWildCards false
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.jvmDefaultConfig.verifyHostname true
openmetadata.config.authentication.ldapConfiguration.trustStoreConfig.trustAllConfig.examineValidityDates true
openmetadata.config.authentication.ldapConfiguration.truststoreConfigType "TrustAll"
openmetadata.config.authentication.ldapConfiguration.userBaseDN "ou=people,dc=example,dc=com"
openmetadata.config.authentication.ldapConfiguration.usernameAttributeName ""
openmetadata.config.authentication.oidcConfiguration.callbackUrl "http://openmetadata:8585/callback"
openmetadata.config.authentication.oidcConfiguration.clientAuthenticationMethod "client_secret_post"
openmetadata.config.authentication.oidcConfiguration.customParams "{}"
openmetadata.config.authentication.oidcConfiguration.disablePkce true
openmetadata.config.authentication.oidcConfiguration.discoveryUri ""
openmetadata.config.authentication.oidcConfiguration.enabled false
openmetadata.config.authentication.oidcConfiguration.maxAge "0"
openmetadata.config.authentication.oidcConfiguration.maxClockSkew ""
openmetadata.config.authentication.oidcConfiguration.oidcType ""
openmetadata.config.authentication.oidcConfiguration.preferredJwsAlgorithm "RS256"
openmetadata.config.authentication.oidcConfiguration.promptType "consent"
openmetadata.config.authentication.oidcConfiguration.responseType "code"
openmetadata.config.authentication.oidcConfiguration.scope "openid email profile"
openmetadata.config.authentication.oidcConfiguration.serverUrl "http://openmetadata:8585"
openmetadata.config.authentication.oidcConfiguration.sessionExpiry "604800"
openmetadata.config.authentication.oidcConfiguration.tenant ""
openmetadata.config.authentication.oidcConfiguration.tokenValidity "3600"
openmetadata.config.authentication.oidcConfiguration.useNonce true
openmetadata.config.authentication.provider "basic"
openmetadata.config.authentication.publicKeys ["http://openmetadata:8585/api/v1/system/config/jwks"]
openmetadata.config.authentication.responseType "id_token"
openmetadata.config.authentication.saml.debugMode false
openmetadata.config.authentication.saml.idp.authorityUrl "http://openmetadata:8585/api/v1/saml/login"
openmetadata.config.authentication.saml.idp.entityId ""
openmetadata.config.authentication.saml.idp.nameId "urn:oasis:names:tc:SAML:2.0:nameid-format:emailAddress"
openmetadata.config.authentication.saml.idp.ssoLoginUrl ""
openmetadata.config.authentication.saml.security.keyStoreFilePath ""
openmetadata.config.authentication.saml.security.sendEncryptedNameId false
openmetadata.config.authentication.saml.security.sendSignedAuthRequest false
openmetadata.config.authentication.saml.security.signSpMetadata false
openmetadata.config.authentication.saml.security.strictMode false
openmetadata.config.authentication.saml.security.tokenValidity 3600
openmetadata.config.authentication.saml.security.validateXml false
openmetadata.config.authentication.saml.security.wantAssertionEncrypted false
openmetadata.config.authentication.saml.security.wantAssertionsSigned false
openmetadata.config.authentication.saml.security.wantMessagesSigned false
openmetadata.config.authentication.saml.sp.acs "http://openmetadata:8585/api/v1/saml/acs"
openmetadata.config.authentication.saml.sp.callback "http://openmetadata:8585/saml/callback"
openmetadata.config.authentication.saml.sp.entityId "http://openmetadata:8585/api/v1/saml/metadata"
openmetadata.config.authorizer.allowedDomains []
openmetadata.config.authorizer.allowedEmailRegistrationDomains ["all"]
openmetadata.config.authorizer.className "org.openmetadata.service.security.DefaultAuthorizer"
openmetadata.config.authorizer.containerRequestFilter "org.openmetadata.service.security.JwtFilter"
openmetadata.config.authorizer.enableSecureSocketConnection false
openmetadata.config.authorizer.enabled true
openmetadata.config.authorizer.enforcePrincipalDomain false
openmetadata.config.authorizer.initialAdmins ["admin"]
openmetadata.config.authorizer.principalDomain "open-metadata.org"
openmetadata.config.authorizer.useRolesFromProvider false
openmetadata.config.jwtTokenConfiguration.enabled true
openmetadata.config.jwtTokenConfiguration.jwtissuer "open-metadata.org"
openmetadata.config.jwtTokenConfiguration.keyId "Gb389a-9f76-gdjs-a92j-0242bk94356"
openmetadata.config.jwtTokenConfiguration.rsaprivateKeyFilePath "./conf/private_key.der"
openmetadata.config.jwtTokenConfiguration.rsapublicKeyFilePath "./conf/public_key.der"
"""
