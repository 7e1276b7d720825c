# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules CLM-*: claims, users and administrators."""

from __future__ import annotations

from ._entry import Cause, Entry

_OTHER_ADDRESS = (
    "{option}: a start makes the administrator {name} as {made}, but the token has {mail}: the server answers "
    "'Account already exists. Please contact administrator.' and refuses this user for ever."
)

ENTRIES = (
    Entry(
        "CLM-01",
        "error",
        "A token holds one of the principal claims",
        where=("preflight",),
        reason="The claims of om_sso_jwt_principal_claims name the user; without one of them no user can sign in.",
        fix="Name a claim that the provider sends, or add it to its tokens.",
        causes={
            "empty": Cause(
                "{option}: the first of these claims in the token is {claim}, and it is empty or not a text; the "
                "others are not read, and no user could sign in.",
                "{offer}",
            ),
            "none_of_the_claims": Cause("{option}: the token has none of {names}; nobody could sign in.", "{offer}"),
            "not_mapped": Cause("{option}: {which} names no {kind} in the token; nobody could sign in.", "{offer}"),
            "claim_not_listed": Cause(
                "{option}: the provider does not list {names} (claims_supported), which need not be complete.",
                "Check the claims of an ID token with om_sso_sample_token or om_sso_sample_claims.",
                severity="info",
            ),
        },
        wrong="""\
om_sso_sample_claims: {name: Jane Doe}
om_sso_jwt_principal_claims: [email, sub]
""",
        right="""\
om_sso_sample_claims: {email: jane.doe@acme.io}
om_sso_jwt_principal_claims: [email, sub]
""",
    ),
    Entry(
        "CLM-02",
        "error",
        "Principal claims include one that every provider sends",
        where=("settings", "preflight"),
        reason="Users whose token lacks the listed claims cannot sign in.",
        fix="Add one of them.",
        message=(
            "{option} holds none of email, preferred_username, sub: users without the other claims cannot sign in."
        ),
        causes={
            "renamed": Cause(
                (
                    "{option}: {known} is a named administrator (claim {claim}), but OpenMetadata would "
                    "call this user {name}."
                ),
                "Let {claim} decide the name, or add {name} to om_sso_admin_principals.",
            ),
        },
    ),
    Entry(
        "CLM-03",
        "error",
        "The claims mapping names user name and e-mail address",
        where=("settings",),
        reason="OpenMetadata refuses to start with a mapping that does not hold exactly these two entries.",
        fix="For example [username:email, email:email].",
        message="{option} needs one entry username:CLAIM and one email:CLAIM; the server refuses to start otherwise.",
    ),
    Entry(
        "CLM-05",
        "error",
        "The claims mapping works in the release",
        where=("settings",),
        reason=(
            "OpenMetadata 2.0 reads the mapping for the tokens of its own sessions too, which do not hold every claim "
            "of the provider."
        ),
        fix="Map only claims that OpenMetadata's own tokens hold, or leave the mapping out.",
        causes={
            "own_tokens": Cause(
                (
                    "{option} names a claim that the server's own tokens lack: it refuses personal access tokens and "
                    "the administrator's token that om_sso_mint_admin_token makes; tokens of bots stay valid."
                ),
                "Map to email, preferred_username, sub, username only.",
                severity="warning",
                until="2.0.0",
            ),
            "refused": Cause(
                (
                    "{option} names a claim that the server's own token lacks: with OpenMetadata "
                    "2.0.0 to 2.0.2 no user can sign in."
                ),
                "Map to email, preferred_username, sub, username only, or stay on 1.13.",
                since="2.0.0",
                until="2.0.3",
            ),
            "unconfirmed": Cause(
                (
                    "{option} names a claim that the server's own token lacks: with OpenMetadata 2.0.0 to 2.0.2 no "
                    "user could sign in, and a later fix is not confirmed."
                ),
                "Try a sign-in on a test server first.",
                severity="warning",
                since="2.0.3",
            ),
        },
    ),
    Entry(
        "CLM-06",
        "error",
        "The principal domain is a domain name that is allowed",
        where=("settings", "preflight"),
        reason=(
            "The domain completes the administrators' user names to e-mail addresses, which are compared with those in "
            "tokens."
        ),
        fix="Write what follows the @ in the users' addresses.",
        causes={
            "not_a_domain": Cause(
                "{option} is not a bare domain name.",
                "Write what follows the @ in the users' addresses, for example acme.io.",
            ),
            "not_allowed": Cause(
                (
                    "om_sso_allowed_domains lacks om_sso_principal_domain, the domain of the administrators: once the "
                    "list is set, only the list is used."
                ),
                "Add {domain}.",
            ),
            "other_domain": Cause(
                "{option}: the user's domain is {domain}, only {allowed} may sign in.",
                "Add it to om_sso_allowed_domains, or correct om_sso_principal_domain.",
            ),
        },
    ),
    Entry(
        "CLM-07",
        "error",
        "Each domain option holds plain domain names",
        where=("settings",),
        reason="A text with several domains or other characters matches no address.",
        fix="Write one domain an entry, for example acme.io.",
        causes={
            "several": Cause(
                "{option} holds several domains.",
                "Write one, and all of them in om_sso_allowed_domains.",
            ),
            "not_a_domain": Cause(
                "{option}: entry {number} is not a bare domain name.",
                "Write what follows the @ in the users' addresses, for example acme.io.",
            ),
        },
    ),
    Entry(
        "CLM-10",
        "warning",
        "User names and domains are in lower case",
        where=("settings", "preflight"),
        reason="User names are compared letter by letter; a provider may send addresses in either case.",
        fix="Write lower case.",
        causes={
            "azure": Cause(
                "{option} holds upper-case letters: Azure's addresses may come in either case, and they are compared "
                "letter by letter.",
            ),
            "administrator": Cause(
                "{option} holds upper-case letters: a sign-in compares the list with the user's name in lower case, so "
                "that a user who is there already does not become an administrator.",
            ),
            "enforced": Cause(
                "{option} holds upper-case letters and is enforced: before OpenMetadata 1.13.2 the domain of a token "
                "is compared letter by letter, and providers send lower case.",
            ),
            "domain_case": Cause(
                "{option}: the user's domain is {domain}, and {allowed} has other upper-case letters; releases before "
                "1.13.2 refuse that.",
                "Write the domain as the provider sends it.",
                severity="error",
            ),
        },
    ),
    Entry(
        "CLM-11",
        "warning",
        "User names hold only characters that every release accepts",
        where=("settings",),
        reason="Some releases do not find a user whose name holds other characters.",
        fix="Try a sign-in of this user, or name another one.",
        message=(
            "{option}: entry {number} holds other characters than letters, digits, dot, dash and underscore; some "
            "releases do not find such a user."
        ),
    ),
    Entry(
        "CLM-12",
        "error",
        "Administrators are listed by user name",
        where=("settings", "files"),
        reason=(
            "The server adds @ and the domain to each name, so an e-mail address or an invalid name matches no user."
        ),
        fix="Write the part before the @, one name an entry.",
        causes={
            "addresses_in_file": Cause(
                "AUTHORIZER_ADMIN_PRINCIPALS holds an e-mail address; the server adds @ and the domain itself.",
                "Write the part before the @ only.",
            ),
            "empty": Cause(
                "{option} is empty: no user would be an administrator.",
                "Name at least one user.",
            ),
            "address": Cause(
                "{option}: entry {number} is an e-mail address; the server adds @ and the domain itself.",
                "Write the part before the @ only.",
            ),
            "not_a_name": Cause(
                (
                    "{option}: entry {number} is not a valid user name (empty, or with whitespace, "
                    "comma, colon or bracket)."
                ),
                "Write one user name an entry.",
            ),
        },
    ),
    Entry(
        "CLM-14",
        "error",
        "A bot is not an administrator",
        where=("settings",),
        reason="A bot in the list is turned into a user account, and its token stops working.",
        fix="Name people only.",
        message="{option} names a bot: its account would be turned into a user.",
    ),
    Entry(
        "CLM-15",
        "error",
        "Sign-up is limited to known users",
        where=("settings", "audit"),
        reason=(
            "With self sign-up every user of the provider gets an account: with OpenMetadata's own "
            "passwords, or with a public provider every visitor gets one."
        ),
        fix=(
            "Set om_sso_self_signup: false, or om_sso_enforce_principal_domain: true with your domain; then run "
            "openmetadata.sso.sso."
        ),
        causes={
            "every_tenant": Cause(
                (
                    "{option} is for every tenant, and om_sso_self_signup is true: every user with "
                    "an account there can sign in."
                ),
                "Use your tenant, set om_sso_enforce_principal_domain: true or om_sso_self_signup: false.",
                severity="warning",
            ),
            "any_account": Cause("", severity="warning"),
        },
        not_checked="Whether users exist when `om_sso_self_signup` is false. A sign-in shows it.",
    ),
    Entry(
        "CLM-16",
        "warning",
        "Roles of the provider reach users",
        where=("settings",),
        reason="With roles from the provider users have no role when their tokens hold none.",
        fix="Leave om_sso_use_roles_from_provider out, or use a release and provider that support it.",
        causes={
            "lost": Cause(
                "om_sso_use_roles_from_provider: OpenMetadata 2.0.0 and 2.0.1 lose roles of the provider at a sign-in.",
                "Use 2.0.2 or newer, and try a sign-in.",
                since="2.0.0",
                until="2.0.2",
            ),
            "no_claim": Cause(
                (
                    "om_sso_use_roles_from_provider: tokens of {provider} hold no claim named roles, so every user "
                    "would lose their roles."
                ),
                "Leave it out, or add the claim at the provider.",
            ),
            "reserved": Cause(
                (
                    "om_sso_use_roles_from_provider: {provider} reserves the claims roles and groups, which an Action "
                    "cannot set, and OpenMetadata reads roles from no other claim. Every user would lose their roles."
                ),
                "Leave it out and assign roles in OpenMetadata, directly or by teams.",
            ),
        },
        not_checked="Whether the roles of a mapping exist in OpenMetadata. Its settings show them.",
    ),
    Entry(
        "CLM-17",
        "error",
        "Each key of openmetadata.yaml is known to the release",
        where=("files",),
        reason="A server ends at its start when its configuration holds a key that its release does not know.",
        fix="Remove it, or upgrade OpenMetadata.",
        message="{option} is a key from OpenMetadata {since} on: {release} does not start with it.",
    ),
    Entry(
        "CLM-19",
        "warning",
        "The first principal claim identifies people",
        where=("settings",),
        reason=(
            "With sub first users are named by an opaque id: they get a second account, and administrators are not "
            "recognized."
        ),
        fix="Begin with email or preferred_username.",
        message=(
            "{option} begins with sub: users are named by an opaque id, existing ones get a second account, and "
            "administrators are not recognized."
        ),
    ),
    Entry(
        "CLM-20",
        "error",
        "Each key of openmetadata.yaml is known to the server",
        where=("files",),
        reason="A server ends at its start when its configuration holds an unknown key.",
        fix="Correct the spelling of the key.",
        causes={
            "misspelled": Cause(
                "{option} is not a key of {path}: the server does not start with it.",
                "Did you mean {close}?",
            ),
            "unknown": Cause(
                "{option} is not a key of {path}: the server does not start with it.",
                "Remove it.",
            ),
            "refused": Cause(
                "{option} of {path} is not used any more: the server does not start while it holds a name.",
                "Remove it.",
            ),
        },
    ),
    Entry(
        "CLM-21",
        "warning",
        "A sign-in names users by a readable claim",
        where=("preflight",),
        reason="The token holds only the opaque id sub, so users are named by it.",
        fix="Put a claim that people know before sub. {offer}",
        message="{option}: the user name would be the opaque subject {value}.",
        wrong="""\
om_sso_jwt_principal_claims: [sub, email]
""",
        right="""\
om_sso_jwt_principal_claims: [email, sub]
""",
    ),
    Entry(
        "CLM-22",
        "warning",
        "Azure's groups fit into a token of the implicit flow",
        where=("settings",),
        reason=(
            "In the implicit flow Azure leaves groups out for users with more than six groups, and "
            "their roles are lost."
        ),
        fix="Use app roles, or om_sso_flow: authorization_code.",
        message=(
            "om_sso_use_roles_from_provider: in the implicit flow Azure leaves groups out for users "
            "with more than six, and their roles are lost."
        ),
    ),
    Entry(
        "CLM-23",
        "warning",
        "The principal domain is your own",
        where=("settings",),
        reason="Users would get addresses in the example domain that OpenMetadata ships.",
        fix="Write your own.",
        message="om_sso_principal_domain is the shipped example: users would get wrong addresses.",
    ),
    Entry(
        "CLM-24",
        "warning",
        "Allowed domains are enforced",
        where=("settings",),
        reason=(
            "The list has no effect unless om_sso_enforce_principal_domain is true: users of every domain can sign in."
        ),
        fix="Set om_sso_enforce_principal_domain: true, or leave the list out.",
        message=(
            "om_sso_allowed_domains has no effect without om_sso_enforce_principal_domain: users of every domain may "
            "sign in."
        ),
    ),
    Entry(
        "CLM-25",
        "error",
        "The sample administrator becomes an administrator",
        where=("settings",),
        reason="The claims of the sample give a user name that om_sso_admin_principals does not list.",
        fix="Correct om_sso_admin_principals, or the principal claims.",
        causes={
            "locked_out": Cause(
                "{option}: this administrator would be locked out. {message}",
                "{fix}",
            ),
            "not_named": Cause(
                "{option}: OpenMetadata would name this user {name}, whom om_sso_admin_principals does not name.",
                "Give the claims of an administrator, or name the user in om_sso_admin_principals.",
            ),
        },
    ),
    Entry(
        "CLM-26",
        "error",
        "With an enforced domain the claim that counts holds one",
        where=("settings", "preflight"),
        reason=(
            "The domain is read from the first principal claim that a token holds. In the server's own tokens only "
            "email has one, so that before OpenMetadata 1.13.2 personal access tokens and administrators' tokens are "
            "refused. Users are refused where the provider's claim has no @."
        ),
        fix="Begin with email, or set om_sso_enforce_principal_domain: false.",
        causes={
            "own_tokens": Cause(
                "{option}: the domain is enforced, and {name} comes before email: the server refuses its own tokens of "
                "people, and every user whose {name} holds no @.",
            ),
            "users": Cause(
                "{option}: the domain is enforced, and {name} comes before email: every user whose {name} holds no @ "
                "is refused.",
                severity="warning",
            ),
            "no_domain": Cause(
                "{option}: the domain is enforced, and the claim {claim} holds no @; every user would be refused.",
                "Begin with a claim that holds an e-mail address. {offer}",
            ),
        },
    ),
    Entry(
        "CLM-27",
        "warning",
        "The mapped user name precedes the @ of the mapped address",
        where=("settings", "preflight"),
        reason=(
            "Before OpenMetadata 1.13.1 a sign-in makes a user with the address NAME@domain. Where the token has "
            "another one, the server answers 'Account already exists. Please contact administrator.' for ever."
        ),
        fix="Map both to the claim with the e-mail address: [username:email, email:email].",
        causes={
            "opaque": Cause(
                "{option}: {name} is an opaque id and never precedes the @ of an address: every user would be refused "
                "after the first sign-in.",
                severity="error",
            ),
            "other": Cause(
                "{option}: users whose {name} is not what precedes the @ of their address are refused for ever.",
            ),
            "usual": Cause(
                "{option}: users whose {name} is not what precedes the @ of their address are refused for ever.",
                severity="info",
            ),
            "sample": Cause(
                "{option}: the user name {name} is not what precedes the @ in {mail}: the server answers 'Account "
                "already exists. Please contact administrator.' and refuses this user for ever.",
                severity="error",
            ),
        },
    ),
    Entry(
        "CLM-28",
        "error",
        "The administrator's address is the one that a start makes",
        where=("preflight",),
        reason=(
            "A start makes a named administrator as NAME@principal domain; the answer to a token with another "
            "address is 'Account already exists. Please contact administrator.' for ever."
        ),
        fix="Set om_sso_principal_domain: {domain}; an account that has this address already is not affected.",
        causes={
            "domain": Cause(_OTHER_ADDRESS),
            "name": Cause(
                _OTHER_ADDRESS,
                "Map both to the claim with the e-mail address: [username:email, email:email]; an account that has "
                "this address already is not affected.",
            ),
        },
        wrong="""\
om_sso_principal_domain: acme.io
om_sso_admin_principals: [jane.doe]
om_sso_sample_claims: {email: jane.doe@mail.acme.io}
""",
        right="""\
om_sso_principal_domain: mail.acme.io
om_sso_admin_principals: [jane.doe]
om_sso_sample_claims: {email: jane.doe@mail.acme.io}
""",
    ),
    Entry(
        "CLM-29",
        "warning",
        "The server's own token names the user by the address",
        where=("settings",),
        reason=(
            "From OpenMetadata 2.0 on browsers get a token of the server's own, in which email alone holds an address; "
            "another claim that comes before it is completed with the principal domain."
        ),
        fix="Begin with email.",
        since="2.0.0",
        message=(
            "{option}: {name} comes before email: in the server's own token every user is NAME@{domain}, and users of "
            "other domains get 'Account already exists. Please contact administrator.' after each sign-in."
        ),
    ),
)
