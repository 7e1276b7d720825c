# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules ENV-*: environment and files."""

from __future__ import annotations

from ._entry import Cause, Entry
from ._host import on_host

ENTRIES = (
    Entry(
        "ENV-01",
        "error",
        "A value is not followed by a comment",
        where=("settings", "files"),
        reason="systemd and docker keep the comment as a part of the value.",
        fix="Put the comment on a line of its own.",
        causes={
            "comment_in_file": Cause(
                "{option} has a comment behind its value, which systemd and docker keep as a part of it.",
            ),
            "comment": Cause(
                "{option} contains a comment: it was copied with the value from an env file.",
                "Remove it, from the whitespace before # on.",
            ),
        },
    ),
    Entry(
        "ENV-02",
        "error",
        "No whitespace around `=` or a value",
        where=("settings", "files"),
        reason="Not every reader of the file removes whitespace, so it can become a part of the value.",
        fix="Remove the whitespace.",
        causes={
            "blank_in_file": Cause(
                "{option} has whitespace beside = or at the end, which not every reader removes.",
                "Remove it.",
            ),
            "blank": Cause(
                "{option} begins or ends with whitespace.",
                "Remove it; in a lookup of a file use rstrip=true.",
            ),
        },
    ),
    Entry(
        "ENV-03",
        "error",
        "Each line has the form NAME=VALUE",
        where=("files",),
        reason="Lines of YAML and `${NAME:-default}` are not understood in a file of variables.",
        fix="Write NAME=VALUE with the value itself.",
        causes={
            "yaml": Cause(
                "The line is YAML, and is ignored or refused here.",
                "Write NAME=VALUE.",
            ),
            "default_in_value": Cause(
                "{option} holds ${{...:-...}}, which only a Compose file replaces.",
                "Write the value itself.",
            ),
        },
    ),
    Entry(
        "ENV-04",
        "error",
        "Quotes are in pairs around the whole value",
        where=("settings", "files"),
        reason="A single quote character becomes a part of the value.",
        fix="Write no quotes, or one pair around the whole value.",
        causes={
            "odd_quotes": Cause(
                "{option} has a quote too many, which becomes a part of the value.",
                "Write none, or one pair around the whole value.",
            ),
            "breaks_yaml": Cause(
                "{option} makes openmetadata.yaml unreadable once the server puts the value in.",
                "Close the quote, or write the value as one value of YAML, a mapping in braces.",
            ),
            "breaks_yaml_by_lines": Cause(
                "{option} has several lines, and openmetadata.yaml is unreadable once the server puts them in.",
                "Write the value on one line; a certificate as its base64 without line breaks.",
            ),
            "quotes": Cause(
                "{option} contains quotes around its value.",
                "Write one layer of quotes, YAML's.",
            ),
        },
    ),
    Entry(
        "ENV-05",
        "error",
        "A value does not begin with the name of a variable",
        where=("settings", "files"),
        reason="The name becomes a part of the value.",
        fix="Write only what follows the `=`.",
        causes={
            "repeated_in_file": Cause(
                "The value of {option} begins with the name of a variable and =.",
                "Write what follows only.",
            ),
            "repeated": Cause(
                "{option} begins with the name of a variable and =.",
                "Write what follows the = only.",
            ),
        },
    ),
    Entry(
        "ENV-06",
        "error",
        "A URL has one scheme",
        where=("settings", "files"),
        reason="A doubled http(s):// makes a URL that cannot be reached.",
        fix="Write http(s):// once.",
        message="{option} holds a second URL scheme.",
    ),
    Entry(
        "ENV-07",
        "error",
        "Each variable is passed to the server",
        where=("files",),
        reason="Variables of an env file reach a container only when a Compose file passes them.",
        fix="Let this collection write its override file, or add them below environment.",
        message="The service {service} does not pass {missing}: an env file alone does not reach the container.",
    ),
    Entry(
        "ENV-08",
        "error",
        "OpenMetadata reads each variable that is set",
        where=("settings", "files", "host"),
        reason="A variable that nothing reads has no effect.",
        fix="Correct the name, or leave the variable out.",
        causes={
            "alias": Cause(
                "{option}: OpenMetadata does not read this name.",
                "Write {right}.",
            ),
            "alias_or_of_others": Cause(
                "{option}: OpenMetadata does not read this name, and {right} is not set.",
                "Write {right}, or leave it if another program reads it.",
                severity="warning",
            ),
            "misspelled": Cause(
                "{option}: OpenMetadata reads no such variable.",
                "Did you mean {right}?",
            ),
            "misspelled_or_of_others": Cause(
                "{option}: OpenMetadata reads no such variable, and {right} is not set.",
                "Write {right} if that is meant; leave it if another program reads it.",
                severity="warning",
            ),
            "misspelled_reference": Cause(
                "{option} is not a variable of OpenMetadata, and the file does not refer to {right}.",
                "Write {right} if that is meant.",
                severity="warning",
            ),
            "in_extra_envs": Cause(
                "{option} in extraEnvs: OpenMetadata does not read this name.",
                "Write {right}, or leave it if another program reads it.",
                severity="warning",
            ),
            "old_name": Cause(
                "{option} has no effect: OpenMetadata has not read it since before 1.8.",
                "It can be left out.",
                severity="info",
            ),
            "unknown": Cause(
                "{option}: OpenMetadata reads no such variable.",
                "Correct the name, or leave it if another program reads it.",
                severity="warning",
            ),
            "alias_option": Cause(
                "{option}: OpenMetadata does not read this name.",
                "Write {right}, or the role variable for it.",
            ),
            "misspelled_option": Cause(
                "{option}: OpenMetadata reads no such variable.",
                "Did you mean {right}?",
            ),
            "old_option": Cause(
                "{option}: OpenMetadata has not read it since before 1.8.",
                "Leave it out.",
            ),
            "read_option": Cause(
                "{option}: OpenMetadata reads it, but this collection does not manage it.",
                "Set it where the server's other variables are, such as its env file or Compose file; not here.",
            ),
            "other_option": Cause(
                "{option}: OpenMetadata does not read it; it is a variable of {right}.",
                "Set it for that program; not here.",
            ),
            "unknown_option": Cause(
                "{option}: OpenMetadata reads no such variable.",
                "Correct the name; this collection sets variables of OpenMetadata's SSO only.",
            ),
            "no_longer_read": Cause(
                "{option} has no effect: OpenMetadata {release} does not read {what}.",
                "Remove it.",
            ),
            "not_yet_read": Cause(
                "{option} has no effect: OpenMetadata {release} does not read {what}.",
                "Remove it, or upgrade OpenMetadata to {since}.",
            ),
            "not_in_file": Cause(
                "The file does not read {option}: it is not the file of your release.",
                "Take the file of your release, and apply your changes again.",
            ),
            "not_in_file_of_release": Cause(
                "The file does not read {option}: it is not the file of OpenMetadata {line}.",
                "Take the file of your release, and apply your changes again.",
            ),
            **on_host("ENV-08"),
        },
    ),
    Entry(
        "ENV-09",
        "warning",
        "The default of custom parameters has no stray brace",
        where=("files",),
        reason="A second closing brace stays in the value and breaks the server's YAML.",
        fix="Set OIDC_CUSTOM_PARAMS, or let this collection write its override file.",
        causes={
            "two_braces": Cause(
                (
                    "The default of OIDC_CUSTOM_PARAMS ends with two braces: some versions of "
                    "Compose leave one behind, and the server's YAML breaks."
                ),
                "Let this collection write its override file, which sets it.",
            ),
            "stray_brace": Cause(
                (
                    "The default of OIDC_CUSTOM_PARAMS leaves a brace behind: the server's YAML breaks while the "
                    "variable is not set."
                ),
                "Write ${{OIDC_CUSTOM_PARAMS:-}}.",
                severity="error",
            ),
        },
    ),
    Entry(
        "ENV-10",
        "error",
        "customParams of the chart is a string",
        where=("helm values",),
        reason="The chart expects JSON as a string since 1.4 and fails to render a mapping.",
        fix="Write it as JSON between single quotes.",
        message=(
            "{path}: openmetadata.config.authentication.oidcConfiguration.customParams is not a text, which the chart "
            "wants since 1.4."
        ),
    ),
    Entry(
        "ENV-11",
        "error",
        "The mapping of roles is on one line",
        where=("files",),
        reason="Only the first line of a value reaches the server.",
        fix="Write the JSON on one line, in single quotes.",
        message="AUTH_ROLES_MAPPING is spread over lines: only the first arrives.",
    ),
    Entry(
        "ENV-12",
        "error",
        "Authorizer and request filter are the classes of OpenMetadata",
        where=("settings", "files"),
        reason="With another class name the server does not start or does not check tokens.",
        fix="Write the class of OpenMetadata, or remove the setting.",
        causes={
            "other_class_in_env_file": Cause(
                "{option} is not {expected}.",
                "Write that, or remove the line.",
            ),
            "other_class": Cause(
                "{option} is not {expected}: {why}.",
                "Leave it out.",
            ),
            "other_class_in_file": Cause(
                "{field} is not {expected}.",
                "Write that.",
            ),
        },
    ),
    Entry(
        "ENV-13",
        "error",
        "The server starts with openmetadata.yaml",
        where=("files",),
        reason="With another configuration file the server ignores what this collection writes.",
        fix="Start it with conf/openmetadata.yaml.",
        message=(
            "The server is started with openmetadata-security.yaml, which has had no meaning since 0.11: it runs "
            "without security."
        ),
    ),
    Entry(
        "ENV-14",
        "error",
        "A secure websocket has TLS in the server itself",
        where=("settings",),
        reason="The server cannot open a secure socket without a certificate of its own.",
        fix="Leave it out; https of a proxy before the server does not need it.",
        message=(
            "{option} is on, but the server itself listens with plain http (om_sso_server_internal_url): every request "
            "would be refused."
        ),
    ),
    Entry(
        "ENV-15",
        "warning",
        "The default administrator is removed",
        where=("settings", "files", "audit"),
        reason=(
            "The user admin is the first name that an attacker tries, and belongs to no person whose leaving would be "
            "noticed."
        ),
        fix=(
            "Name real people in om_sso_admin_principals, run openmetadata.sso.sso, then "
            "openmetadata.sso.default_admin."
        ),
        causes={
            "provider_not_used": Cause(
                "AUTHENTICATION_PROVIDER is basic, although {variable} is set: the provider is not used.",
                "Name the provider.",
                severity="error",
            ),
            "made_again": Cause(
                (
                    "{option} names admin: the account that OpenMetadata ships with a known password "
                    "is created again at each start."
                ),
                "Name people only, and delete the user admin once one of them has signed in.",
            ),
            "basic": Cause(
                "{option} names admin, whose initial password is public.",
                "Name another user, and delete admin.",
            ),
            "signs_in": Cause("", severity="error"),
        },
    ),
    Entry(
        "ENV-17",
        "warning",
        "Pods restart when a Secret changes",
        where=("helm values",),
        reason="Pods read a Secret at their start only, so a changed Secret has no effect.",
        fix=(
            "Restart the rollout after each change, or let a controller do it (deploymentAnnotations: "
            'reloader.stakater.com/auto: "true").'
        ),
        message="A change of the Secret {names} does not restart the pods, which read it at their start only.",
    ),
    Entry(
        "ENV-18",
        "error",
        "URLs of Google are used with Google only",
        where=("settings", "files", "helm values"),
        reason=(
            "OpenMetadata and its chart ship Google's URLs as defaults: tokens of another provider would be refused."
        ),
        fix="Write the URLs of your provider.",
        causes={
            "leftover_in_file": Cause(
                "AUTHENTICATION_AUTHORITY is Google's, and the provider is {other}.",
                "Write the provider's issuer.",
            ),
            "leftover": Cause(
                "{option} holds a URL of Google, which is what OpenMetadata ships.",
                "Write the one of {provider}, or leave it out.",
            ),
            "default_authority": Cause(
                (
                    "openmetadata.config.authentication.authority is accounts.google.com, the chart's default, though "
                    "the provider is another."
                ),
                "Write the one of the provider, or give Helm the rendered values file after yours.",
            ),
            "no_key_of_provider": Cause(
                (
                    "openmetadata.config.authentication.publicKeys does not include the provider's keys: "
                    "no user can sign in."
                ),
                "Write the one of the provider, or give Helm the rendered values file after yours.",
            ),
        },
    ),
    Entry(
        "ENV-19",
        "error",
        "A secret is in its own option and never in clear text",
        where=("settings", "files", "helm values"),
        reason=(
            "A secret in a values file or in another option can be read by everyone who can read the "
            "file or the output."
        ),
        fix="Remove it there, replace it if the file was shared, and set its own option from a vault.",
        causes={
            "other_option": Cause(
                "{option}: the client secret has an option of its own.",
                "Set om_sso_client_secret, and remove it here.",
            ),
            "text_in_values": Cause(
                "{path}: {here} is a text; the chart wants secretRef and secretKey there.",
                (
                    "Remove it there, renew it where the file was shared, and give it to its variable of this "
                    "collection from a lookup."
                ),
            ),
            "clear_text": Cause(
                "{path}: extraEnvs holds {entry} in clear text.",
                (
                    "Remove it there, renew it where the file was shared, and give it to its variable of this "
                    "collection from a lookup."
                ),
            ),
            "clear_text_beside": Cause(
                "extraEnvs holds {option} in clear text.",
                "Write valueFrom with secretKeyRef in place of value.",
                severity="warning",
            ),
            "clear_text_in_compose": Cause(
                "{option} is in clear text in the Compose file.",
                "Write a reference, ${{{option}}}, and put the value into an env file that only its owner can read.",
                severity="info",
            ),
            "fernet_key": Cause(
                "{path}: {here} is in clear text; the chart takes secretRef and secretKey beside it.",
                "Put the key into a Secret, and name that. Keep the key itself: stored secrets are encrypted with it.",
                "warning",
            ),
            "no_secret_named": Cause(
                (
                    "openmetadata.config.authentication.oidcConfiguration.{name} does not name a "
                    "Secret: the server gets an empty value."
                ),
                "Fill in secretRef and secretKey.",
            ),
        },
    ),
    Entry(
        "ENV-20",
        "error",
        "A value reaches the server unchanged",
        where=("settings", "files"),
        reason=(
            "Compose and shells replace a dollar sign and what follows it; some characters cannot be written at all."
        ),
        fix="Put the value in single quotes, or write `$$` in a Compose file.",
        causes={
            "dollar_in_compose": Cause(
                "{option} contains a dollar sign that Compose replaces with what follows.",
                "Write it doubled: $$.",
            ),
            "dollar": Cause(
                "{option} contains a dollar sign that Compose and shells replace with what follows.",
                "Put the value in single quotes.",
            ),
            "not_encodable": Cause(
                "{option}: {reason}.",
                "Write another value.",
            ),
            "too_large": Cause(
                "{option}: the number is too large.",
                "Write another value.",
            ),
        },
    ),
    Entry(
        "ENV-21",
        "error",
        "A URL has a scheme and a host",
        where=("settings", "files"),
        reason="Without http(s):// the server cannot use the address.",
        fix="Write the URL as a browser shows it.",
        causes={
            "no_scheme": Cause(
                "{option} holds a URL without http(s)://.",
                "Write the URL in full.",
            ),
            "not_a_url": Cause(
                "{option} is not a URL with http(s):// and a host.",
                "Write it as the browser shows it, for example https://metadata.example.com.",
            ),
            "not_in_a_url": Cause(
                "{option} holds whitespace, a quote or an angle bracket, which a URL does not have.",
                "Write one URL, and %20 for a space in it.",
            ),
            "not_a_base": Cause(
                "{option} has a query or a fragment, and paths are added to it.",
                'Cut it before the "?" or "#".',
            ),
        },
    ),
    Entry(
        "ENV-22",
        "error",
        "No placeholder is left",
        where=("settings", "files"),
        reason="The value is an example from a guide.",
        fix="Fill in your own value.",
        causes={
            "placeholder": Cause("{option} still contains a placeholder of a guide."),
            "brackets": Cause(
                "{option} has {brackets} around its value, as guides have around what is to be filled in.",
                "Only the {brackets} must go.",
            ),
            "scheme": Cause(
                "{option} still contains http(s):// of a guide.",
                "Write http:// or https://, and leave the rest.",
            ),
        },
    ),
    Entry(
        "ENV-23",
        "warning",
        "All URLs of the provider are on one host",
        where=("settings",),
        reason="Keys of another instance do not verify the provider's tokens.",
        fix="Copy all from one discovery document.",
        message="{option} is on {name}, and the issuer on {authority}: keys of another instance verify no token.",
    ),
    Entry(
        "ENV-24",
        "error",
        "A domain option holds a host name",
        where=("settings",),
        reason="The collection adds scheme and path itself.",
        fix="Write the host name without scheme, port and path.",
        causes={
            "scheme": Cause(
                "{option} holds a scheme.",
                "Write the bare host name.",
            ),
            "slash": Cause(
                '{option} holds a "/".',
                "Write the bare host name.",
            ),
            "not_a_host_name": Cause(
                "{option} is not a valid host name.",
                "Write it without scheme, port and path.",
            ),
        },
    ),
    Entry(
        "ENV-25",
        "error",
        "openmetadata.yaml has a reference where a variable decides",
        where=("host",),
        reason="A hand-written value wins over the variable, which would have no effect.",
        fix="Restore the reference, as OpenMetadata ships it.",
        causes={
            **on_host("ENV-25"),
        },
        wrong="""\
authenticationConfiguration:
 clientId: my-client
""",
        right="""\
authenticationConfiguration:
  clientId: ${AUTHENTICATION_CLIENT_ID:-""}
""",
    ),
    Entry(
        "ENV-26",
        "error",
        "openmetadata-env.sh does not set a variable of the plan",
        where=("host",),
        reason="The file is read after the environment of systemd, so its value would win.",
        fix="Remove the line.",
        causes={
            **on_host("ENV-26"),
        },
        wrong="""\
# conf/openmetadata-env.sh
export AUTHENTICATION_CLIENT_ID=old
""",
        right="""\
# conf/openmetadata-env.sh does not set AUTHENTICATION_CLIENT_ID
""",
    ),
    Entry(
        "ENV-27",
        "error",
        "The release knows the choice",
        where=("settings",),
        reason="A value that the release does not know stops the server at its start.",
        fix="Write one of them exactly.",
        message="{option} is not a choice of OpenMetadata {release}: {names}.",
    ),
    Entry(
        "ENV-28",
        "warning",
        "Each key reaches the server",
        where=("settings", "host"),
        reason="The key has no variable in openmetadata.yaml, or the release does not know the field.",
        fix="Set it in OpenMetadata's user interface where there is one for it, or leave it out.",
        message="{option} has no effect: {reason}.",
        causes={
            **on_host("ENV-28"),
        },
    ),
    Entry(
        "ENV-29",
        "warning",
        "A value is decided in one place",
        where=("settings",),
        reason="om_sso_extra_environment wins over the option of the same value.",
        fix="Set the option instead.",
        message="{option} replaces the value of a role variable for it.",
    ),
    Entry(
        "ENV-30",
        "error",
        "A configuration file can be parsed",
        where=("files",),
        reason="A file that cannot be parsed is not read by the server either.",
        fix="Correct the line.",
        message="{reason}.",
    ),
    Entry(
        "ENV-31",
        "warning",
        "A file of the collection is unchanged",
        where=("host",),
        reason="The next apply replaces what was edited by hand.",
        fix="Put the change into the role variables, and run openmetadata.sso.sso.",
        message=(
            "{path} line {line}: the file was edited since the collection last verified it; the next apply replaces it."
        ),
        wrong="""\
# openmetadata-sso.env, edited by hand
AUTHENTICATION_CLIENT_ID=edited
""",
        right="""\
om_sso_client_id: edited
""",
    ),
    Entry(
        "ENV-32",
        "error",
        "A shell reads the value as one word",
        where=("files",),
        reason="Whitespace and special characters end an unquoted value in a shell.",
        fix="Put the value in single quotes.",
        message="{option} is cut by the shell at whitespace or a special character.",
    ),
    Entry(
        "ENV-33",
        "error",
        "An EnvironmentFile of systemd has no export",
        where=("files",),
        reason="systemd ignores lines that begin with export.",
        fix="Write NAME=VALUE.",
        message="{option} follows export: systemd ignores the line.",
    ),
    Entry(
        "ENV-34",
        "warning",
        "Each file that affects the configuration can be read",
        where=("host",),
        reason="A file that cannot be read is not checked.",
        fix="Correct the name, or let the connecting user read it (become: true).",
        message="{text}",
        wrong="""\
om_sso_compose_env_files: [/opt/openmetadata/missing.env]
""",
        right="""\
om_sso_compose_env_files: [/opt/openmetadata/sso.env]
""",
    ),
    Entry(
        "ENV-35",
        "info",
        "The configuration in effect is known from files alone",
        where=("host",),
        reason="A value that a command or a condition decides is known only when the server starts.",
        fix="Write the value itself, or compare the running server with verify.",
        message=(
            "{path} line {line}: what is set here is known only when the server starts, so the configuration in "
            "effect was not checked by the rules of a plan."
        ),
        wrong="""\
export AUTHENTICATION_PROVIDER=$(cat /etc/openmetadata/provider)
""",
        right="""\
export AUTHENTICATION_PROVIDER=google
""",
    ),
)
