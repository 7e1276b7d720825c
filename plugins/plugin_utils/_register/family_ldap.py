# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules LDAP-*: LDAP."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._provider_answers import NO_ENTRY

ENTRIES = (
    Entry(
        "LDAP-01",
        "error",
        "The bind account is a distinguished name",
        where=("settings", "preflight"),
        reason="A directory refuses a bind with another name.",
        fix="Copy the entry's distinguishedName and set dn_admin_password.",
        causes={
            "not_a_dn": Cause(
                "{option} is not a distinguished name: the server cannot bind and does not start.",
                "Copy distinguishedName of the account, for example cn=openmetadata,ou=services,dc=acme,dc=io.",
            ),
            "address": Cause(
                "{option} is not a distinguished name: few directories but Active Directory bind with such a name.",
                "Copy distinguishedName of the account.",
                severity="warning",
            ),
            "bind_refused": Cause(
                "{option}: bind as dn_admin_principal {admin_dn}: {why}{words}.",
                "{what_to_do}",
            ),
        },
    ),
    Entry(
        "LDAP-02",
        "error",
        "TLS to the directory has a trust store",
        where=("settings", "preflight"),
        reason="Without a valid trust store the server refuses the directory's certificate or accepts any.",
        fix="Fill in the block of the chosen truststore_config_type.",
        causes={
            "no_trust_store": Cause(
                "{option} is missing: CustomTrustStore needs it, and TLS to the directory fails.",
                "Write the path on the server, or in its container.",
            ),
            "no_host_names": Cause(
                "{option} is missing: HostName accepts no certificate without it.",
                "List the names in the directory's certificate.",
            ),
            "trust_all": Cause(
                (
                    "om_sso_ldap.truststore_config_type is TrustAll: anyone between server and directory can read the "
                    "passwords."
                ),
                "Use JVMDefault, or CustomTrustStore for a certificate authority of your own.",
                severity="warning",
            ),
            "block_of_other_type": Cause(
                "{option} has no effect: om_sso_ldap.truststore_config_type is {chosen}.",
                "Remove it, or choose its way.",
                severity="warning",
            ),
            "tls": Cause(
                "{option}: {reason}.", "{trust}; ssl_enabled wants TLS from the first byte (ldaps, often port 636)."
            ),
            "directory_expired": Cause("{option}: the directory's certificate has expired.", "Renew it."),
        },
    ),
    Entry(
        "LDAP-03",
        "error",
        "Host and port of the directory are passed to the server",
        where=("files",),
        reason="Without them the server ends at its start.",
        fix="Let this collection write its override file, or add them below environment.",
        message="The service {service} does not pass {missing}: the server would not start.",
    ),
    Entry(
        "LDAP-04",
        "error",
        "Groups are found below their base",
        where=("settings", "preflight"),
        reason="Without a base, the class of groups and the attribute of their members no group is found.",
        fix="Write where the groups are.",
        message=(
            "om_sso_ldap.group_base_dn is missing, and om_sso_ldap.{name} needs it: the search would begin at the root "
            "and find nothing."
        ),
        causes={
            "user_names": Cause(
                (
                    "{option}: group_member_attribute_name is memberUid, which holds user names, and OpenMetadata "
                    "searches for the DN of the user: nobody gets a role."
                ),
                "Set it to an attribute that holds the DN of each member, often member or uniqueMember.",
                severity="warning",
            ),
            "no_class": Cause(
                (
                    "{option}: no entry that the bind user may read below the group base has {group_attribute} "
                    "{group_value}: nobody gets a role."
                ),
                (
                    "Correct group_base_dn, group_attribute_name and group_attribute_value, often objectClass with "
                    "groupOfNames, or with group in Active Directory."
                ),
            ),
            "no_member": Cause(
                (
                    "{option}: no entry with {group_attribute} {group_value} below the group base has an attribute "
                    "{group_member_attribute} that the bind user may read: nobody gets a role."
                ),
                (
                    "Set group_member_attribute_name to the attribute that holds the DN of each member, often member "
                    "or uniqueMember."
                ),
                severity="warning",
            ),
            **NO_ENTRY,
        },
    ),
    Entry(
        "LDAP-05",
        "error",
        "The directory finds users by their mail address",
        where=("preflight",),
        reason="A user is found by mail_attribute_name below user_base_dn; otherwise no user can sign in.",
        fix="Correct user_base_dn and mail_attribute_name.",
        causes={
            "no_mail": Cause(
                (
                    "{option}: no entry under the user base has mail_attribute_name {mail_attribute}: "
                    "nobody could sign in."
                ),
                "Name the attribute that holds the mail address, often mail or userPrincipalName.",
            ),
            "no_sample_user": Cause(
                "{option}: {count} under the user base has {mail_attribute} {sample_user}.",
                "Correct the address, or user_base_dn and mail_attribute_name of om_sso_ldap.",
            ),
            "other_address": Cause(
                (
                    "{option}: the entry with {mail_attribute} {sample_user} has {found} as first value of it: "
                    "OpenMetadata compares that one and refuses the sign-in."
                ),
                "Set mail_attribute_name to an attribute with one value, or sign in with that address.",
                severity="warning",
            ),
            **NO_ENTRY,
        },
        wrong="""\
om_sso_ldap:
 user_base_dn: "ou=Nobody,dc=acme,dc=io"
""",
        right="""\
om_sso_ldap:
  user_base_dn: "ou=People,dc=acme,dc=io"
""",
    ),
    Entry(
        "LDAP-08",
        "error",
        "The mapping assigns roles to groups",
        where=("settings", "preflight"),
        reason="A mapping of another form, or of groups that do not exist, gives no role.",
        fix="Write the full DN of each group with a list of roles.",
        causes={
            "not_a_dictionary": Cause(
                "{option} is neither a dictionary nor JSON text of one.",
                "Write 'group: [role]' pairs below it.",
            ),
            "group_not_a_dn": Cause(
                "{option}: group {number} is not a distinguished name.",
                "Write it in full, as in cn=stewards,ou=groups,dc=acme,dc=io.",
            ),
            "no_roles": Cause(
                "{option}: group {number} does not have a list of roles.",
                "Write the names of roles in OpenMetadata, as in [DataSteward].",
            ),
            "no_group": Cause(
                "{option}: auth_roles_mapping names {group}, which the directory does not have.",
                "Write the group's full DN.",
            ),
            "other_spelling": Cause(
                (
                    "{option}: auth_roles_mapping names {group}, and the directory calls this group {dn}: OpenMetadata "
                    "compares them letter by letter, upper case and blanks included, so the group gives no role."
                ),
                "Copy {dn} into auth_roles_mapping.",
            ),
            "not_found": Cause(
                (
                    "{option}: auth_roles_mapping names {group}, and no such entry with {attribute} {value} is below "
                    "the group base {base}."
                ),
                "Copy the group's full DN from the directory.",
            ),
            "outside": Cause(
                "{option}: auth_roles_mapping names {group}, which is not found: it is not below group base {base}.",
                "Set group_base_dn to an entry above all mapped groups.",
            ),
            "class_differs": Cause(
                (
                    "{option}: auth_roles_mapping names {group}, whose {attribute} is {values} and not {value}: it is "
                    "not found."
                ),
                "Set group_attribute_name and group_attribute_value to what all mapped groups have.",
            ),
        },
        not_checked="Whether roles exist in OpenMetadata. `openmetadata.sso.preflight` searches for the groups.",
    ),
    Entry(
        "LDAP-09",
        "error",
        "The release supports nested groups",
        where=("settings",),
        reason="Before 2.0 only direct groups are used.",
        fix="Remove it and put users into the mapped groups themselves, or upgrade to 2.0.",
        until="2.0.0",
        message="{option}: OpenMetadata {release} uses direct members only.",
    ),
    Entry(
        "LDAP-10",
        "error",
        "A base is a distinguished name",
        where=("settings",),
        reason="The directory refuses a search below another text.",
        fix="Write it as in ou=people,dc=acme,dc=io.",
        message="{option} is not a distinguished name.",
    ),
    Entry(
        "LDAP-11",
        "warning",
        "Passwords are sent over TLS",
        where=("settings", "preflight"),
        reason="Without TLS each sign-in sends a password in clear text.",
        fix="Set ssl_enabled: true and the directory's TLS port.",
        causes={
            "tls_port": Cause(
                "om_sso_ldap.port is 636, which is for TLS, and om_sso_ldap.ssl_enabled is false.",
                "Set it to true.",
            ),
            "plain_port": Cause(
                ("om_sso_ldap.port is 389, which is not for TLS, and om_sso_ldap.ssl_enabled is true."),
                "Use 636.",
            ),
            "no_tls": Cause(
                "om_sso_ldap.ssl_enabled is false: passwords are sent unencrypted.",
                "Use port 636 and set it to true.",
            ),
            "tls_wanted": Cause(
                "{option} is false: {why}{words}.",
                "Set om_sso_ldap.ssl_enabled: true and om_sso_ldap.port: 636.",
                severity="error",
            ),
        },
    ),
    Entry(
        "LDAP-12",
        "error",
        "Attributes have valid names",
        where=("settings",),
        reason="A directory has no attribute of another form, so nobody is found.",
        fix="Write the name as the directory has it, for example mail or userPrincipalName.",
        causes={
            "not_a_name": Cause(
                "{option} is not a valid name of an attribute: a letter, then letters, digits and hyphens; or an OID.",
            ),
            "underscore": Cause(
                "{option} has an underscore, which LDAP does not allow in the name of an attribute.",
                severity="warning",
            ),
        },
    ),
    Entry(
        "LDAP-13",
        "warning",
        "Mapped roles are assigned at each sign-in",
        where=("settings",),
        reason="OpenMetadata drops each role of the mapping that auth_reassign_roles does not name.",
        fix="Set all_attribute_name: '*' and auth_reassign_roles: ['*'], or list the roles of the mapping.",
        message=(
            "{option} does not name {roles} of om_sso_ldap.auth_roles_mapping: OpenMetadata assigns only roles that it "
            "names, or all when it names the value of all_attribute_name."
        ),
    ),
    Entry(
        "LDAP-14",
        "error",
        "The directory can search nested groups",
        where=("preflight",),
        reason="OpenMetadata searches them with a matching rule of Active Directory; other directories find no group.",
        fix="Set it to false, and put users into the mapped groups themselves.",
        since="2.0",
        message=(
            "{option}: the directory does not know Active Directory's rule for nested groups "
            "(1.2.840.113556.1.4.1941): no group is found and nobody gets a role."
        ),
        wrong="""\
om_sso_ldap:
  host: openldap.acme.io
  recursive_group_membership: true
""",
        right="""\
om_sso_ldap:
  host: openldap.acme.io
  recursive_group_membership: false
""",
    ),
)
