# Copyright: openmetadata.sso contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules SAVE-*: saving in the user interface."""

from __future__ import annotations

from ._entry import Cause, Entry

ENTRIES = (
    Entry(
        "SAVE-01",
        "warning",
        "Google's URLs are the ones that can be saved",
        where=("settings",),
        reason="From 1.10 on OpenMetadata checks the configuration when it is saved in its user interface.",
        fix="Leave the option out.",
        since="1.10",
        causes={
            "other_url": Cause(
                "{option} is not {expected}: OpenMetadata {release} runs with it, but refuses to save it.",
                "Leave {option} out.",
            ),
            "no_key_url": Cause(
                (
                    "{option} lacks https://www.googleapis.com/oauth2/v3/certs: OpenMetadata {release} runs with it, "
                    "but refuses to save it."
                ),
                "Add it.",
            ),
        },
    ),
    Entry(
        "SAVE-02",
        "warning",
        "A Google client id has the form of Google's",
        where=("settings",),
        reason="OpenMetadata refuses to save another one.",
        fix="Copy Client ID of the OAuth client, with its ending.",
        since="1.10",
        message=(
            "om_sso_client_id does not end with .apps.googleusercontent.com: OpenMetadata {release} runs with it, but "
            "refuses to save it."
        ),
    ),
    Entry(
        "SAVE-03",
        "warning",
        "The key URL is below the issuer",
        where=("settings",),
        reason="OpenMetadata refuses to save another one.",
        fix="Add it.",
        since="1.10",
        message="{option} lacks {expected}: OpenMetadata {release} runs with it, but refuses to save it.",
    ),
    Entry(
        "SAVE-04",
        "info",
        "The host of Auth0's key URLs has a dot",
        where=("settings",),
        reason="OpenMetadata refuses to save another one.",
        fix=(
            "Change the configuration with this collection, or set om_sso_server_internal_url to a name with a dot "
            "that the server reaches itself by; an address such as 127.0.0.1 is refused as well."
        ),
        since="1.10",
        message=(
            "{option}: the key URL on {name} has no dot in its host: OpenMetadata {release} runs "
            "with it, but its user interface refuses to save it."
        ),
    ),
    Entry(
        "SAVE-05",
        "warning",
        "Okta's issuer is https",
        where=("settings",),
        reason="OpenMetadata refuses to save another one.",
        fix="Use https.",
        since="1.10",
        message="{option} is plain http: OpenMetadata {release} runs with it, but refuses to save it.",
    ),
    Entry(
        "SAVE-06",
        "info",
        "Password sign-in is changed with this collection only",
        where=("settings",),
        reason="OpenMetadata refuses to save it in its user interface.",
        fix="Change the configuration with this collection.",
        since="1.10",
        message=(
            "{option}: OpenMetadata {release} runs with user names and passwords, but its user "
            "interface cannot save that as a provider."
        ),
    ),
    Entry(
        "SAVE-07",
        "warning",
        "The three group fields are set together",
        where=("settings",),
        reason="OpenMetadata refuses to save a part of them.",
        fix="Set all of them, or none.",
        since="1.10",
        message=(
            "{option} is missing, and the others of {names} are set: OpenMetadata {release} runs with it, but refuses "
            "to save it."
        ),
    ),
    Entry(
        "SAVE-08",
        "warning",
        "The name id format is known",
        where=("settings",),
        reason="OpenMetadata refuses to save another one.",
        fix="Leave it out.",
        since="1.10",
        message=(
            "{option} is not a name ID format of SAML: OpenMetadata {release} runs with it, but refuses to save it."
        ),
    ),
    Entry(
        "SAVE-09",
        "warning",
        "The provider's entity id is a URL or URN",
        where=("settings",),
        reason="OpenMetadata refuses to save another one.",
        fix="Copy the entity id from the provider's metadata.",
        since="1.10",
        causes={
            "not_a_uri": Cause(
                "{option} is neither a URL nor a URN: OpenMetadata {release} runs with it, but refuses to save it.",
                "Copy entityID of the provider's metadata.",
            ),
            "not_okta": Cause(
                (
                    "{option} is not http://www.okta.com/ and the application's id: OpenMetadata {release} runs with "
                    "it, but refuses to save it."
                ),
                "Copy Issuer of the application's sign-on settings.",
            ),
        },
    ),
)
