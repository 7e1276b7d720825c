<?php
// Copyright: openmetadata.sso contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of SimpleSAMLphp's configuration, by name. The test writes each as a line that takes its part from here.

$folder = getenv('SAML_FOLDER') . '/';
$mail = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

$provider = ['host' => '__DEFAULT__', 'privatekey' => 'idp.key', 'certificate' => 'idp.pem', 'auth' => 'people',
    'NameIDFormat' => $mail];
if (getenv('SAML_ROLL_OVER')) {
    $provider += ['new_privatekey' => 'next.key', 'new_certificate' => 'next.pem'];
}
$acs = ['Binding' => 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', 'index' => 0,
    'Location' => 'https://metadata.acme.io/api/v1/saml/acs'];
$server = ['AssertionConsumerService' => [$acs], 'NameIDFormat' => $mail];

return [
    'config' => [
        'baseurlpath' => getenv('SAML_URL') . '/',
        'certdir' => $folder, 'loggingdir' => $folder, 'datadir' => $folder, 'tempdir' => $folder,
        'metadatadir' => $folder, 'session.phpsession.savepath' => $folder, 'store.type' => 'phpsession',
        'secretsalt' => 'of the tests', 'auth.adminpassword' => 'of the tests', 'timezone' => 'UTC',
        'technicalcontact_name' => 'tests', 'technicalcontact_email' => 'tests@acme.io',
        'enable.saml20-idp' => true, 'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
        'session.cookie.secure' => false, 'session.cookie.samesite' => null, 'logging.handler' => 'errorlog',
        'language.available' => ['en'], 'language.default' => 'en', 'metadata.sources' => [['type' => 'flatfile']],
    ],
    'authsources' => [
        'people' => ['exampleauth:UserPass', 'jane:of jane' => ['uid' => ['jane'], 'mail' => ['jane.doe@acme.io']]],
    ],
    'saml20-idp-hosted' => ['__DYNAMIC:1__' => $provider],
    'saml20-sp-remote' => [
        'https://metadata.acme.io/api/v1/saml/metadata' => $server,
        'openmetadata-signed' => $server + ['validate.authnrequest' => true, 'certificate' => 'own.pem'],
    ],
];
